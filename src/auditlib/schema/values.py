"""Reads a plain cell as the value its column declares, or says what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any

from auditlib.intake.cells import Cell, CellKind
from auditlib.reference.vocabularies import countries, country_codes_by_name, vocabulary
from auditlib.schema.columns import Answer, Column, Money
from auditlib.schema.dates import ReadingOptions, UnreadableDateError, read_date, read_moment
from auditlib.schema.durations import read_duration

_EMAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+")
_MONEY = re.compile(r"(?:(?P<before>[A-Z]{3})\s*)?(?P<amount>-?\d+(?:\.\d{1,2})?)(?:\s*(?P<after>[A-Z]{3}))?")
_SEVERAL = re.compile(r"[;\r\n]+")
_MANY = 12
_LONGEST = 120


class UnreadableValueError(ValueError):
    """A cell's content is not what its column holds: what was found, what is expected, what to do."""

    def __init__(self, kind: str, found: str, expected: str, remedy: str) -> None:
        super().__init__(found)
        self.kind = kind
        self.found = found
        self.expected = expected
        self.remedy = remedy


def read_value(column: Column[Any], cell: Cell, options: ReadingOptions) -> object:
    """The typed value of a cell with content.

    Raises:
        UnreadableValueError: the content is not what the column holds.
    """
    if cell.kind is CellKind.ERROR:
        remedy = "Correct the formula, or type the value; leave the cell blank where it is not known."
        raise UnreadableValueError("error_value", f"the error {cell.text}", _expected(column), remedy)
    if cell.kind is CellKind.UNCALCULATED:
        found = f"a formula without a saved value ({cell.formula})"
        remedy = "Open the workbook in Excel or LibreOffice, let it calculate, and save it."
        raise UnreadableValueError("no_saved_value", found, _expected(column), remedy)
    if column.is_list:
        items = (clean(item) for item in _SEVERAL.split(cell.text))
        return tuple(_read_one(column, item, cell, options) for item in items if item)
    return _read_one(column, clean(cell.text), cell, options)


def clean(text: str) -> str:
    """The text without outer blanks; no-break spaces count as blanks and become plain ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\ufeff", "").strip()


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”"


def _read_one(column: Column[Any], text: str, cell: Cell, options: ReadingOptions) -> object:
    read = _READERS.get(column.kind)
    if read is None:
        return text
    return read(column, text, cell, options)


def _read_choice(column: Column[Any], text: str, _cell: Cell, _options: ReadingOptions) -> str:
    known = _known_spellings(column.choices)
    value = known.get(_loose(text))
    if value is None:
        near = get_close_matches(_loose(text), known, n=1)
        hint = f"Did you mean “{known[near[0]]}”? Otherwise choose" if near else "Choose"
        remedy = f"{hint} a value of the list “{column.choices}”, or leave the cell blank where it is not known."
        raise UnreadableValueError("not_in_list", _quoted(text), _expected(column), remedy)
    return value


@cache
def _known_spellings(choices: str) -> Mapping[str, str]:
    terms = vocabulary(choices).values()
    return {_loose(term.label): term.value for term in terms} | {_loose(term.value): term.value for term in terms}


def _loose(text: str) -> str:
    return re.sub(r"[\s_\-]+", " ", text).casefold()


def _read_answer(column: Column[Any], text: str, cell: Cell, options: ReadingOptions) -> Answer:
    return Answer(_read_choice(column, text, cell, options))


def _read_country(_column: Column[Any], text: str, _cell: Cell, _options: ReadingOptions) -> str:
    if text.upper() in countries():
        return text.upper()
    return country_codes_by_name().get(text.casefold(), text)


def _read_date(column: Column[Any], text: str, cell: Cell, options: ReadingOptions) -> date:
    if cell.kind is CellKind.NUMBER:
        remedy = "Format the cell as a date, or type the date as 2026-09-30."
        raise UnreadableValueError("not_a_date", f"the number {text}", _expected(column), remedy)
    try:
        return read_date(text, options)
    except UnreadableDateError as error:
        raise UnreadableValueError(
            error.kind, f"{_quoted(text)}{error.why}", _expected(column), error.remedy
        ) from error


def _read_datetime(column: Column[Any], text: str, _cell: Cell, options: ReadingOptions) -> datetime:
    try:
        return read_moment(text, options)
    except UnreadableDateError as error:
        raise UnreadableValueError(
            error.kind, f"{_quoted(text)}{error.why}", _expected(column), error.remedy
        ) from error


def _read_integer(column: Column[Any], text: str, _cell: Cell, _options: ReadingOptions) -> int:
    if re.fullmatch(r"-?\d{1,15}", text) is None:
        raise UnreadableValueError("not_a_number", _quoted(text), _expected(column), _BLANK_IF_UNKNOWN)
    return int(text)


def _read_money(column: Column[Any], text: str, _cell: Cell, _options: ReadingOptions) -> Money:
    found = _MONEY.fullmatch(text.upper())
    currency = (found["before"] or found["after"]) if found else None
    if found is None or currency is None:
        raise UnreadableValueError("not_an_amount", _quoted(text), _expected(column), _BLANK_IF_UNKNOWN)
    return Money(Decimal(found["amount"]), currency)


def _read_email(column: Column[Any], text: str, _cell: Cell, _options: ReadingOptions) -> str:
    if _EMAIL.fullmatch(text) is None:
        raise UnreadableValueError("not_an_email", _quoted(text), _expected(column), _BLANK_IF_UNKNOWN)
    return text


def _read_url(column: Column[Any], text: str, _cell: Cell, _options: ReadingOptions) -> str:
    if re.fullmatch(r"https?://\S+", text) is None:
        raise UnreadableValueError("not_a_link", _quoted(text), _expected(column), _BLANK_IF_UNKNOWN)
    return text


_BLANK_IF_UNKNOWN = "Correct the cell, or leave it blank where the value is not known."
_Reader = Callable[[Column[Any], str, Cell, ReadingOptions], object]
_READERS: Mapping[str, _Reader] = {
    "choice": _read_choice,
    "choice_list": _read_choice,
    "yes_no_unknown": _read_answer,
    "country": _read_country,
    "country_list": _read_country,
    "date": _read_date,
    "datetime": _read_datetime,
    "duration": lambda _column, text, _cell, _options: read_duration(text),
    "integer": _read_integer,
    "money": _read_money,
    "email": _read_email,
    "url": _read_url,
}
_SHAPES = {
    "date": "a date such as 2026-09-30",
    "datetime": "a date and time with its zone, such as 2026-05-04T09:15:00+01:00",
    "integer": "a whole number such as 30",
    "money": "an amount with its currency, such as 25.00 EUR",
    "email": "an e-mail address such as privacy@example.org",
    "url": "a web address such as https://www.example.org/privacy",
    "duration": "a duration such as P6Y or 6 years",
    "country": "a country code such as IE",
    "country_list": "country codes such as IE; US",
}


def _expected(column: Column[Any]) -> str:
    if not column.choices:
        return _SHAPES.get(column.kind, "text")
    values = list(vocabulary(column.choices))
    if len(values) > _MANY:
        return f"a value of the list “{column.choices}” ({len(values)} values, such as {', '.join(values[:3])})"
    return f"one of {', '.join(values)}"
