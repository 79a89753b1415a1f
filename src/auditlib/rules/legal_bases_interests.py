"""LAW: purposes that rest on legitimate interests, weighed or recognised (GDPR and UK GDPR Art. 6(1)(f) and (ea))."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.reference.calendars import is_older_than
from auditlib.reference.legal_dates import fact
from auditlib.rulebook.assessed import assessment_named, last_looked_at
from auditlib.rulebook.conditions import every, is_set, known
from auditlib.rulebook.links import activity_of, all_parts, states
from auditlib.rulebook.rule import EVERY_REGIME, UK, Noted, rule
from auditlib.rulebook.view import View
from auditlib.sheets.purposes import Purpose
from auditlib.wording import day_in_words

rests_on_interests = states("legal_basis", "legitimate_interests")


@rule(
    "LAW-05",
    "Every use of legitimate interests was assessed",
    severity=Severity.HIGH,
    force=Force.GUIDANCE,
    cites=("GDPR 6(1)(f)", "GDPR 5(2)", "EDPB Guidelines 1/2024", "ICO legitimate interests guidance"),
    each=Purpose,
    applies=rests_on_interests,
)
def interests_not_assessed(purpose: Purpose, view: View) -> Iterator[Noted]:
    """The basis holds only where people's own interests do not override it; the weighing has to be shown.

    Fix: make a legitimate interests assessment and enter its id, or choose another basis.
    """
    if purpose.is_blank("lia_assessment_id"):
        yield Noted("lia_assessment_id", "rests on legitimate interests and names no assessment of them")
        return
    yield from all_parts(_not_a_balancing_test(purpose, view), _rejected(purpose, view))


def _not_a_balancing_test(purpose: Purpose, view: View) -> Iterator[Noted]:
    assessment = assessment_named(purpose, "lia_assessment_id", view)
    if known(assessment, "kind") != "lia":
        text = f"names {assessment.identity}, which is not a legitimate interests assessment"
        yield Noted("lia_assessment_id", text, "kind", also=((assessment, "kind"),))


def _rejected(purpose: Purpose, view: View) -> Iterator[Noted]:
    assessment = assessment_named(purpose, "lia_assessment_id", view)
    if known(assessment, "status") == "rejected":
        text = f"names {assessment.identity}, which was rejected"
        yield Noted("lia_assessment_id", text, "status", also=((assessment, "status"),))


@rule(
    "LAW-06",
    "Every legitimate interests assessment was made in time and is recent",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 5(2)", "GDPR 24(1)"),
    each=Purpose,
    applies=every(rests_on_interests, is_set("lia_assessment_id")),
    regimes=EVERY_REGIME,
)
def assessment_late_or_old(purpose: Purpose, view: View) -> Iterator[Noted]:
    """Interests are weighed before the data are used, and again as things change.

    Fix: review the assessment and enter the day. Where it came late, this cannot be undone: record in the worklist why
    it happened and how it is prevented.
    """
    yield from all_parts(_assessed_late(purpose, view), _assessed_long_ago(purpose, view))


def _assessed_late(purpose: Purpose, view: View) -> Iterator[Noted]:
    assessment = assessment_named(purpose, "lia_assessment_id", view)
    completed_on = known(assessment, "completed_on")
    first = purpose if not purpose.is_blank("started_on") else activity_of(purpose, view)
    started_on = known(first, "started_on")
    if completed_on > started_on:
        text = (
            f"names {assessment.identity}, completed on {day_in_words(completed_on)},"
            f" after the data were first used on {day_in_words(started_on)}"
        )
        yield Noted("lia_assessment_id", text, also=((assessment, "completed_on"), (first, "started_on")))


def _assessed_long_ago(purpose: Purpose, view: View) -> Iterator[Noted]:
    assessment = assessment_named(purpose, "lia_assessment_id", view)
    looked_at, months = last_looked_at(assessment), view.limit("house_lia_age")
    if is_older_than(looked_at, months, view.as_of):
        text = (
            f"names {assessment.identity}, last looked at on {day_in_words(looked_at)},"
            f" more than {months} months ago ({view.origin_of_limit('house_lia_age')})"
        )
        also = ((assessment, "completed_on"), (assessment, "reviewed_on"))
        yield Noted("lia_assessment_id", text, "age", also=also)


@rule(
    "LAW-07",
    "A recognised legitimate interest is one of the UK list and no older than the list",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("UK GDPR 6(1)(ea)", "UK GDPR Annex 1", "DUAA s.70", "DUAA Sch. 4", "SI 2026/82"),
    each=Purpose,
    applies=states("legal_basis", "recognised_legitimate_interest"),
    regimes=(UK,),
)
def interest_not_recognised(purpose: Purpose, _view: View) -> Iterator[Noted]:
    """The basis exists only in UK law, only for the interests of its list, and only since the list is law.

    Fix: choose the interest of the list and enter the day the purpose began, or choose another basis. Where an older
    purpose moved to this basis, replace its row by one that begins on the day it moved.
    """
    yield from all_parts(_interest_not_named(purpose), _older_than_the_list(purpose))


def _interest_not_named(purpose: Purpose) -> Iterator[Noted]:
    if purpose.is_blank("recognised_interest"):
        yield Noted("recognised_interest", "rests on a recognised legitimate interest and does not say which")


def _older_than_the_list(purpose: Purpose) -> Iterator[Noted]:
    law = fact("uk_recognised_interests")
    began = purpose.started_on
    if began is None:
        yield Noted("started_on", "rests on a recognised legitimate interest and states no first day")
    elif began < law.first_day:
        text = f"began on {day_in_words(began)}; such interests are recognised from {day_in_words(law.first_day)} on"
        yield Noted("started_on", text, confidence=law.confidence)
