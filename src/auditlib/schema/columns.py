"""The kinds of column a sheet can have; in a record, each reads its own value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, cast, overload

from auditlib.schema.durations import Duration

if TYPE_CHECKING:
    from auditlib.schema.record import Record

T = TypeVar("T")


class Answer(StrEnum):
    """A yes-or-no answer; blank and `unknown` both read as UNKNOWN and are never taken for no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Required(StrEnum):
    """When a cell has to be filled in; a blank one is then a finding, not a problem."""

    YES = "yes"
    NO = "no"
    IF_CONTROLLER = "if_controller"
    IF_PROCESSOR = "if_processor"


class Identifies(StrEnum):
    """Whom a value identifies, which decides what may leave the organisation."""

    NOBODY = "nobody"
    BUSINESS_CONTACT = "business contact"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its currency (ISO 4217)."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Column(Generic[T]):
    """A column of a sheet: what it means, what it may hold, the law that asks for it.

    On a record it gives the value of the cell; on the sheet's class it gives itself.
    Reading a cell that could not be read raises `NotAssessable`.
    """

    kind: ClassVar[str]
    is_list: ClassVar[bool] = False
    blank: ClassVar[Any] = None

    def __init__(  # noqa: PLR0913  one keyword per property of a column is what makes a sheet readable
        self,
        meaning: str,
        *,
        required: Required | str = Required.NO,
        choices: str = "",
        refers_to: str = "",
        cites: str = "",
        aliases: Sequence[str] = (),
        example: str = "",
        header: str = "",
        identifies: Identifies = Identifies.NOBODY,
        starter: bool = False,
    ) -> None:
        self.meaning = meaning
        self.required = Required(required)
        self.choices = choices
        self.refers_to = refers_to
        self.cites = tuple(cite for cite in cites.split("; ") if cite)
        self.aliases = tuple(aliases)
        self.example = example
        self.identifies = identifies
        self.starter = starter
        self.name = ""
        self._header = header

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the name under which the sheet declares the column."""
        self.name = name

    @property
    def header(self) -> str:
        """The heading people see: the name in words, unless the sheet gives another."""
        return self._header or in_words(self.name)

    @property
    def phrase(self) -> str:
        """The heading inside a sentence: its first letter small, unless it begins with an acronym."""
        header = self.header
        return header if header.split()[0].isupper() else header[0].lower() + header[1:]

    @overload
    def __get__(self, record: None, owner: type) -> Self: ...
    @overload
    def __get__(self, record: "Record", owner: type) -> T: ...
    def __get__(self, record: "Record | None", owner: type) -> Self | T:
        """Give the column itself on the class, the value of its cell on a record."""
        return self if record is None else cast("T", record.value_of(self.name))


class Key(Column[str]):
    """The id of the row, never blank."""

    kind = "id"
    blank = ""

    def __init__(self, meaning: str, **properties: Any) -> None:
        super().__init__(meaning, required=Required.YES, starter=True, **properties)


class Text(Column[str | None]):
    """Free text; with `refers_to` an evidence id, a link or a file name."""

    kind = "text"


class Reference(Column[str | None]):
    """The id of one row of another sheet."""

    kind = "id"


class References(Column[tuple[str, ...]]):
    """Ids of rows of another sheet."""

    kind = "id_list"
    is_list = True
    blank = ()


class TextList(Column[tuple[str, ...]]):
    """Several texts in one cell."""

    kind = "text_list"
    is_list = True
    blank = ()


class Choice(Column[str | None]):
    """One value of a closed list."""

    kind = "choice"


class ChoiceList(Column[tuple[str, ...]]):
    """Values of a closed list."""

    kind = "choice_list"
    is_list = True
    blank = ()


class YesNo(Column[Answer]):
    """Yes, no or unknown."""

    kind = "yes_no_unknown"
    blank = Answer.UNKNOWN

    def __init__(self, meaning: str, **properties: Any) -> None:
        super().__init__(meaning, choices="yes_no_unknown", **properties)


class Country(Column[str | None]):
    """A country, ISO 3166-1 alpha-2; text that is no code is kept as it was written."""

    kind = "country"


class Countries(Column[tuple[str, ...]]):
    """Countries, ISO 3166-1 alpha-2."""

    kind = "country_list"
    is_list = True
    blank = ()


class Date(Column[date | None]):
    """A day."""

    kind = "date"


class DateTime(Column[datetime | None]):
    """A moment, with its offset from UTC."""

    kind = "datetime"


class Period(Column[Duration | None]):
    """A length of time; text nobody can read as one is kept and marked."""

    kind = "duration"


class Integer(Column[int | None]):
    """A whole number."""

    kind = "integer"


class Amount(Column[Money | None]):
    """An amount of money with its currency."""

    kind = "money"


class Email(Column[str | None]):
    """An e-mail address."""

    kind = "email"


class Url(Column[str | None]):
    """An absolute web address."""

    kind = "url"


_ACRONYMS = {
    word.casefold(): word
    for word in ("ID", "EU", "UK", "US", "DPO", "CCPA", "URL", "LIA", "TIA", "DPIA", "DPF", "BCR", "SHA256", "HR")
} | {"ids": "IDs", "ref": "reference", "gdpr": "GDPR"}


def in_words(name: str) -> str:
    """A name as a heading: `has_ccpa_terms` is "Has CCPA terms"."""
    words = [_ACRONYMS.get(word, word) for word in name.split("_")]
    first, *rest = words
    return " ".join([first if first in _ACRONYMS.values() and first != "reference" else first.capitalize(), *rest])
