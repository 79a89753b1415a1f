"""POL: whether the policy in force is dated, approved, and no older than the register (GDPR Art. 12, 13(3))."""

from collections.abc import Iterator
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.reference.calendars import is_older_than
from auditlib.reference.legal_dates import limit
from auditlib.rulebook.conditions import answer, known
from auditlib.rulebook.links import all_parts, row_named
from auditlib.rulebook.plain_reading import contains, mailboxes_in
from auditlib.rulebook.policies import is_in_force
from auditlib.rulebook.rule import CALIFORNIA, EU, EVERY_REGIME, UK, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
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
    """A reader can tell an old policy from a new one only by its date; California asks for an update each year.

    Fix: print the day of the last update in the policy and enter it here.
    """
    updated = version.stated_updated_on
    if updated is None:
        yield Noted("stated_updated_on", "states no printed date of its last update")
        return
    yield from all_parts(_older_than_california_allows(version, updated, view), _not_printed(updated, view))


def _older_than_california_allows(version: PolicyVersion, updated: date, view: View) -> Iterator[Noted]:
    law = limit("us_ca_policy_update")
    if not is_older_than(updated, law, view.as_of):
        return
    entity = row_named(version, "entity_id", Organisation, view)
    if answer(entity, "meets_ccpa_thresholds") is Answer.YES:
        text = f"was last updated on {day_in_words(updated)}, more than {law.value} months ago"
        also = ((entity, "meets_ccpa_thresholds"),)
        yield Noted("stated_updated_on", text, CALIFORNIA, also, confidence=law.confidence)


def _not_printed(updated: date, view: View) -> Iterator[Noted]:
    if not any(contains(view.policy_text, form) for form in _forms(updated)):
        text = f"is said to print {day_in_words(updated)} as its last update, and its text does not show that day"
        yield Noted("stated_updated_on", text, "text")


def _forms(day: date) -> tuple[str, ...]:
    """A day as policies print it, least ambiguous first."""
    in_words = day_in_words(day)
    number, month, year = in_words.split()
    return (
        in_words,
        f"{month} {number}, {year}",
        f"{month} {number} {year}",
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%m/%d/%Y}",
        f"{day:%d.%m.%Y}",
    )


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
    """What began after the policy cannot be in it.

    Fix: check the policy against what is new, publish a version of today, and tell people of what changed.
    """
    effective_on: date = known(version, "effective_on")
    newest = max(effective_on, version.stated_updated_on or effective_on)
    rows = view.once(_current_rows)
    newer = [row for row in rows if not row.is_unreadable("started_on") and row.value_of("started_on")]
    newer = [row for row in newer if row.value_of("started_on") > newest]
    if not newer:
        for row in rows:
            known(row, "started_on")
        return
    newer.sort(key=lambda row: (row.value_of("started_on"), row.about.position, row.identity))
    named = ", ".join(f"{row.identity} ({day_in_words(row.value_of('started_on'))})" for row in newer[:_NAMED_AT_MOST])
    more = f" and {len(newer) - _NAMED_AT_MOST} more" if len(newer) > _NAMED_AT_MOST else ""
    text = f"is of {day_in_words(newest)}, and rows of the register began later: {named}{more}"
    yield Noted("effective_on", text, also=tuple((row, "started_on") for row in newer))


def _current_rows(view: View) -> tuple[Record, ...]:
    """The purposes, activities, transfers and vendors that run on the day of the report."""
    activities = [row for row in view.register.all(ProcessingActivity) if is_current(row, view.as_of)]
    running = {activity.identity for activity in activities}
    purposes = (row for row in view.register.all(Purpose) if _is_of(row, running) and _has_begun(row, view))
    others = (*view.register.all(Transfer), *view.register.all(Vendor))
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
    """A request to a mailbox nobody reads has arrived all the same, and its month runs.

    Fix: print the mailbox that is read, and test it.
    """
    entity = row_named(version, "entity_id", Organisation, view)
    yield from all_parts(_not_working(entity), _unknown_mailboxes(entity, view))


def _not_working(entity: Organisation) -> Iterator[Noted]:
    if answer(entity, "privacy_contact_is_working") is Answer.NO:
        tested = entity.privacy_contact_tested_on
        when = f" on {day_in_words(tested)}" if tested else ""
        text = f"leads people to a mailbox of {entity.identity} that did not answer the test{when}"
        yield Noted("entity_id", text, also=((entity, "privacy_contact_is_working"),))


def _unknown_mailboxes(entity: Organisation, view: View) -> Iterator[Noted]:
    text, columns = view.policy_text, ("privacy_contact_email", "contact_email")
    ours = {(entity.value_of(column) or "").lower() for column in columns}
    for mailbox in mailboxes_in(text):
        if mailbox not in ours:
            also = tuple((entity, column) for column in columns)
            yield Noted("entity_id", f"prints {mailbox}, which is no mailbox of {entity.identity}", mailbox, also)


def took_effect_in_the_period(version: PolicyVersion, view: View) -> bool:
    """Whether the first day of a version lies in the period."""
    effective_on: date = known(version, "effective_on")
    return view.period.starts_on <= effective_on <= view.period.ends_on


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
    """What the organisation promises in public is decided by somebody who may.

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
    name = known(version, "text_ref")
    file = next((file for file in view.case.files if file.name == name), None)
    if file is None:
        raise NotAssessable("policy not read", version.place_of("text_ref"))
    approved = {(row.value_of("text_sha256") or "").lower() for row in view.register.all(PolicyVersion)}
    if file.sha256 not in approved:
        yield Noted("text_sha256", f"has a text in {name} whose SHA-256 no row states", also=((version, "text_ref"),))
