"""Where data go: each country with what goes there, and what that rests on on the day, as a map and as a table."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from auditlib.reference.vocabularies import countries, country_name
from auditlib.render.charts import figure_of
from auditlib.render.world_map import PlaceKind, is_drawn_as_dot, is_on_map, world_map
from auditlib.reports.entries import named, source
from auditlib.reports.examined import Examined
from auditlib.reports.vendors_and_transfers.grounds import Standing
from auditlib.reports.vendors_and_transfers.standings import Use, standing_of, under_laws, uses_by_place
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Entry, Field, Figure, Layout, Row, Table
from auditlib.wording import day_in_words

KINDS = MappingProxyType(
    {
        Standing.PROTECTED: PlaceKind("P", "within the protected area of every law that applies", "#a9d6ba"),
        Standing.ADEQUACY: PlaceKind("A", "adequacy decision in force", "#a9cbe8"),
        Standing.FRAMEWORK: PlaceKind("F", "framework with a list of importers", "#ecd592"),
        Standing.OTHER: PlaceKind("M", "another mechanism, such as clauses, for at least one transfer", "#d6b7d6"),
        Standing.UNKNOWN: PlaceKind("?", "cannot be judged from what the register states", "#bcc3ca"),
        Standing.NONE: PlaceKind("N", "no mechanism in force stated for at least one transfer", "#e39b8f"),
    }
)


def picture(found: Examined) -> Figure:
    """The map of the places, with the letter of each."""
    standings = {code: standing_of(found, code, uses) for code, uses in uses_by_place(found).items()}
    drawn = {code: KINDS[standing] for code, standing in standings.items() if is_on_map(code)}
    counts = Counter(standings[code] for code in drawn)
    told = ", ".join(f"{counts[standing]} {KINDS[standing].letter}" for standing in Standing if counts[standing])
    description = (
        "A letter and a colour say what data that go to a place rest on; where laws or transfers differ, the weakest"
        " counts. A dot marks a place too small to draw. Counted are transfers, vendors and systems in use that day,"
        " and datasets not returned or deleted; a vendor that states no countries of processing counts in its own."
        " Outlines are simplified and take no position on borders."
    )
    return figure_of(
        world_map(drawn, [KINDS[standing] for standing in Standing if counts[standing]]),
        _letters(standings),
        alt=f"Map of the world with {len(drawn)} places: {told or 'none'}.",
        description=description,
    )


def places(found: Examined) -> Table:
    """One row for each place: what goes there, on which mechanisms, and what the rules found."""
    day = day_in_words(found.case.as_of)
    fields = (
        Field(f"On {day}", width=34),
        Field("Mechanisms, by law", cite="GDPR 45, 46, 49", width=52),
        Field("Vendors", cite="GDPR 30(1)(d)", width=34),
        Field("Systems and datasets", width=40),
        Field("On the map", width=14),
        Field("Findings", width=28),
    )
    rows = tuple(_row(found, code, uses) for code, uses in uses_by_place(found).items())
    title = f"Where data go on {day}"
    return Table("Places", title, fields, rows, empty="No row of the register names a place.", layout=Layout.BLOCKS)


def _letters(standings: Mapping[str, Standing]) -> Table:
    rows = tuple(
        Row(
            code,
            (Entry(country_name(code)), Entry(code), Entry(KINDS[one].letter), Entry(KINDS[one].label), _drawn(code)),
        )
        for code, one in standings.items()
    )
    fields = (
        Field("Place"),
        Field("Code", width=12),
        Field("Letter", width=10),
        Field("Meaning", width=56),
        Field("Drawn as", width=14),
    )
    return Table("Map", "Where data go", fields, rows, empty="No row of the register names a place.", has_places=False)


def _drawn(code: str) -> Entry:
    if not is_on_map(code):
        return Entry(None, absent="not on the map")
    return Entry("dot" if is_drawn_as_dot(code) else "shape")


def _row(found: Examined, code: str, uses: Sequence[Use]) -> Row:
    standing = standing_of(found, code, uses)
    transfers = [use for use in uses if isinstance(use.record, Transfer)]
    vendors = [use for use in uses if isinstance(use.record, Vendor)]
    stores = [use for use in uses if isinstance(use.record, System | Dataset)]
    place = f"{country_name(code)} ({code})" if code in countries() else code
    by_law = tuple(under.words for under in under_laws(found, code, uses))
    behind = tuple(source(use.record, column) for use in transfers for column in ("country", "mechanism", "regime"))
    entries = (
        Entry(f"{KINDS[standing].letter}: {KINDS[standing].label}"),
        Entry(by_law or None, behind, "no law on transfers applies, as far as the register states"),
        _rows(vendors),
        _rows(stores),
        _drawn(code),
        found.findings(*(use.record for use in transfers)) if transfers else Entry(None, absent="no transfer stated"),
    )
    return Row(code, entries, group=code, title=place)


def _rows(uses: Iterable[Use]) -> Entry:
    listed_once = {use.record.identity: use for use in uses}.values()
    texts = tuple(f"{named(use.record)} ({use.record.identity})" for use in listed_once)
    return Entry(texts or None, tuple(use.source for use in listed_once), "none")
