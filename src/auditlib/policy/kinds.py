"""What a sentence is about, told by its verbs and nouns, else by the heading and lead-in above it."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from auditlib.data_files import data_rows
from auditlib.policy.naming import country_pattern
from auditlib.policy.structure import Clause, ClauseKind, Policy

_Cues = tuple[tuple[str, re.Pattern[str]], ...]

_ABOUT_DATASETS = re.compile(
    r"\bdatasets?\b|\b(?:project|client|customer)\s+(?:data|content)\b|\byour\s+content\b", re.IGNORECASE
)

SALE_OF_DATA = (
    r"\b(?:sell|rent|trade|moneti[sz]e|licen[sc]e)\s+(?:(?:or|and)\s+\w+\s+)?"
    r"(?:(?!(?:and|to|for|with|in)\b)[\w'’-]+\s+){0,4}(?:data|information|details|datasets?|content|addresses|lists?)\b|"
    r"\b(?:data|information|details|datasets?)\b[^.;]{0,30}\b(?:sold|rented|traded|moneti[sz]ed|licen[sc]ed)\b"
)
_RELATIVE = re.compile(r",\s*which\s+[^,;.]*|\bso\s+that\s+[^,;.]*", re.IGNORECASE)
_OF_WHOLE_ROW = frozenset({"retains", "transfers"})


def kind_of(clause: Clause, policy: Policy) -> str:
    """The kind of statement a clause makes, or blank where nothing tells; of a row of a table the first one."""
    if clause.kind is ClauseKind.ROW and (kinds := row_kinds(clause, policy)):
        return next(iter(kinds))
    above = policy.governing(clause)
    lead_ins = [one for one in above if one.kind is ClauseKind.LEAD_IN]
    if clause.kind in (ClauseKind.BULLET, ClauseKind.ROW) and lead_ins:
        return kind_of(lead_ins[-1], policy)
    if clause.kind is ClauseKind.BULLET:
        return heading_kind(above) or kind_of_words(clause.words)
    return kind_of_words(clause.words) or heading_kind(above)


def kinds_of(clause: Clause, policy: Policy) -> tuple[str, ...]:
    """Every kind of statement a clause makes: a row of a table can make several."""
    several = tuple(row_kinds(clause, policy)) if clause.kind is ClauseKind.ROW else ()
    return several or tuple(filter(None, (kind_of(clause, policy),)))


def row_kinds(row: Clause, policy: Policy) -> Mapping[str, tuple[int, int]]:
    """What the header of a table says that a row states: each kind with the part of the row that does.

    What is said of the row as a whole, such as who receives or how long, is stated by the whole of it.
    """
    columns = columns_of(row, policy)
    told = {kind: cell for words, cell in columns if (kind := _first("column", words))}
    whole = (row.start, row.end)
    above = heading_kind(policy.governing(row)) if columns else ""
    for kind in ("cookies", "shares_with"):
        if kind in told or kind == above:
            rest = {"retains", "legal_basis"} if kind == "shares_with" else set()
            return {kind: whole, **{other: whole for other in told if other in rest}}
    return {kind: whole if kind in _OF_WHOLE_ROW else cell for kind, cell in told.items()}


def columns_of(row: Clause, policy: Policy) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The words above each cell of a row, with the cell; none where the header has other columns."""
    headers = [one for one in policy.governing(row) if one.cells]
    if not headers or len(headers[-1].cells) != len(row.cells):
        return ()
    titles = (policy.text[start:end] for start, end in headers[-1].cells)
    return tuple(zip(titles, row.cells, strict=True))


def kind_of_words(words: str) -> str:
    """The kind that words alone tell, whatever stands above them; blank where they tell none."""
    return _first("sentence", _RELATIVE.sub("", words)) or _first("sentence", words)


def heading_kind(above: Iterable[Clause]) -> str:
    """What the nearest heading that tells anything announces."""
    headings = [one.words for one in above if one.kind is ClauseKind.HEADING]
    return next((kind for heading in reversed(headings) if (kind := _first("heading", heading))), "")


def is_about_datasets(clause: Clause, policy: Policy) -> bool:
    """Whether a clause speaks of what clients hand over, by its own words or its heading."""
    texts = [clause.words, *(one.words for one in policy.governing(clause))]
    return any(_ABOUT_DATASETS.search(text) for text in texts)


@lru_cache(maxsize=16_384)
def _first(read_in: str, text: str) -> str:
    return next((kind for kind, pattern in _cues(read_in) if pattern.search(text)), "")


@cache
def _cues(read_in: str) -> _Cues:
    """Kinds with what tells them; what is told by a verb stands before what is told by a noun that others use too."""
    rows = (row for row in data_rows(__package__, "data/kinds") if row["read_in"] == read_in)
    named = {"<<country>>": f"(?-i:(?:the\\s+)?{country_pattern()})", "<<sale>>": SALE_OF_DATA}
    return tuple((row["kind"], re.compile(_spelled(row["pattern"], named), re.IGNORECASE)) for row in rows)


def _spelled(pattern: str, named: Mapping[str, str]) -> str:
    """A pattern with those it names put in."""
    for name, meant in named.items():
        pattern = pattern.replace(name, meant)
    return pattern
