"""Checks on the bytes of a file before any parser sees them."""

import io
import re
import zipfile
import zlib

from auditlib.errors import InputRefused
from auditlib.places import Place, Problem, column_number

MAX_MEMBERS = 2_000
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 400
MAX_MERGED_CELLS = 100_000
_SMALL = 4 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)
WORKBOOK = "a workbook (.xlsx, .ods) or a .csv table"
RESAVE = "Open it in its program and save it again as .xlsx."
_COPY = "Copy the workbook again from where it is kept."


def check_archive(name: str, data: bytes, marker: str) -> zipfile.ZipFile:
    """Open a zipped workbook after checking that it is one and is safe to parse.

    Args:
        name: the name of the file, for the message.
        data: its bytes.
        marker: the member every file of this format has.

    Raises:
        InputRefused: it is empty, encrypted, truncated, something else under this name, or built to exhaust memory.
    """
    archive = _open(name, data)
    members = archive.infolist()
    names = [member.filename for member in members]
    if marker not in names:
        raise refusal(name, "wrong_format", "a zip archive that holds no workbook", RESAVE)
    if len(set(names)) != len(names) or len(names) > MAX_MEMBERS:
        raise refusal(name, "hostile", "an archive with repeated or too many members", RESAVE)
    _check_size(name, members)
    _check_integrity(name, archive)
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            _check_xml(name, archive, member.filename)
    return archive


def _check_size(name: str, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > MAX_RATIO * max(packed, 1)):
        raise refusal(name, "hostile", f"an archive that unpacks to {unpacked:,} bytes", RESAVE)


def _check_integrity(name: str, archive: zipfile.ZipFile) -> None:
    try:
        damaged = archive.testzip()
    except _DAMAGE as error:
        raise refusal(name, "truncated", "a damaged or cut-off workbook", _COPY) from error
    if damaged is not None:
        raise refusal(name, "truncated", f"a damaged workbook (its part {damaged})", _COPY)


def _open(name: str, data: bytes) -> zipfile.ZipFile:
    if not data:
        raise refusal(name, "empty_file", "an empty file (0 bytes)", _COPY)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise refusal(name, "encrypted", "a workbook protected by a password", "Save it without a password.")
        raise refusal(name, "old_format", "an Excel 97–2003 workbook", RESAVE)
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise refusal(name, "wrong_format", "a web page or XML text under the name of a workbook", RESAVE)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        if data.startswith(b"PK"):
            raise refusal(name, "truncated", "a damaged or cut-off workbook", _COPY) from error
        raise refusal(name, "wrong_format", "a file that is no workbook", RESAVE) from error


def _check_xml(name: str, archive: zipfile.ZipFile, member: str) -> None:
    content = archive.read(member)
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:64]:
        raise refusal(name, "hostile", f"a part in UTF-16 ({member})", RESAVE)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise refusal(name, "hostile", f"a document type declaration in {member}", RESAVE)
    for first, top, last, bottom in _MERGE.findall(content):
        area = (column_number(last.decode()) - column_number(first.decode()) + 1) * (int(bottom) - int(top) + 1)
        if area > MAX_MERGED_CELLS:
            raise refusal(name, "hostile", f"a merged area of {area:,} cells in {member}", "Unmerge the cells.")


def refusal(name: str, kind: str, found: str, remedy: str) -> InputRefused:
    """The refusal of a file that is no workbook anybody can read safely."""
    return InputRefused([Problem(Place(name), kind, found, WORKBOOK, remedy)])
