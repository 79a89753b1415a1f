"""One run at a time, staged beside its place, there as a whole or not at all."""

import os

import pytest
from filelock import FileLock

from auditlib.errors import Busy, StorageFailed
from auditlib.seal.publish import publish, stage


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def published(target, content: str) -> None:
    with stage(target) as staging:
        (staging.pack / "data" / "index.html").write_text(content, encoding="utf-8")
        publish(target, staging)


def test_the_first_run_is_001_and_latest_points_at_it(tmp_path):
    published(tmp_path / "reports", "one")
    assert names(tmp_path / "reports") == [".lock", "001", "latest"]
    assert (tmp_path / "reports" / "latest").readlink().as_posix() == "001"


def test_the_next_run_has_the_next_number_and_latest_moves(tmp_path):
    published(tmp_path, "one")
    published(tmp_path, "two")
    assert (tmp_path / "latest").readlink().as_posix() == "002"
    assert (tmp_path / "001" / "data" / "index.html").read_text(encoding="utf-8") == "one"


def test_a_number_is_never_given_twice(tmp_path):
    (tmp_path / "009").mkdir()
    (tmp_path / "1000").mkdir()
    published(tmp_path, "one")
    assert (tmp_path / "latest").readlink().as_posix() == "1001"


def test_nothing_is_visible_before_it_is_published(tmp_path):
    with stage(tmp_path) as staging:
        (staging.pack / "data" / "index.html").write_text("half", encoding="utf-8")
        assert not [name for name in names(tmp_path) if not name.startswith(".")]


def test_the_staging_area_is_on_the_file_system_of_the_packs(tmp_path):
    with stage(tmp_path / "reports") as staging:
        assert staging.pack.stat().st_dev == (tmp_path / "reports").stat().st_dev


def test_what_fails_leaves_nothing_and_moves_nothing(tmp_path):
    published(tmp_path, "one")
    with pytest.raises(RuntimeError, match="while building"), stage(tmp_path):
        raise RuntimeError("while building")
    assert names(tmp_path) == [".lock", "001", "latest"]
    assert (tmp_path / "latest").readlink().as_posix() == "001"


def test_what_a_killed_run_left_is_swept_by_the_next(tmp_path):
    (tmp_path / ".staging-001" / "work").mkdir(parents=True)
    published(tmp_path, "one")
    assert names(tmp_path) == [".lock", "001", "latest"]


def test_a_second_run_at_the_same_time_is_refused(tmp_path):
    with FileLock(tmp_path / ".lock"), pytest.raises(Busy, match="Another run is writing to"), stage(tmp_path):
        pytest.fail("two runs at once")


def test_a_folder_that_cannot_be_made_is_a_storage_failure(tmp_path):
    (tmp_path / "reports").write_text("a file", encoding="utf-8")
    with pytest.raises(StorageFailed, match="reports"), stage(tmp_path / "reports" / "auxerta"):
        pytest.fail("staged in a file")


def test_a_full_disk_is_a_storage_failure(tmp_path):
    with pytest.raises(StorageFailed, match="No space left"), stage(tmp_path):
        raise OSError(28, os.strerror(28))
    assert names(tmp_path) == [".lock"]


def test_a_file_that_vanishes_elsewhere_is_no_storage_failure(tmp_path):
    with pytest.raises(FileNotFoundError, match="vendors"), stage(tmp_path / "reports"):
        (tmp_path / "vendors.xlsx").read_bytes()
    assert names(tmp_path / "reports") == [".lock"]


def test_a_pack_that_cannot_be_put_in_its_place_is_a_storage_failure(tmp_path):
    with stage(tmp_path) as staging:
        (staging.pack / "data" / "index.html").write_text("one", encoding="utf-8")
        (tmp_path / staging.number).write_text("a file in its place", encoding="utf-8")
        with pytest.raises(StorageFailed, match="Not a directory"):
            publish(tmp_path, staging)


def test_the_lock_is_free_again_after_a_failure(tmp_path):
    with pytest.raises(RuntimeError), stage(tmp_path):
        raise RuntimeError
    published(tmp_path, "one")
    assert (tmp_path / "latest").readlink().as_posix() == "001"


@pytest.mark.parametrize(("error", "code"), [(Busy, 11), (StorageFailed, 17)])
def test_each_has_an_exit_code_of_its_own(error, code):
    assert error.exit_code == code
