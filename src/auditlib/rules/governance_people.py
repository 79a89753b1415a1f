"""GOV: whether people with access were trained, and whether somebody else approved what a person made."""

from collections.abc import Iterator
from datetime import date

from auditlib.findings import Force, Severity
from auditlib.reference.calendars import is_older_than
from auditlib.rulebook.among import exists
from auditlib.rulebook.conditions import every, known
from auditlib.rulebook.rule import EVERY_REGIME, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.people import Person
from auditlib.wording import day_in_words

# Who made a row or a document, in the sheets that also say who approved it.
_MADE_BY = {
    "processing_activities": "prepared_by",
    "assessments": "assessed_by",
    "policy_versions": "prepared_by",
}


def has_not_ended(record: Record, view: View) -> bool:
    """Whether a person works, or an access is open, on the day of the report, be it that the last day is fixed."""
    ended: date | None = record.value_of("ended_on")
    return ended is None or ended > view.as_of


def has_access(person: Record, view: View) -> bool:
    """Whether an open grant names the person."""
    return exists(view.register.pointing_at(person, "access_grants.person_id"), has_not_ended, view)


@rule(
    "GOV-08",
    "Everyone with access was trained in the last twelve months",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 39(1)(b)", "GDPR 32(4)"),
    each=Person,
    applies=every(has_not_ended, has_access),
)
def training_too_old(person: Person, view: View) -> Iterator[Noted]:
    """People can keep only the rules they know, and what was learned fades.

    Fix: train the person and enter the day, or end the access.
    """
    trained_on, months = person.trained_on, view.limit("house_training")
    if trained_on is None:
        yield Noted("trained_on", "has access and states no training")
    elif is_older_than(trained_on, months, view.as_of):
        text = f"has access and was last trained on {day_in_words(trained_on)}, more than {months} months ago"
        yield Noted("trained_on", f"{text} ({view.origin_of_limit('house_training')})")


def is_approved(record: Record, _view: View) -> bool:
    """Whether a row of a sheet that says who made and who approved something names who approved it."""
    return record.about.name in _MADE_BY and not record.is_blank("approved_by")


@rule(
    "GOV-09",
    "Nobody approved their own work",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("Segregation of duties",),
    each=Record,
    applies=is_approved,
    regimes=EVERY_REGIME,
)
def own_work_approved(record: Record, _view: View) -> Iterator[Noted]:
    """An approval is a second look, which nobody can give to their own work.

    Fix: have somebody else approve it, and enter who.
    """
    made_by = _MADE_BY[record.about.name]
    approver = known(record, "approved_by")
    if _bare(approver) == _bare(known(record, made_by)):
        yield Noted("approved_by", f"was made and approved by one person ({approver})", also=((record, made_by),))


def _bare(name: str) -> str:
    return " ".join(name.casefold().split())
