"""How the register explains itself to the people who fill it in: in the blank workbook and in the manual."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from auditlib.schema.columns import Column, Key, Required, in_words

# The row that shows how a sheet is filled in; what it refers to carries the same id. The reader passes it over,
# and the two sheets that hold no rows of the register.
EXAMPLE_ID = "EXAMPLE"
READ_ME = "Read me"
LISTS = "Lists"
GUIDE_SHEETS = frozenset({READ_ME, LISTS})

WHEN_REQUIRED: Mapping[Required, str] = MappingProxyType(
    {
        Required.YES: "always",
        Required.IF_CONTROLLER: "where the activity is carried out as controller",
        Required.IF_PROCESSOR: "where the activity is carried out as processor",
        Required.NO: "optional",
    }
)

_SEVERAL = "several are separated by ; or a line break"
_HOLDS: Mapping[str, str] = MappingProxyType(
    {
        "id": "an id",
        "id_list": f"ids; {_SEVERAL}",
        "text": "text",
        "text_list": f"text; {_SEVERAL}",
        "choice": "one value of a list",
        "choice_list": f"values of a list; {_SEVERAL}",
        "yes_no_unknown": "Yes, No or Unknown; blank means unknown, never no",
        "country": "a country: its code such as IE, or its English name",
        "country_list": f"countries: codes such as IE, or English names; {_SEVERAL}",
        "date": "a date, such as 2026-09-30",
        "datetime": "a date and time with its zone, such as 2026-05-04T09:15:00+01:00",
        "duration": "a length of time, such as 6 years, 18 months, 72 hours or P6Y",
        "integer": "a whole number",
        "money": "an amount with its currency, such as 25.00 EUR",
        "email": "an e-mail address",
        "url": "a web address that begins with https://",
    }
)


# What people have to know before they type; each line has a heading of its own.
TYPING: tuple[tuple[str, str], ...] = (
    (
        "Not known",
        "Leave the cell blank. Blank means that nobody could say: it is shown as “not stated” and never read as no. "
        "Do not type tbc, n/a or a question mark.",
    ),
    (
        "Yes, No, Unknown",
        "Unknown and blank mean the same. “None”, where a list has it, is an answer: somebody looked, there is none.",
    ),
    ("Several values", "Separate them with a semicolon ( ; ) or a line break (Alt+Enter in Excel)."),
    ("Dates", "2026-09-30, 30 September 2026, or a date cell of Excel. 03/04/2026 reads two ways and is not guessed."),
    ("Lengths of time", "6 years, 18 months, 90 days, 72 hours, or P6Y."),
    ("Countries", "The two-letter code, such as IE, or the English name. XX stands for an international organisation."),
    ("Ids", "Short, one for each row, and kept for good. Other sheets refer to the row by its id; 007 stays 007."),
)


def holds(column: Column[Any]) -> str:
    """What a cell of the column holds, in words."""
    if isinstance(column, Key):
        return "an id of your own, different on each row"
    if column.kind == "text" and column.refers_to:
        return "the id of a row, a link, or the name of a file"
    return _HOLDS[column.kind]


# Sheets whose tab is the title that reports use, as their names in words would be a second spelling of it.
_TABS: Mapping[str, str] = MappingProxyType(
    {
        "access_grants": "Access",
        "policy_commitments": "Statements in policies",
        "sign_offs": "Sign-offs",
        "subprocessors": "Sub-processors",
    }
)


def tab_name(sheet: str) -> str:
    """The name of a sheet as its tab in a workbook shows it."""
    return _TABS.get(sheet) or in_words(sheet)
