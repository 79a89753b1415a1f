"""Writes the tag files of a BagIt 1.0 bag (RFC 8493) around a payload, and checks them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from auditlib.errors import VerificationFailed
from auditlib.pack_format import MANIFEST, PAYLOAD

TAG_MANIFEST = "tagmanifest-sha256.txt"
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True)
class Checked:
    """A bag that is what its manifests say: how many files they name, and the digest of its payload."""

    files: int
    digest: str


def write_manifest(bag: Path) -> str:
    """Write the manifest of the payload, and give the SHA-256 of that manifest: the digest of the pack."""
    text = _manifest(bag, sorted(path for path in (bag / PAYLOAD).rglob("*") if path.is_file()))
    (bag / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    return hashlib.sha256(text.encode()).hexdigest()


def write_tags(bag: Path, info: Mapping[str, str]) -> None:
    """Write the declaration, the facts about the bag, and the manifest of every tag file; call it last."""
    files = [path for path in (bag / PAYLOAD).rglob("*") if path.is_file()]
    octets = sum(path.stat().st_size for path in files)
    facts = {**info, "Payload-Oxum": f"{octets}.{len(files)}"}
    (bag / "bagit.txt").write_text(_DECLARATION, encoding="utf-8", newline="\n")
    lines = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in facts.items())
    (bag / "bag-info.txt").write_text(lines, encoding="utf-8", newline="\n")
    tags = sorted(path for path in bag.iterdir() if path.is_file() and path.name != TAG_MANIFEST)
    (bag / TAG_MANIFEST).write_text(_manifest(bag, tags), encoding="utf-8", newline="\n")


def check_bag(bag: Path) -> Checked:
    """Compare every file of a bag with its manifests, in both directions.

    Raises:
        VerificationFailed: a file is missing, added or changed; lists all of them.
    """
    payload = {path.relative_to(bag).as_posix() for path in (bag / PAYLOAD).rglob("*") if path.is_file()}
    tags = {path.name for path in bag.iterdir() if path.is_file()} - {TAG_MANIFEST}
    wrong = _differences(bag, MANIFEST, payload) + _differences(bag, TAG_MANIFEST, tags)
    if wrong:
        raise VerificationFailed("\n".join(dict.fromkeys(wrong)))
    return Checked(len(payload) + len(tags), _sha256(bag / MANIFEST))


def _differences(bag: Path, manifest: str, present: set[str]) -> list[str]:
    if not (bag / manifest).is_file():
        return [f"{manifest}: missing"]
    # A manifest that somebody damaged names files that are not there; it stops nobody from seeing which.
    lines = (bag / manifest).read_text(encoding="utf-8", errors="replace").splitlines()
    stated = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    wrong = [f"{name}: added, not in {manifest}" for name in sorted(present - stated.keys())]
    wrong += [f"{name}: missing" for name in sorted(stated.keys() - present)]
    changed = (name for name in sorted(stated.keys() & present) if _sha256(bag / name) != stated[name])
    return wrong + [f"{name}: changed" for name in changed]


def _manifest(bag: Path, files: list[Path]) -> str:
    return "".join(f"{_sha256(path)}  {path.relative_to(bag).as_posix()}\n" for path in files)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
