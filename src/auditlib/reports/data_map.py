"""The data map: people, categories of data, systems, vendors and countries, as activities connect them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import product

from auditlib.case import Case
from auditlib.reference.vocabularies import country_name, label_of
from auditlib.render.data_map import Layer, Link, Node, draw_data_map
from auditlib.reports.activity_facts import categories_of, followed, recipients_of
from auditlib.reports.entries import named, source, stated
from auditlib.reports.page import Report
from auditlib.schema.record import Record
from auditlib.scope import belongs_to, is_current, listed, readable
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.systems import System
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Entry, Field, Figure, Row, Table
from auditlib.wording import plural

REPORT = Report(notebook="20_data_map", title="Data map", law="GDPR Art. 30, Art. 5(2)")
DRAWS_ON: tuple[type[Record], ...] = (Organisation, ProcessingActivity, DataCategory, System, Vendor)

_OWN = "own"
_UNSTATED = "not stated"
_LAYERS = ("Data subjects", "Categories of data", "Systems", "Vendors", "Countries")
_Pair = tuple[tuple[int, str], tuple[int, str]]


def current(case: Case) -> tuple[ProcessingActivity, ...]:
    """The activities that run on the date of the report, in whatever role."""
    rows = (row for row in case.register.all(ProcessingActivity) if is_current(row, case.as_of))
    return tuple(row for row in rows if case.organisation is None or belongs_to(case.register, row, case.organisation))


def picture(case: Case) -> Figure:
    """The map as a picture, with the table of its lines behind it."""
    weights: Counter[_Pair] = Counter()
    for activity in current(case):
        weights.update(_pairs(case, activity))
    labels = _labels(case)
    layers = [_layer(number, title, weights, labels) for number, title in enumerate(_LAYERS)]
    links = [
        Link(f"{one[0]}:{one[1]}", f"{other[0]}:{other[1]}", weight) for (one, other), weight in sorted(weights.items())
    ]
    number = len(current(case))
    activities = plural(number, "activity", "activities")
    return Figure(
        svg=draw_data_map(layers, links),
        alt=f"Data map of {number} {activities} in five columns: {', '.join(_LAYERS).lower()}.",
        description=(
            f"Drawn from {number} current {activities}. A line means that the same activity names both ends; "
            "it does not show in which order data move."
        ),
        table=_lines(weights, labels),
    )


def flows(case: Case) -> Table:
    """One row for each activity: whose data, which categories, in which systems, with which vendors, where."""
    rows = tuple(_flow(case, activity) for activity in current(case))
    fields = (
        Field("Activity", width=30),
        Field("Role", width=14),
        Field("Data subjects", width=26),
        Field("Categories of data", width=36),
        Field("Systems", width=26),
        Field("Vendors and recipients", width=34),
        Field("Countries", width=26),
    )
    return Table("Flows", "Data flows by activity", fields, rows, empty="The register states no current activity.")


def countries(case: Case) -> Table:
    """One row for each country: the vendors that process there and the systems that store there."""
    activities = current(case)
    vendors = case.register.follow(Vendor, _named_by(activities, "vendor_ids"))
    systems = case.register.follow(System, _named_by(activities, "system_ids"))
    where: dict[str, tuple[list[Record], list[Record]]] = {}
    for place, rows in enumerate((vendors, systems)):
        for row in rows:
            for code in _countries_of(row) or (_UNSTATED,):
                where.setdefault(code, ([], []))[place].append(row)
    lines = sorted(where.items(), key=lambda item: country_name(item[0]))
    fields = (Field("Country"), Field("Code", width=8), Field("Vendors", width=40), Field("Systems", width=40))
    entries = tuple(Row(code, _country_entries(code, *found)) for code, found in lines)
    return Table("Countries", "Data by country", fields, entries, empty="No vendor or system states a country.")


def _country_entries(code: str, vendors: list[Record], systems: list[Record]) -> tuple[Entry, ...]:
    return (
        Entry(country_name(code)),
        Entry("" if code == _UNSTATED else code),
        _rows_in(vendors, "processing_countries"),
        _rows_in(systems, "storage_countries"),
    )


def _rows_in(rows: list[Record], column: str) -> Entry:
    return Entry(tuple(named(row) for row in rows) or None, tuple(source(row, column) for row in rows), "none")


def _countries_of(row: Record) -> tuple[str, ...]:
    if isinstance(row, System):
        return listed(row, "storage_countries")
    home = readable(row, "country")
    return listed(row, "processing_countries") or ((str(home),) if home else ())


def _named_by(activities: Iterable[ProcessingActivity], column: str) -> list[str]:
    return list(dict.fromkeys(identity for row in activities for identity in listed(row, column)))


def _flow(case: Case, activity: ProcessingActivity) -> Row:
    systems, other_systems = followed(case, System, activity, "system_ids")
    vendors, _ = followed(case, Vendor, activity, "vendor_ids")
    codes = dict.fromkeys(code for row in (*systems, *vendors) for code in _countries_of(row))
    behind = [source(row, "storage_countries") for row in systems]
    behind += [source(row, "processing_countries") for row in vendors]
    entries = (
        Entry(named(activity), (source(activity, "name"),)),
        stated(activity, "role"),
        stated(activity, "data_subject_categories"),
        categories_of(case, activity),
        Entry(
            (*(named(row) for row in systems), *other_systems) or None,
            (source(activity, "system_ids"), *(source(row, "name") for row in systems)),
        ),
        recipients_of(case, activity),
        Entry(tuple(country_name(code) for code in codes) or None, tuple(behind)),
    )
    return Row(activity.identity, entries)


def _pairs(case: Case, activity: ProcessingActivity) -> set[_Pair]:
    """The lines that one activity adds; each counts once however many rows stand behind it."""
    subjects = [(0, value) for value in listed(activity, "data_subject_categories")] or [(0, _UNSTATED)]
    categories = [(1, value) for value in listed(activity, "data_category_ids")] or [(1, _UNSTATED)]
    systems = case.register.follow(System, listed(activity, "system_ids"))
    vendors = case.register.follow(Vendor, listed(activity, "vendor_ids"))
    pairs = set(product(subjects, categories))
    pairs |= set(product(categories, [(2, row.identity) for row in systems] or [(2, _UNSTATED)]))
    for system in systems:
        runs_it = readable(system, "vendor_id")
        pairs.add(((2, system.identity), (3, str(runs_it) if runs_it else _OWN)))
        if not runs_it:
            pairs |= {((3, _OWN), (4, code)) for code in _countries_of(system)}
    run = {str(readable(system, "vendor_id")) for system in systems}
    pairs |= {((2, _UNSTATED), (3, vendor.identity)) for vendor in vendors if vendor.identity not in run}
    known = {*run, *(vendor.identity for vendor in vendors)}
    for vendor in case.register.follow(Vendor, sorted(known)):
        pairs |= {((3, vendor.identity), (4, code)) for code in _countries_of(vendor) or (_UNSTATED,)}
    return pairs


def _labels(case: Case) -> Mapping[tuple[int, str], str]:
    labels = {(0, value): label_of("data_subject_category", value) for value in _subjects(case)}
    for number, kind in ((1, DataCategory), (2, System), (3, Vendor)):
        labels |= {(number, row.identity): named(row) for row in case.register.all(kind)}
    return labels | {(3, _OWN): "Run by the organisation"}


def _subjects(case: Case) -> set[str]:
    return {value for row in case.register.all(ProcessingActivity) for value in listed(row, "data_subject_categories")}


def _label(key: tuple[int, str], labels: Mapping[tuple[int, str], str]) -> str:
    number, identity = key
    if identity == _UNSTATED:
        return _UNSTATED
    return country_name(identity) if number == len(_LAYERS) - 1 else labels.get(key, identity)


def _layer(number: int, title: str, weights: Counter[_Pair], labels: Mapping[tuple[int, str], str]) -> Layer:
    keys = sorted({key for pair in weights for key in pair if key[0] == number})
    nodes = tuple(Node(f"{key[0]}:{key[1]}", _label(key, labels)) for key in keys)
    return Layer(title, nodes)


def _lines(weights: Counter[_Pair], labels: Mapping[tuple[int, str], str]) -> Table:
    rows = tuple(
        Row(
            f"{one[1]} {other[1]}",
            (
                Entry(f"{_LAYERS[one[0]]} to {_LAYERS[other[0]].lower()}"),
                Entry(_label(one, labels)),
                Entry(_label(other, labels)),
                Entry(weight),
            ),
        )
        for (one, other), weight in sorted(weights.items())
    )
    fields = (Field("Columns", width=36), Field("From", width=36), Field("To", width=36), Field("Activities", width=12))
    return Table("Map", "Lines of the map", fields, rows, empty="No activity connects anything.", has_places=False)
