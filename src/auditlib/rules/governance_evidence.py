"""GOV: whether the evidence behind the register is there, unchanged, of the period, and all of it was loaded."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from auditlib.errors import NotAssessable
from auditlib.evidence.connector import has_connector
from auditlib.evidence.source import Source
from auditlib.findings import Force, Severity
from auditlib.rulebook.among import noted_of_each
from auditlib.rulebook.conditions import every, is_set, known, some
from auditlib.rulebook.rule import EVERY_REGIME, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Money
from auditlib.schema.record import Record
from auditlib.scope import entity_of
from auditlib.sheets import sheets
from auditlib.sheets.attestations import Attestation
from auditlib.sheets.evidence import Evidence
from auditlib.wording import day_in_words

# A comma or a point before three digits may part thousands or decimals: it is read only where it can be one alone.
_TOTAL = re.compile(r"(-?\d+(?:\.\d{1,2})?|-?\d{1,3}(?:,\d{3})+\.\d{1,2}|-?\d{1,3}(?:,\d{3}){2,})\s+([A-Z]{3})")


def cites_evidence(record: Record, view: View) -> bool:
    """Whether a row names evidence, or is evidence whose content was fixed by a hash."""
    if isinstance(record, Evidence):
        return not record.is_blank("sha256")
    return some(*map(is_set, _citing_columns(record)))(record, view)


def _citing_columns(record: Record) -> tuple[str, ...]:
    return tuple(name for name, column in record.columns.items() if column.refers_to == "evidence.evidence_id")


@rule(
    "GOV-01",
    "Every piece of evidence cited exists and is unchanged",
    severity=Severity.HIGH,
    force=Force.PRACTICE,
    cites=("GDPR 5(2)", "ISAE 3000"),
    each=Record,
    applies=cites_evidence,
    regimes=EVERY_REGIME,
)
def evidence_missing_or_changed(record: Record, view: View) -> Iterator[Noted]:
    """Whoever has to show something shows the evidence; evidence that is gone or changed shows nothing.

    Fix: add the row to the evidence sheet or correct the id; where a file changed, find out why, and enter the
    new hash.
    """
    if isinstance(record, Evidence):
        return _changed(record, view)
    return noted_of_each(_citing_columns(record), lambda column: _missing(record, column, view))


def _missing(record: Record, column: str, view: View) -> Iterator[Noted]:
    cited = record.value_of(column)
    for identity in dict.fromkeys(cited if isinstance(cited, tuple) else [cited]):
        # A reference may also be a link or the name of a file, which nobody looks up here.
        if identity is None or "://" in identity or "." in identity:
            continue
        if view.register.find(Evidence, identity) is None:
            heading = record.columns[column].phrase
            text = f"cites {identity} as “{heading}”, which is in no row of the evidence sheet"
            yield Noted(column, text, identity)


def _changed(row: Evidence, view: View) -> Iterator[Noted]:
    if row.identity in view.evidence.hash_differs:
        yield Noted("sha256", f"states another SHA-256 than {known(row, 'file_name')} has", also=((row, "file_name"),))
    elif row.identity not in view.evidence.hash_checked:
        reason = view.evidence.unusable.get(row.identity, "what it names was not among the files and not checked")
        raise NotAssessable(reason, row.place_of("file_name"))


@rule(
    "GOV-02",
    "Evidence was collected in or soon after the period",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 5(2)",),
    each=Evidence,
    regimes=EVERY_REGIME,
)
def evidence_of_another_time(row: Evidence, view: View) -> Iterator[Noted]:
    """Evidence of another time says nothing about this period.

    Fix: collect the evidence again for this period, or take the row out.
    """
    first = view.period.starts_on
    ends_on = row.period_ends_on
    if ends_on is not None and ends_on < first:
        text = f"covers days until {day_in_words(ends_on)}, before the period began on {day_in_words(first)}"
        yield Noted("period_ends_on", text)
    collected_on = known(row, "collected_on")
    if collected_on < first:
        text = f"was collected on {day_in_words(collected_on)}, before the period began on {day_in_words(first)}"
        yield Noted("collected_on", text)
    elif collected_on > view.recorded_until:
        until = day_in_words(view.recorded_until)
        text = f"was collected on {day_in_words(collected_on)}; records of the period may be dated until {until}"
        yield Noted("collected_on", text)


def states_a_total(record: Record, view: View) -> bool:
    """Whether a row says how much its source holds: an attestation of a sheet, or evidence that is read into facts."""
    if isinstance(record, Evidence):
        has_total = some(is_set("source_row_count"), is_set("control_total"))
        return every(has_total, lambda row, _view: has_connector(known(row, "kind")))(record, view)
    return isinstance(record, Attestation) and not record.is_blank("source_row_count")


@rule(
    "GOV-05",
    "Every sheet and export is complete",
    severity=Severity.HIGH,
    force=Force.PRACTICE,
    cites=("AT-C 205.36",),
    each=Record,
    applies=states_a_total,
    regimes=EVERY_REGIME,
)
def rows_missing(record: Record, view: View) -> Iterator[Noted]:
    """A conclusion from part of the rows may miss those that matter.

    Fix: load every row of the source, or correct the number that the source reports.
    """
    if isinstance(record, Attestation):
        return _rows_of_sheets(record, view)
    if isinstance(record, Evidence):
        source = view.evidence.source_of(record)
        return noted_of_each((_rows_of_file, _total_of_file), lambda compare: compare(record, source))
    return iter(())


def _rows_of_sheets(row: Attestation, view: View) -> Iterator[Noted]:
    stated, names = known(row, "source_row_count"), known(row, "sheet")
    entity_id = row.entity_id if len(view.entities) > 1 else None
    loaded = sum(_loaded(sheets()[name], entity_id, view) for name in dict.fromkeys(names))
    if loaded != stated:
        where = f"the {names[0]} sheet holds" if len(names) == 1 else f"the sheets {', '.join(names)} hold"
        yield Noted("source_row_count", f"states {stated} rows at the source, and {where} {loaded}")


def _loaded(kind: type[Record], entity_id: str | None, view: View) -> int:
    """How many rows of a sheet were loaded, of one legal entity or of all."""
    rows = view.register.all(kind)
    if entity_id is None:
        return len(rows)
    counts = view.once(_rows_by_entity)
    if counts[kind.about.name, ""]:
        raise NotAssessable(f"which legal entity rows of {kind.about.name} belong to is open")
    return counts[kind.about.name, entity_id]


def _rows_by_entity(view: View) -> Counter[tuple[str, str]]:
    return Counter(
        (record.about.name, entity.identity if entity else "")
        for record in view.register.every_record()
        for entity in [entity_of(record, view.case.register)]
    )


def _rows_of_file(row: Record, source: Source) -> Iterator[Noted]:
    stated = row.value_of("source_row_count")
    if stated is None:
        return
    if source.rows is None:
        raise NotAssessable(f"the rows of {source.file} were not counted")
    if source.rows != stated:
        yield Noted("source_row_count", f"states {stated} rows at the source, and {source.file} holds {source.rows}")


def _total_of_file(row: Record, source: Source) -> Iterable[Noted]:
    stated = row.value_of("control_total")
    if stated is None:
        return
    if not source.totals:
        raise NotAssessable(f"the control total “{stated}” is no amount to compare", row.place_of("control_total"))
    total = _money(stated)
    if total is None:
        reason = f"the control total “{stated}” cannot be read in one way only; write it as in 80206.01 EUR"
        raise NotAssessable(reason, row.place_of("control_total"))
    summed = sum((one.amount for one in source.totals if one.currency == total.currency), Decimal())
    if summed != total.amount:
        text = f"states a control total of {total}, and {source.file} sums up to {Money(summed, total.currency)}"
        yield Noted("control_total", text)


def _money(text: str) -> Money | None:
    """An amount such as "80206.01 USD" or "80,206.01 USD"; None where the text can be read otherwise."""
    found = _TOTAL.fullmatch(text.strip().upper())
    return Money(Decimal(found[1].replace(",", "")), found[2]) if found else None
