"""The one way in: the bytes of a file become plain cells."""

from collections.abc import Callable
from pathlib import PurePosixPath

from auditlib.intake.cells import Content
from auditlib.intake.delimited import read_csv
from auditlib.intake.ods import read_ods
from auditlib.intake.xlsx import read_xlsx

_READERS: dict[str, Callable[[str, bytes], Content]] = {".xlsx": read_xlsx, ".ods": read_ods, ".csv": read_csv}


def read_cells(name: str, data: bytes) -> Content:
    """Read a workbook or table by the ending of its name.

    Raises:
        InputRefused: the bytes are not what the ending says, or are not safe to read.
    """
    return _READERS[PurePosixPath(name).suffix.lower()](name, data)
