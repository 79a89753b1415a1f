"""POL: whether the policy in force is dated, approved, and no older than the register (GDPR Art. 12, 13(3))."""

from collections.abc import Iterator
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.policy.facts import dates_in
from auditlib.reference.calendars import is_older_than
from auditlib.reference.legal_dates import limit
from auditlib.rulebook.conditions import answer, known
from auditlib.rulebook.keeping import last_day_judged
from auditlib.rulebook.links import all_parts, entity_behind, row_named
from auditlib.rulebook.plain_reading import mailboxes_in
from auditlib.rulebook.policies import is_in_force
from auditlib.rulebook.policy_texts import file_of
from auditlib.rulebook.rule import CALIFORNIA, EU, EVERY_REGIME, UK, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.dates import readings_of
from auditlib.schema.record import Record
from auditlib.scope import is_current, readable
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_versions import PolicyVersion
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor
from auditlib.wording import day_in_words

is_policy_in_force = is_in_force("privacy_policy")
_NAMED_AT_MOST = 8


@rule(
    "POL-01",
    "The policy shows when it was last updated",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 12(1)", "GDPR 5(2)", "CCPA regs 7011(e)(4)", "Civ. Code 1798.130(a)(5)"),
    each=PolicyVersion,
    applies=is_policy_in_force,
    regimes=(EU, UK, CALIFORNIA),
)
def date_of_update_not_shown(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """Only its date tells an old policy from a new one; that is how EU and UK guidance reads clear information.

    The Californian citations bear only on a business under the CCPA, which updates its policy each year.

    Fix: print the day of the last update in the policy and enter it here.
    """
    updated = version.stated_updated_on
    if updated is None:
        yield Noted("stated_updated_on", "states no date of last update")
        return
    yield from all_parts(_older_than_california_allows(version, updated, view), _not_printed(version, updated, view))


def _older_than_california_allows(version: PolicyVersion, updated: date, view: View) -> Iterator[Noted]:
    law = limit("us_ca_policy_update")
    if not is_older_than(updated, law, view.as_of):
        return
    entity = row_named(version, "entity_id", Organisation, view)
    if answer(entity, "meets_ccpa_thresholds") is Answer.YES:
        text = f"was last updated on {day_in_words(updated)}, more than {law.value} months ago"
        also = ((entity, "meets_ccpa_thresholds"),)
        yield Noted("stated_updated_on", text, CALIFORNIA, also, confidence=law.confidence)


def _not_printed(version: PolicyVersion, updated: date, view: View) -> Iterator[Noted]:
    printed = dates_in(view.policy_of(version).text)
    if updated.isoformat() in {found.value for found in printed}:
        return
    unclear = next((found.text for found in printed if updated in readings_of(found.text)), None)
    if unclear:
        raise NotAssessable(f"the text prints {unclear}, which reads validly both ways")
    text = f"is said to print {day_in_words(updated)} as its last update, and its text does not show that day"
    yield Noted("stated_updated_on", text, "text")


@rule(
    "POL-02",
    "The policy is newer than the last material change of the register",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 13(3)", "GDPR 12(1)", "GDPR 5(1)(a)"),
    each=PolicyVersion,
    applies=is_policy_in_force,
)
def policy_older_than_register(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """A policy cannot tell of what began after it.

    Fix: check the policy against what is new, publish an updated version, and tell people what changed.
    """
    effective_on: date = known(version, "effective_on")
    newest = max(effective_on, version.stated_updated_on or effective_on)
    rows = view.beside(entity_behind(version, view)).once(_current_rows)
    newer = [row for row in rows if _is_told(row) and _began_after(row, newest)]
    if not newer:
        for row in rows:
            _require_known(row, newest)
        return
    newer.sort(key=lambda row: (row.value_of("started_on"), row.about.position, row.identity))
    named = ", ".join(f"{row.identity} ({day_in_words(row.value_of('started_on'))})" for row in newer[:_NAMED_AT_MOST])
    more = f" and {len(newer) - _NAMED_AT_MOST} more" if len(newer) > _NAMED_AT_MOST else ""
    text = f"is of {day_in_words(newest)}, and rows of the register began later: {named}{more}"
    yield Noted("effective_on", text, also=tuple((row, "started_on") for row in newer))


def _is_told(row: Record) -> bool:
    """Whether people are told of a row: of a vendor as far as it sees personal data."""
    return not isinstance(row, Vendor) or readable(row, "processes_personal_data") is Answer.YES


def _began_after(row: Record, day: date) -> bool:
    started = readable(row, "started_on")
    return isinstance(started, date) and started > day


def _require_known(row: Record, newest: date) -> None:
    """Raise `NotAssessable` where it is not known that a row is older than the policy, or that nobody is told of it."""
    known(row, "started_on")
    if isinstance(row, Vendor) and _began_after(row, newest):
        answer(row, "processes_personal_data")


def _current_rows(view: View) -> tuple[Record, ...]:
    """The purposes, activities, transfers and vendors that run on the day of the report, of which people are told."""
    activities = [row for row in view.register.all(ProcessingActivity) if is_current(row, view.as_of)]
    running = {activity.identity for activity in activities}
    purposes = (row for row in view.register.all(Purpose) if _is_of(row, running) and _has_begun(row, view))
    vendors = (row for row in view.register.all(Vendor) if readable(row, "processes_personal_data") is not Answer.NO)
    others = (*view.register.all(Transfer), *vendors)
    return (*activities, *purposes, *(row for row in others if is_current(row, view.as_of)))


def _is_of(purpose: Purpose, running: set[str]) -> bool:
    return (activity := readable(purpose, "activity_id")) is None or activity in running


def _has_begun(purpose: Purpose, view: View) -> bool:
    started = readable(purpose, "started_on")
    return not isinstance(started, date) or started <= view.as_of


@rule(
    "POL-18",
    "The mailbox in the policy is the register's and works",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 12(2)", "GDPR 13(1)(a)"),
    each=PolicyVersion,
    applies=is_policy_in_force,
)
def mailbox_does_not_work(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """A request counts as received even if nobody reads the mailbox, and the month runs.

    Fix: print the mailbox that is read, and test it.
    """
    entity = row_named(version, "entity_id", Organisation, view)
    yield from all_parts(_not_working(entity), _unknown_mailboxes(version, entity, view))


def _not_working(entity: Organisation) -> Iterator[Noted]:
    if answer(entity, "privacy_contact_is_working") is Answer.NO:
        tested = entity.privacy_contact_tested_on
        when = f" on {day_in_words(tested)}" if tested else ""
        text = f"leads people to a mailbox of {entity.identity} that did not answer the test{when}"
        yield Noted("entity_id", text, also=((entity, "privacy_contact_is_working"),))


def _unknown_mailboxes(version: PolicyVersion, entity: Organisation, view: View) -> Iterator[Noted]:
    text, columns = view.policy_of(version).text, ("privacy_contact_email", "contact_email")
    ours = {(entity.value_of(column) or "").lower() for column in columns}
    for mailbox in mailboxes_in(text):
        if mailbox not in ours:
            also = tuple((entity, column) for column in columns)
            yield Noted("entity_id", f"prints {mailbox}, which is no mailbox of {entity.identity}", mailbox, also)


def took_effect_in_the_period(version: PolicyVersion, view: View) -> bool:
    """Whether the first day of a version lies in the period, and not after the day of the report."""
    effective_on: date = known(version, "effective_on")
    return view.period.starts_on <= effective_on <= last_day_judged(view)


@rule(
    "POL-19",
    "Every change of the policy text was approved",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 24(2)", "GDPR 5(2)"),
    each=PolicyVersion,
    applies=took_effect_in_the_period,
    regimes=EVERY_REGIME,
)
def change_not_approved(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """What the organisation promises in public needs the approval of somebody entitled to give it.

    Fix: have the text approved, enter by whom and when, and enter the SHA-256 of what was approved.
    """
    for column, text in (
        ("approved_by", "took effect in the period and does not say who approved it"),
        ("approved_on", "took effect in the period and states no day of approval"),
    ):
        if version.is_blank(column):
            yield Noted(column, text)
    yield from _text_not_approved(version, view)


def _text_not_approved(version: PolicyVersion, view: View) -> Iterator[Noted]:
    file = file_of(version, view.case)
    approved = {(row.value_of("text_sha256") or "").lower() for row in view.register.all(PolicyVersion)}
    if file.sha256 not in approved:
        text = f"has a text in {file.name} whose SHA-256 no row states"
        yield Noted("text_sha256", text, also=((version, "text_ref"),))
