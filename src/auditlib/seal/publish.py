"""One run at a time, staged on the same file system, visible only when whole."""

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from auditlib.errors import Busy, StorageFailed
from auditlib.pack_format import FINAL_LINK, LATEST_LINK, PAYLOAD

_RUN = re.compile(r"\d{3,}")
_STAGING = ".staging-"
# What is wrong with a disk, whichever file was being written.
_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


@dataclass(frozen=True, slots=True)
class Staging:
    """A run that is being built: `pack` becomes the published folder, `work` is thrown away."""

    number: str
    pack: Path
    work: Path


@contextmanager
def stage(target: Path) -> Iterator[Staging]:
    """Hold the lock of a reports folder and give a staging area in it; what is left unpublished is removed.

    Raises:
        Busy: another run holds the lock.
        StorageFailed: the folder cannot be written, or its disk is full.
    """
    with _locked(target):
        with _stored_in(target):
            staging = _staging_area(target)
        try:
            yield staging
        except OSError as error:
            # A file that went elsewhere, such as among the inputs, says nothing about this folder.
            if error.errno not in _DISK:
                raise
            raise StorageFailed(f"{target}: {error.strerror}") from error
        finally:
            shutil.rmtree(staging.work.parent, ignore_errors=True)


def publish(target: Path, staging: Staging, *, is_final: bool = False) -> Path:
    """Rename the staged pack into its place, then point `latest` at it, and `final` too; gives the pack's folder.

    Raises:
        StorageFailed: the folder cannot be written.
    """
    place = target / staging.number
    with _stored_in(target):
        _sync(staging.pack)
        staging.pack.rename(place)
        for name in (LATEST_LINK, FINAL_LINK) if is_final else (LATEST_LINK,):
            link = target / f"{name}.new"
            link.unlink(missing_ok=True)
            link.symlink_to(staging.number, target_is_directory=True)
            link.replace(target / name)
    return place


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    lock = FileLock(target / ".lock", timeout=0)
    with _stored_in(target):
        target.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:
            raise Busy(f"Another run is writing to {target}; wait for it to end.") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _stored_in(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageFailed(f"{target}: {error.strerror or error}") from error


def _staging_area(target: Path) -> Staging:
    _sweep(target)
    number = _next_number(target)
    root = target / f"{_STAGING}{number}"
    (root / "pack" / PAYLOAD).mkdir(parents=True)
    (root / "work").mkdir()
    return Staging(number, root / "pack", root / "work")


def _next_number(target: Path) -> str:
    numbers = [int(path.name) for path in target.iterdir() if _RUN.fullmatch(path.name)]
    return f"{max(numbers, default=0) + 1:03d}"


def _sweep(target: Path) -> None:
    """What an interrupted run left behind; the lock is held, so nobody is building there."""
    for path in target.glob(f"{_STAGING}*"):
        shutil.rmtree(path, ignore_errors=True)


def _sync(pack: Path) -> None:
    for path in sorted(pack.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
