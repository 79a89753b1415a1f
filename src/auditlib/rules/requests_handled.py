"""DSR: whether requests are handled as the law asks, and logged in order (GDPR Art. 12, 19)."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from auditlib.findings import Force, Severity
from auditlib.reference.calendars import add_months
from auditlib.reference.legal_dates import fact, limit
from auditlib.rulebook.among import exists
from auditlib.rulebook.conditions import every, is_blank, is_set, known, one_of, some
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.rule import CALIFORNIA, EU, EVERY_REGIME, UK, Noted, rule
from auditlib.rulebook.stated import must_state
from auditlib.rulebook.view import View
from auditlib.scope import readable
from auditlib.sheets.rights_requests import RightsRequest
from auditlib.wording import day_in_words

_SEVERAL = 2
_STEPS = ("responded_on", "acknowledged_on", "extension_notified_on", "forwarded_on")
_NUMBERED = re.compile(r"(.*?)(\d+)")


def is_charged(request: RightsRequest, _view: View) -> bool:
    """Whether a fee was charged; a blank cell says that none was."""
    return request.fee_charged is not None and request.fee_charged.amount > 0


STATED = (
    must_state(
        "DSR-04",
        "Every extension gives its reasons",
        "extension_reason_not_stated",
        "extension_reason",
        message="was extended and states no reason given to the person",
        severity=Severity.MEDIUM,
        cites=("GDPR 12(3)",),
        each=RightsRequest,
        applies=every(is_set("extension_notified_on"), one_of("regime", EU, UK)),
        why="Whoever takes more time tells the person why: the request is complex, or the person made several.",
        fix="Enter the reason that the person was given.",
    ),
    must_state(
        "DSR-06",
        "A fee, or a refusal as excessive, is justified",
        "burden_not_justified",
        "burden_justification",
        message="was charged for or refused as excessive, and states no justification",
        severity=Severity.MEDIUM,
        cites=("GDPR 12(5)",),
        each=RightsRequest,
        applies=some(is_charged, one_of("outcome", "refused_excessive")),
        why="Answers are free unless the controller shows that the request is manifestly unfounded or excessive.",
        fix="Enter why the request was manifestly unfounded or excessive, or return the fee and answer.",
    ),
    must_state(
        "DSR-09",
        "Recipients are told of corrections, deletions and restrictions",
        "recipients_not_told",
        "recipients_told_on",
        "recipients_not_told_reason",
        message="was carried out, and states neither that recipients were told nor why they were not",
        any_suffices=True,
        severity=Severity.MEDIUM,
        cites=("GDPR 19",),
        each=RightsRequest,
        applies=every(
            one_of("kind", "rectification", "erasure", "restriction"),
            one_of("outcome", "fulfilled", "partly_fulfilled"),
        ),
        why="Each recipient of the data is told, unless that is impossible or involves disproportionate effort.",
        fix="Tell the recipients and enter the day, or enter why they were not told.",
    ),
)


@rule(
    "DSR-07",
    "Identity is asked for only where there is doubt",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 12(6)", "GDPR 11(2)", "GDPR Rec. 64"),
    each=RightsRequest,
    applies=is_set("identity_requested_on"),
)
def identity_asked_without_doubt(request: RightsRequest, view: View) -> Iterator[Noted]:
    """More information may be asked for only where there are reasonable doubts about who is asking.

    Fix: enter the doubt there was; ask for proof only where there is one.
    """
    if request.is_blank("identity_doubt"):
        yield Noted("identity_doubt", "was met with a request for proof of identity, and states no doubt")
    elif request in view.once(_all_asked_for_proof):
        text = "was met with a request for proof of identity, as was every request of the period"
        yield Noted("identity_requested_on", text)


def _all_asked_for_proof(view: View) -> frozenset[RightsRequest]:
    """The requests of the period where there are several and each was met so; else none."""
    requests = frozenset(request for request in view.register.all(RightsRequest) if _is_of_period(request, view))
    if len(requests) < _SEVERAL or exists(requests, is_blank("identity_requested_on"), view):
        return frozenset()
    return requests


def _is_of_period(request: RightsRequest, view: View) -> bool:
    received = readable(request, "received_on")
    return isinstance(received, date) and view.period.starts_on <= received <= view.period.ends_on


@rule(
    "DSR-08",
    "The clock is stopped only where law or guidance allows it",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 12(3)", "UK GDPR 12A", "EDPB Guidelines 01/2022"),
    each=RightsRequest,
    applies=is_set("paused_on"),
)
def clock_stopped_without_law(request: RightsRequest, view: View) -> Iterator[Noted]:
    """The GDPR's text names no pause; EU guidance accepts one while identity or the request is unclear.

    UK law names its own grounds, for requests since 5 February 2026.

    Fix: under EU law, have counsel decide whether the pause counts, and record why; under UK law, enter why the clock
    stopped and when it ran again.
    """
    if known(request, "regime") == EU:
        yield _accepted_by_guidance_alone(request)
        return
    yield from all_parts(_no_reason(request), _not_resumed(request, view), _before_the_law(request))


def _accepted_by_guidance_alone(request: RightsRequest) -> Noted:
    guidance = fact("eu_request_suspension")
    accepts = f"{guidance.citation} accept one only for identity or clarification asked without delay"
    text = f"states a pause; the GDPR's text names none, and {accepts}"
    also = ((request, "pause_reason"),)
    return Noted("paused_on", text, also=also, confidence=guidance.confidence, force=Force.GUIDANCE)


def _no_reason(request: RightsRequest) -> Iterator[Noted]:
    if request.is_blank("pause_reason"):
        yield Noted("pause_reason", "states a pause and no reason for it")


def _not_resumed(request: RightsRequest, view: View) -> Iterator[Noted]:
    if every(is_blank("resumed_on"), is_set("responded_on"))(request, view):
        yield Noted("resumed_on", "was answered and states no day on which the clock ran again")


def _before_the_law(request: RightsRequest) -> Iterator[Noted]:
    law = fact("uk_article_12a")
    received: date = known(request, "received_on")
    if received < law.first_day:
        text = f"states a pause and came on {day_in_words(received)}, before {day_in_words(law.first_day)}"
        yield Noted("paused_on", text, also=((request, "received_on"),), confidence=law.confidence)


@rule(
    "DSR-12",
    "The request log is in order",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 5(2)",),
    each=RightsRequest,
    regimes=EVERY_REGIME,
)
def log_out_of_order(request: RightsRequest, view: View) -> Iterator[Noted]:
    """A gap in the numbers or a date out of order may be a request that nobody answered.

    Fix: enter the missing request or say why the number was not used; give each request a number of its own.
    """
    yield from all_parts(_numbered_wrongly(request, view), *(_before_receipt(request, column) for column in _STEPS))


def _numbered_wrongly(request: RightsRequest, view: View) -> Iterator[Noted]:
    twins = view.register.sharing_id(request)
    if len(twins) > 1:
        text = f"has a number that {len(twins)} rows share"
        yield Noted("request_id", text, "twice", tuple((twin, "request_id") for twin in twins))
    before = view.once(_numbers_before).get(request.identity, "")
    if before:
        yield Noted("request_id", f"follows {before} in the log; the numbers between them are missing", before)


def _before_receipt(request: RightsRequest, column: str) -> Iterator[Noted]:
    received, day = known(request, "received_on"), request.value_of(column)
    if day is not None and day < received:
        heading = request.columns[column].phrase
        text = f"has “{heading}” {day_in_words(day)}, before it was received on {day_in_words(received)}"
        yield Noted(column, text, also=((request, "received_on"),))


def _numbers_before(view: View) -> Mapping[str, str]:
    """The id before an id in its sequence, where numbers between them are missing."""
    sequences: dict[str, dict[int, str]] = {}
    for request in sorted(view.register.all(RightsRequest), key=lambda request: request.identity):
        if found := _NUMBERED.fullmatch(request.identity):
            sequences.setdefault(found[1], {})[int(found[2])] = request.identity
    return {
        sequence[number]: sequence[previous]
        for sequence in sequences.values()
        for previous, number in pairwise(sorted(sequence))
        if number - previous > 1
    }


@rule(
    "DSR-14",
    "Request logs are kept as long as required and no longer",
    severity=Severity.LOW,
    force=Force.STATUTE,
    cites=("GDPR 5(1)(e)", "CCPA regs 7101(a)"),
    each=RightsRequest,
    applies=is_set("delete_log_entry_on"),
    regimes=(EU, UK, CALIFORNIA),
)
def log_entry_kept_wrongly(request: RightsRequest, view: View) -> Iterator[Noted]:
    """The log itself holds personal data; California asks that it be kept for 24 months.

    Fix: delete the entry if it is due, or correct the day.
    """
    due: date = known(request, "delete_log_entry_on")
    if due < view.as_of:
        yield Noted("delete_log_entry_on", f"was due to leave the log on {day_in_words(due)} and is still in it")
    if known(request, "regime") != CALIFORNIA:
        return
    law = limit("us_ca_request_log")
    received: date = known(request, "received_on")
    if due < add_months(received, law.value):
        text = f"is to leave the log on {day_in_words(due)}, less than {law.value} months after it was received"
        yield Noted("delete_log_entry_on", text, CALIFORNIA, ((request, "received_on"),), confidence=law.confidence)
