"""How the findings were made: the scales, the population, the legal dates used, and what was set otherwise."""

from collections.abc import Iterator

from auditlib.audit import Audit
from auditlib.findings import Force, Severity
from auditlib.reference.legal_dates import FROM_MEMORY, NOT_CHECKED, LegalFact, facts, is_in_force
from auditlib.reference.vocabularies import label_of, vocabulary
from auditlib.reports.self_assessment.cells import severity
from auditlib.scope import listed
from auditlib.sheets import sheets
from auditlib.tables import Entry, Field, Row, Table, Value, plain_table
from auditlib.wording import amount_in_words, plural

_SEVERITIES = {
    Severity.CRITICAL: (
        "The register shows an exception that touches people or clients now, or a day that law or contract sets has "
        "passed."
    ),
    Severity.HIGH: "Something that law, a contract or the policy asks for is not stated, or is contradicted.",
    Severity.MEDIUM: "What guidance asks for, or what a duty needs to be shown, is missing.",
    Severity.LOW: "Good practice that eases work and review.",
    Severity.INFO: "Worth knowing; nothing has to be done.",
}
_FORCES = {
    Force.STATUTE: "The text of a law, or a judgment that reads it, asks for it.",
    Force.GUIDANCE: "A regulator asks for it, and reads the law so.",
    Force.PRACTICE: "Neither law nor guidance asks for it in words; those who review registers do.",
}
_CONFIDENCE = {
    **dict.fromkeys(FROM_MEMORY, NOT_CHECKED),
    "sourced": "looked up in its source",
    "house_rule": "house default; the settings may set another",
}
_NO_SAMPLE = (
    "No sample was drawn: every rule looked at every row of its sheets, so there is no selection, no seed and nothing "
    "is extrapolated. Where a person has to look at documents, such as contracts, none was looked at here."
)


def scales() -> Table:
    """What each severity and each force means."""
    grades = {term.value: term.note for term in vocabulary("severity").values()}
    rows = [
        Row(one.value, (Entry("Severity"), severity(one), Entry(text), Entry(grades.get(one.value) or None, absent="")))
        for one, text in _SEVERITIES.items()
    ]
    rows += [
        Row(one.value, (Entry("Force"), Entry(label_of("force", one.value)), Entry(text), Entry(None, absent="")))
        for one, text in _FORCES.items()
    ]
    fields = (Field("Scale", width=12), Field("Step", width=22), Field("Meaning", width=70), Field("Grade", width=44))
    note = "A rule states its severity; the settings may set another one. Force says on which authority a rule rests."
    return Table("Severity and force", "Severity and force", fields, tuple(rows), note, has_places=False)


def populations(audit: Audit) -> Table:
    """How many rows of each sheet were looked at, by how many rules: all of them."""
    register = audit.case.register
    rows: list[tuple[Value, ...]] = []
    for name, kind in sheets().items():
        rules = sum(1 for rule in audit.rules if rule.each is kind)
        loaded = len(register.named(name)) if name in register.supplied else "not supplied"
        rows.append((kind.about.title, loaded, rules, "every row" if name in register.supplied else "none"))
    headings = ("Sheet", "Rows", "Rules about its rows", "Looked at")
    return plain_table("Population", "Population: the full register", headings, rows, note=_NO_SAMPLE)


def law(audit: Audit) -> Table:
    """The dated facts of law that held on the day of the report, each with its source and how well it is known."""
    regimes = {regime for entity in audit.case.entities for regime in listed(entity, "regimes")}
    used = [one for one in facts() if is_in_force(one, audit.case.as_of) and one.regime in {"", *regimes}]
    remembered = sum(one.is_from_memory for one in used)
    rows = [
        (
            one.statement,
            _figure(one, audit),
            one.effective_from,
            one.valid_until,
            one.citation,
            _CONFIDENCE.get(one.confidence, one.confidence),
        )
        for one in sorted(used, key=lambda one: (not one.is_from_memory, one.topic, one.reference_id))
    ]
    note = (
        f"{remembered} of {len(used)} {plural(remembered, 'is', 'are')} not yet checked against their source, and "
        "stand first; a finding that rests on one says so."
    )
    headings = ("Fact", "Figure", "From", "Until", "Source", "Confidence")
    title = "Dated law, and house defaults, that held on the day of the report"
    return plain_table("Legal dates used", title, headings, rows, note=note)


def _figure(one: LegalFact, audit: Audit) -> str | None:
    if one.limit_value is None:
        return None
    set_here = audit.case.settings.thresholds.get(one.reference_id)
    stated = amount_in_words(one.limit_value, one.limit_unit)
    return stated if set_here is None else f"{amount_in_words(set_here, one.limit_unit)} by the settings; else {stated}"


def settings(audit: Audit) -> Table:
    """What `auditlib.toml` sets otherwise than the rules and the dated law do."""
    rows = list(_set(audit))
    empty = "Nothing is set otherwise than the rules and the dated law have it."
    return plain_table("Settings", "Settings of this organisation", ("Setting", "Of", "Set to"), rows, empty=empty)


def _set(audit: Audit) -> Iterator[tuple[Value, ...]]:
    given = audit.case.settings
    for rule_id, one in sorted(given.severities.items()):
        yield "Severity", rule_id, label_of("severity", one.value)
    for name, value in sorted(given.thresholds.items()):
        yield "Limit", name, value
    for sheet, role in sorted(given.owners.items()):
        yield "Suggested owner", sheet, role
    if given.date_order:
        yield "Order of dates", "cells", str(given.date_order)
    if given.time_zone:
        yield "Time zone", "cells", str(given.time_zone)
