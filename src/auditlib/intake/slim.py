"""Takes valueless cells out of a worksheet before a parser builds an object for each of them."""

import io
import re
import zipfile

WORKSHEETS = "xl/worksheets/"

# A formatted blank cell, and a row of such cells: what a column formatted to the last row consists of.
_CELL = rb'<c(?: [A-Za-z:]+="[^"<>]*")*+\s*+(?:/>|></c>)'
_BLANK_CELL = re.compile(_CELL)
_BLANK_ROW = re.compile(rb'<row(?: [A-Za-z0-9:]+="[^"<>]*")*+\s*+(?:/>|>(?:\s*+' + _CELL + rb")*+\s*+</row>)")
_WORTHWHILE = 200_000


def slim(archive: zipfile.ZipFile, data: bytes) -> tuple[bytes, int]:
    """Give the workbook without its valueless cells, and how many rows fell away; small ones come back unchanged."""
    bulky = [
        member.filename
        for member in archive.infolist()
        if member.filename.startswith(WORKSHEETS) and member.file_size > _WORTHWHILE
    ]
    if not bulky:
        return data, 0
    dropped = 0
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as slimmed:
        for member in archive.infolist():
            content = archive.read(member.filename)
            if member.filename in bulky:
                content, rows = _BLANK_ROW.subn(b"", content)
                content = _BLANK_CELL.sub(b"", content)
                dropped += rows
            slimmed.writestr(member.filename, content)
    return target.getvalue(), dropped
