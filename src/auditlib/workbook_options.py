"""What holds for every workbook we write, whoever fills it in or reads it."""

from datetime import date, datetime

# A fixed time of writing: the same sheets to fill in have the same bytes.
CREATED = datetime(2026, 1, 1)  # noqa: DTZ001  document properties know no zones
LAST_ROW = 1_048_575  # counted from 0


def workbook_options(**more: object) -> dict[str, object]:
    """Options for XlsxWriter: no trace of a temporary folder or the umask, and text stays text.

    They are made anew for each workbook: XlsxWriter changes what it is given, and the next would have other bytes.
    """
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return {"in_memory": True, **as_text, **more}


def only_dates(message: str) -> dict[str, object]:
    """The validation of cells that hold dates alone, with what Excel says to anything else."""
    return {
        "validate": "date",
        "criteria": ">=",
        "value": date(1900, 3, 1),  # before it, Excel counts a day that never was
        "error_title": "Not a date",
        "error_message": message,
    }
