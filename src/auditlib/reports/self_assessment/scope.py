"""What the report is about: entities and their roles, the laws tested and the answers behind that choice."""

from collections.abc import Iterator

from auditlib.audit import Audit
from auditlib.case import Case
from auditlib.intake.inventory import Role
from auditlib.reference.vocabularies import label_of, vocabulary
from auditlib.reports.entries import listing, named, sources, stated
from auditlib.scope import CONTROLLER_ROLES, PROCESSOR_ROLES, activities_of, listed, readable
from auditlib.sheets import sheets
from auditlib.sheets.clients import Client
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.systems import System
from auditlib.sheets.vendors import Vendor
from auditlib.tables import Entry, Field, Row, Source, Table, Value, plain_table
from auditlib.version import VERSION
from auditlib.wording import day_in_words

_ANSWERS = (
    *("country", "establishment_countries", "targets_people_in_the_eu", "targets_people_in_the_uk", "website_markets"),
    *("acts_as_controller", "acts_as_processor", "meets_ccpa_thresholds", "acts_as_ccpa_service_provider"),
    *("sells_or_shares_personal_information", "handles_us_bulk_sensitive_data"),
    *("profile_confirmed_by", "profile_confirmed_on"),
)


def scope(audit: Audit) -> Table:
    """Which entities, roles, days, sheets and rules the report covers."""
    return plain_table("Scope", "What the report covers", ("What", "Covered"), list(_lines(audit)))


def _lines(audit: Audit) -> Iterator[tuple[Value, ...]]:
    case, register = audit.case, audit.case.register
    own = sum(1 for rule in audit.rules if rule.source != "auditlib")
    yield "Legal entities", listing(case.entities) or "none stated"
    yield "Period", case.period.in_words
    yield "Facts and law", f"as of {day_in_words(case.as_of)}"
    yield "Attestations, evidence, responses, sign-offs", f"dated until {day_in_words(case.recorded_until)}"
    for text, roles in (("as controller", CONTROLLER_ROLES), ("as processor", PROCESSOR_ROLES)):
        yield f"Activities {text}", _counted(case, roles)
    for kind in (System, Vendor, Client):
        yield kind.about.title, str(len(register.all(kind))) if register.has(kind) else "sheet not supplied"
    yield (
        "Sheets",
        f"{len(register.supplied)} of {len(sheets())} supplied, {len(case.attested)} stated complete by somebody",
    )
    policies = [file.name for file in case.files if file.role is Role.POLICY]
    yield "Text of the policy", ", ".join(policies) or "not supplied"
    yield "Rules", f"{len(audit.rules)} ran, {own or 'none'} of them your own; auditlib {VERSION}"
    yield "Period before", audit.comparison.in_words


def _counted(case: Case, roles: frozenset[str]) -> str:
    if not case.register.has(ProcessingActivity):
        return "sheet not supplied"
    found = activities_of(case.register, case.organisation, roles, case.as_of)
    return f"{len(found.current)} current, {len(found.planned_or_ended)} planned or ended"


def regimes(audit: Audit) -> Table:
    """Which laws were tested for which entity, by how many rules, and who confirmed that they apply."""
    rows = tuple(
        Row(f"{entity.identity} {number}", line)
        for entity in audit.case.entities
        for number, line in enumerate(_regimes(entity, audit))
    )
    fields = (
        Field("Entity", width=24),
        Field("Law", width=44),
        Field("Tested", width=44),
        Field("Rules", width=10),
        Field("Confirmed by", width=22),
        Field("Confirmed on", width=16),
    )
    beyond = sum(1 for rule in audit.rules if not rule.regimes)
    note = f"{beyond} more rules rest on no one law and run for every entity." if rows else ""
    empty = "No legal entity is stated, so nobody says which laws apply."
    return Table("Laws tested", "Which laws were tested", fields, rows, note, empty)


def _regimes(entity: Organisation, audit: Audit) -> Iterator[tuple[Entry, ...]]:
    """One line for each law that applies, then one for all that do not."""
    name, behind = Entry(named(entity)), sources(entity, "regimes")
    applying = listed(entity, "regimes")
    for regime in vocabulary("regime"):
        if regime in applying:
            rules = sum(regime in rule.regimes for rule in audit.rules)
            tested = _tested(entity, rules, behind)
            yield name, Entry(label_of("regime", regime)), tested, Entry(rules), *_confirmed(entity)
    others = tuple(label_of("regime", regime) for regime in vocabulary("regime") if regime not in applying)
    if applying:
        blank = Entry(None, absent="")
        yield (
            name,
            Entry(others or None, absent="none"),
            Entry("not stated to apply; not tested", behind),
            *(blank,) * 3,
        )
    else:
        unknown = Entry("nobody states which laws apply: their rules are not assessable", behind, mark="unknown")
        yield name, Entry(others), unknown, Entry(None, absent=""), *_confirmed(entity)


def _tested(entity: Organisation, rules: int, behind: tuple[Source, ...]) -> Entry:
    if not is_confirmed(entity):
        return Entry("not confirmed by anybody: its rules are not assessable", behind, mark="unknown")
    return Entry("tested", behind, mark="passed") if rules else Entry("stated to apply; no rule tests it", behind)


def _confirmed(entity: Organisation) -> tuple[Entry, Entry]:
    return stated(entity, "regimes_confirmed_by"), stated(entity, "regimes_confirmed_on")


def is_confirmed(entity: Organisation) -> bool:
    """Whether somebody confirmed on a day which laws apply to an entity."""
    return all(readable(entity, column) for column in ("regimes", "regimes_confirmed_by", "regimes_confirmed_on"))


def answers(audit: Audit) -> Table:
    """The answers of each entity on which the choice of laws rests, and who confirmed them."""
    rows = tuple(
        Row(
            f"{entity.identity} {column}",
            (
                Entry(named(entity)),
                Entry(entity.columns[column].meaning),
                stated(entity, column, absent="not answered"),
            ),
        )
        for entity in audit.case.entities
        for column in _ANSWERS
    )
    fields = (Field("Entity", width=24), Field("Question", width=70), Field("Answer", width=40))
    return Table("Answers", "Answers behind the choice of laws", fields, rows, empty="No legal entity is stated.")
