"""A pack of an earlier period is read only where it is what its manifest says."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from auditlib.audit import Audit
from auditlib.case import open_case
from auditlib.errors import InputRefused, UsageError, VerificationFailed
from auditlib.pack_format import FINDINGS, MANIFEST, POLICY, REGISTER, RUN
from auditlib.prior import copy_prior, read_prior
from auditlib.prior.standing import Comparison
from auditlib.seal import bag
from tests.making_priors import a_prior, a_prior_pack, reference_quarters
from tests.packs import REFERENCE_INPUTS


@pytest.fixture
def second() -> Audit:
    return reference_quarters()["Q2"]


@pytest.fixture
def pack(tmp_path: Path, second: Audit) -> Path:
    return a_prior_pack(tmp_path, second, policy_text="We keep data safe.")


def test_a_pack_is_read_with_everything_that_the_next_period_compares(pack: Path, second: Audit) -> None:
    prior = read_prior(pack)
    assert replace(prior, digest="0" * 64, policy_text=None) == a_prior(second)
    assert prior.digest == json.loads((pack / RUN).read_text())["digest"]
    assert prior.policy_text == "We keep data safe."


def test_the_manifest_is_the_one_that_sealing_writes(pack: Path) -> None:
    bag.check_bag(pack)


def test_a_link_to_a_pack_is_read_as_the_pack(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "latest").symlink_to(pack)
    assert read_prior(tmp_path / "latest") == read_prior(pack)


def test_a_copy_holds_what_is_read_and_nothing_else(pack: Path, tmp_path: Path) -> None:
    copy_prior(pack, tmp_path / "copy")
    assert read_prior(tmp_path / "copy").findings == read_prior(pack).findings
    copied = {path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*.*")}
    assert copied == {RUN, MANIFEST, FINDINGS, REGISTER, POLICY}


def test_a_folder_that_is_no_pack_is_refused_with_every_file_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        read_prior(tmp_path)
    missing = [Path(problem.place.file).name for problem in refused.value.problems]
    assert missing == ["run.json", "manifest-sha256.txt", "findings.json", "register.json"]


def test_every_file_that_was_changed_is_named(pack: Path) -> None:
    for name in (FINDINGS, REGISTER, POLICY):
        (pack / name).write_text((pack / name).read_text(encoding="utf-8") + " ", encoding="utf-8")
    with pytest.raises(VerificationFailed) as failed:
        read_prior(pack)
    assert str(failed.value).splitlines() == [f"{name}: changed" for name in (FINDINGS, REGISTER, POLICY)]


def test_a_policy_that_was_taken_out_or_put_in_is_named(pack: Path) -> None:
    (pack / POLICY).unlink()
    with pytest.raises(VerificationFailed, match=f"{POLICY}: missing"):
        read_prior(pack)


def test_a_manifest_made_to_fit_is_not_the_one_of_the_run(pack: Path) -> None:
    (pack / FINDINGS).write_text("{}", encoding="utf-8")
    bag.write_manifest(pack)
    with pytest.raises(VerificationFailed, match=f"{MANIFEST}: changed since the run"):
        read_prior(pack)


def resealed(pack: Path, change: Callable[[dict[str, object]], object]) -> Path:
    """The pack with other findings, sealed again as if they had always been there."""
    document = json.loads((pack / FINDINGS).read_text(encoding="utf-8"))
    change(document)
    (pack / FINDINGS).write_text(json.dumps(document), encoding="utf-8")
    run = json.loads((pack / RUN).read_text(encoding="utf-8"))
    (pack / RUN).write_text(json.dumps({**run, "digest": bag.write_manifest(pack)}), encoding="utf-8")
    return pack


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda document: document.update(schema_version="1"), "version 1 of the format"),
        (lambda document: document.pop("findings"), "findings: Field required"),
        (lambda document: document["findings"][0].update(severity="awful"), "findings.0.severity"),
        (lambda document: document.update(period="summer"), "period: Value error"),
    ],
)
def test_findings_of_another_shape_are_refused_with_the_place(
    pack: Path, change: Callable[[dict[str, object]], object], found: str
) -> None:
    with pytest.raises(InputRefused, match=found):
        read_prior(resealed(pack, change))


def test_what_is_no_json_is_refused_and_not_run(pack: Path) -> None:
    (pack / RUN).write_bytes(b"\x80\x04cos\nsystem\n")
    with pytest.raises(InputRefused, match="Invalid JSON"):
        read_prior(pack)


def test_findings_of_another_report_than_the_run_are_refused(pack: Path) -> None:
    with pytest.raises(VerificationFailed, match="R-AAAAAAAAAA"):
        read_prior(resealed(pack, lambda document: document.update(report_id="R-AAAAAAAAAA")))


def test_a_case_is_compared_with_the_period_before_and_no_other(pack: Path) -> None:
    assert open_case(REFERENCE_INPUTS, period="2026-Q3", previous=pack).previous == read_prior(pack)
    for other in ("2026-Q1", "2026-Q2"):
        with pytest.raises(UsageError, match="found the pack of 2026-Q2"):
            open_case(REFERENCE_INPUTS, period=other, previous=pack)


def test_a_case_names_the_period_that_is_missing_between(tmp_path: Path) -> None:
    first = a_prior_pack(tmp_path, reference_quarters()["Q1"])
    with pytest.raises(UsageError, match="expected that of 2026-Q2, the period before 2026-Q3"):
        open_case(REFERENCE_INPUTS, period="2026-Q3", previous=first)


def test_a_case_is_not_compared_with_the_pack_of_another_organisation(pack: Path) -> None:
    run = json.loads((pack / RUN).read_text(encoding="utf-8"))
    (pack / RUN).write_text(json.dumps({**run, "organisation": ["other"]}), encoding="utf-8")
    with pytest.raises(UsageError, match="found a pack of other; expected one of auxerta"):
        open_case(REFERENCE_INPUTS, period="2026-Q3", previous=pack)


def test_the_report_id_depends_on_the_previous_pack(pack: Path) -> None:
    alone = open_case(REFERENCE_INPUTS, period="2026-Q3")
    assert open_case(REFERENCE_INPUTS, period="2026-Q3", previous=pack).report_id != alone.report_id


def test_a_draft_is_compared_with_and_called_one(tmp_path: Path, second: Audit) -> None:
    prior = read_prior(a_prior_pack(tmp_path, second, state="DRAFT"))
    assert Comparison(prior).in_words.startswith("compared with a DRAFT of 2026-Q2, report R-")
    assert Comparison(a_prior(second)).in_words.startswith("compared with the final pack of 2026-Q2, report R-")
