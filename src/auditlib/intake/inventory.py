"""Which files an inputs folder holds, what each is for, and its hash."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from auditlib.errors import InputRefused
from auditlib.places import Place, Problem

EVIDENCE_FOLDER = "evidence"
SETTINGS_FILE = "auditlib.toml"


class Role(StrEnum):
    """What a file of the inputs folder is for."""

    WORKBOOK = "workbook"
    POLICY = "policy text"
    EVIDENCE = "evidence"
    SETTINGS = "settings"
    UNREADABLE = "format not read"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file: its name relative to the folder (with `/`), its role, size in bytes, SHA-256 and content."""

    name: str
    role: Role
    size: int
    sha256: str
    path: Path


_WORKBOOKS = {".xlsx", ".ods", ".csv"}
_POLICIES = {".txt", ".md", ".html", ".htm", ".docx"}
_OTHER_TABLES = {".xls", ".xlsm", ".xlsb", ".xltx", ".fods", ".numbers", ".tsv"}
_OPEN_ELSEWHERE = ("~$", ".~lock")
# A text about the folder is no policy of the organisation.
_ABOUT_THE_FOLDER = ("readme", "changelog", "notes")


def take_inventory(inputs: Path) -> tuple[InputFile, ...]:
    """List the files of a folder, or the one file given, in the order of their names.

    Raises:
        InputRefused: there is no such folder or file.
    """
    if not inputs.exists():
        place = Place(str(inputs))
        raise InputRefused([Problem(place, "missing", "no such file or folder", "a folder of workbooks", _LOOK)])
    if inputs.is_file():
        return (_describe(inputs, inputs.name),)
    files = tuple(_files_of(inputs))
    home = inputs.resolve()
    escaping = [path.relative_to(inputs).as_posix() for path in files if not path.resolve().is_relative_to(home)]
    if escaping:
        raise InputRefused(_escape(name) for name in escaping)
    return tuple(_describe(path, path.relative_to(inputs).as_posix()) for path in files)


def _escape(name: str) -> Problem:
    found = "a link to a file outside the folder"
    return Problem(Place(name), "outside", found, "the file itself", "Copy the file into the folder.")


_LOOK = "Give the folder that holds the workbooks, or one workbook."


def _files_of(folder: Path) -> Iterator[Path]:
    top = [path for path in folder.iterdir() if path.is_file()]
    evidence = folder / EVIDENCE_FOLDER
    deeper = [path for path in evidence.rglob("*") if path.is_file()] if evidence.is_dir() else []
    yield from sorted(top + deeper, key=lambda path: path.relative_to(folder).as_posix())


def _describe(path: Path, name: str) -> InputFile:
    role = role_of(name)
    if role is Role.SKIPPED:
        return InputFile(name, role, path.stat().st_size, "", path)
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return InputFile(name, role, path.stat().st_size, digest, path)


def role_of(name: str) -> Role:
    """What a file is for, by its name relative to the inputs folder."""
    last, suffix = name.rsplit("/", 1)[-1], Path(name).suffix.lower()
    by_suffix = {
        **dict.fromkeys(_WORKBOOKS, Role.WORKBOOK),
        **dict.fromkeys(_POLICIES, Role.POLICY),
        **dict.fromkeys(_OTHER_TABLES, Role.UNREADABLE),
    }
    if last.startswith((*_OPEN_ELSEWHERE, ".")) or _is_about_the_folder(name):
        return Role.SKIPPED
    if name.startswith(f"{EVIDENCE_FOLDER}/"):
        return Role.EVIDENCE
    if name == SETTINGS_FILE:
        return Role.SETTINGS
    return by_suffix.get(suffix, Role.SKIPPED)


def _is_about_the_folder(name: str) -> bool:
    path = Path(name)
    return path.suffix.lower() in _POLICIES and path.stem.lower() in _ABOUT_THE_FOLDER


def why_skipped(name: str) -> str:
    """Why a file plays no part: a lock of an open program, a system file, or a format that holds no register."""
    last = name.rsplit("/", 1)[-1]
    if last.startswith(_OPEN_ELSEWHERE):
        return "lock file of a program that has a workbook open"
    if _is_about_the_folder(name):
        return "text about the folder, by its name"
    return "system file" if last.startswith(".") else "neither workbook, policy text nor settings"
