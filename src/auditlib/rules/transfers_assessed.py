"""TRA: whether flows under safeguards were assessed, and lately (GDPR Art. 46; C-311/18; UK GDPR 46(1A))."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.reference.calendars import is_older_than
from auditlib.reference.legal_dates import importer_law_changes
from auditlib.rulebook.assessed import assessment_named, last_looked_at
from auditlib.rulebook.conditions import every, is_set, known, negation, one_of
from auditlib.rulebook.flows import country_in_words, country_of, goes_on
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.rule import EU, SWISS, UK, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.assessments import Assessment
from auditlib.sheets.transfers import Transfer
from auditlib.wording import day_in_words

_SAFEGUARDS = ("scc_2021", "bcr_controller", "bcr_processor", "ad_hoc_clauses", "code_of_conduct", "certification")
is_of_uk = one_of("regime", "uk_gdpr")


@rule(
    "TRA-10",
    "Every transfer under standard clauses or binding rules was assessed",
    severity=Severity.HIGH,
    force=Force.GUIDANCE,
    cites=("GDPR 46(1)", "C-311/18", "SCC clause 14", "EDPB Recommendations 01/2020", "FADP 16"),
    each=Transfer,
    applies=every(one_of("mechanism", *_SAFEGUARDS), negation(is_of_uk)),
    regimes=(EU, SWISS),
)
def transfer_not_assessed(transfer: Transfer, view: View) -> Iterator[Noted]:
    """Clauses bind the importer, not its state; whether the importer can keep them there has to be assessed.

    Fix: make a transfer impact assessment and enter its id.
    """
    yield from _not_assessed(transfer, view, ("tia",), "transfer impact assessment")


@rule(
    "TRA-17",
    "Every UK transfer under safeguards has a transfer test",
    severity=Severity.HIGH,
    force=Force.GUIDANCE,
    cites=("UK GDPR 46(1A)", "ICO transfer risk assessment guidance"),
    each=Transfer,
    applies=every(is_of_uk, one_of("mechanism", "uk_idta", "uk_addendum", *_SAFEGUARDS)),
    regimes=(UK,),
)
def transfer_not_tested(transfer: Transfer, view: View) -> Iterator[Noted]:
    """The exporter has to find, reasonably and proportionately, that the protection is not materially lower.

    Fix: make a UK transfer test, or a transfer impact assessment, and enter its id.
    """
    yield from _not_assessed(transfer, view, ("uk_transfer_test", "tia"), "transfer test")


def _not_assessed(transfer: Transfer, view: View, kinds: tuple[str, ...], wanted: str) -> Iterator[Noted]:
    if transfer.is_blank("tia_assessment_id"):
        yield Noted("tia_assessment_id", f"names no {wanted}")
        return
    assessment = assessment_named(transfer, "tia_assessment_id", view)
    if known(assessment, "kind") not in kinds:
        text = f"names {assessment.identity}, which is not a {wanted}"
        yield Noted("tia_assessment_id", text, also=((assessment, "kind"),))
    elif known(assessment, "status") == "rejected":
        text = f"names {assessment.identity}, a {wanted} that was rejected"
        yield Noted("tia_assessment_id", text, also=((assessment, "status"),))


@rule(
    "TRA-11",
    "Every transfer assessment is recent",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("SCC clause 14(e)-(f)",),
    each=Transfer,
    applies=every(is_set("tia_assessment_id"), goes_on),
    regimes=(EU, UK, SWISS),
)
def transfer_assessment_outdated(transfer: Transfer, view: View) -> Iterator[Noted]:
    """Law and practice in the country change; the parties follow them, and assess again once they have changed.

    Fix: review the assessment under the law as it stands, and enter the day.
    """
    assessment = assessment_named(transfer, "tia_assessment_id", view)
    yield from all_parts(_before_a_change(transfer, assessment, view), _long_ago(assessment, view))


def _before_a_change(transfer: Transfer, assessment: Assessment, view: View) -> Iterator[Noted]:
    country, looked_at = country_of(transfer), last_looked_at(assessment)
    changes = [change for change in importer_law_changes(country, view.as_of) if looked_at < change.first_day]
    if changes:
        latest = changes[-1]
        text = (
            f"names {assessment.identity}, last looked at on {day_in_words(looked_at)}, before the law changed in"
            f" {country_in_words(country)} on {day_in_words(latest.first_day)}: {latest.statement}"
        )
        yield Noted("tia_assessment_id", text, "law", _days_of(assessment), confidence=latest.confidence)


def _long_ago(assessment: Assessment, view: View) -> Iterator[Noted]:
    looked_at, months = last_looked_at(assessment), view.limit("house_tia_age")
    if is_older_than(looked_at, months, view.as_of):
        text = (
            f"names {assessment.identity}, last looked at on {day_in_words(looked_at)},"
            f" more than {months} months ago ({view.origin_of_limit('house_tia_age')})"
        )
        yield Noted("tia_assessment_id", text, "age", _days_of(assessment))


def _days_of(assessment: Assessment) -> tuple[tuple[Record, str], ...]:
    return ((assessment, "completed_on"), (assessment, "reviewed_on"))
