"""The last day of a time limit, and how it is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from auditlib.reference.deadlines import (
    WEEKENDS_ONLY,
    Deadline,
    Pause,
    add_months,
    calendar_named,
    deadline,
    request_answer,
    request_extension,
)
from auditlib.reference.legal_dates import fact

DAY = timedelta(days=1)
EU, UK = fact("eu_request_answer"), fact("uk_request_answer")
IE, ENGLAND, US = calendar_named("IE"), calendar_named("GB-ENG"), calendar_named("US")
days = st.dates(date(2026, 2, 5), date(2060, 12, 31))
calendars = st.sampled_from([WEEKENDS_ONLY, IE, ENGLAND, US])
shifted = st.sampled_from([EU, UK, fact("uk_complaint_acknowledgement"), fact("eu_article_14_notice")])
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30), st.booleans()), max_size=4)


@pytest.mark.parametrize(
    ("received_on", "calendar", "expected"),
    [
        (date(2026, 3, 5), IE, date(2026, 4, 7)),  # 5 April is Easter Sunday, the 6th Easter Monday
        (date(2026, 3, 5), WEEKENDS_ONLY, date(2026, 4, 6)),
        (date(2026, 4, 2), WEEKENDS_ONLY, date(2026, 5, 4)),
        (date(2026, 8, 31), IE, date(2026, 9, 30)),
        (date(2026, 1, 31), IE, date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2024, 1, 31), IE, date(2024, 2, 29)),
        (date(2025, 11, 25), IE, date(2025, 12, 29)),
        (date(2026, 11, 25), ENGLAND, date(2026, 12, 29)),  # Boxing Day is a Saturday, so the 28th is free
    ],
)
def test_a_month_under_eu_law_ends_on_a_working_day(received_on, calendar, expected):
    assert deadline(received_on, EU, calendar).day == expected


def test_the_steps_are_told_in_plain_words():
    found = deadline(date(2026, 4, 2), EU, ENGLAND)
    assert found.steps == (
        "received 2 April 2026",
        "one month: 2 May 2026, a Saturday",
        "moved to 5 May 2026, after May Day",
    )
    assert str(found) == "received 2 April 2026; one month: 2 May 2026, a Saturday; moved to 5 May 2026, after May Day"
    assert found.confidence == "sourced"


def test_a_missing_calendar_is_told_where_it_could_matter():
    note = "weekends only: no holiday calendar is set"
    assert deadline(date(2026, 4, 2), EU).steps[-1] == note
    assert deadline(date(2026, 4, 2), fact("house_request_forwarding")).steps[-1] == note
    assert note not in deadline(date(2026, 4, 2), fact("us_ca_request_answer")).steps
    assert note not in deadline(date(2026, 4, 2), EU, IE).steps


def test_an_extension_counts_from_the_day_of_receipt():
    found = deadline(date(2025, 11, 30), EU, IE, extension=request_extension("eu_gdpr"))
    assert found == Deadline(
        date(2026, 3, 2),
        (
            "received 30 November 2025",
            "three months with the extension: 28 February 2026, a Saturday",
            "moved to 2 March 2026",
        ),
        confidence="sourced",
    )


def test_california_counts_business_days_to_confirm_and_calendar_days_to_answer():
    received_on = date(2026, 5, 20)
    confirmed = deadline(received_on, fact("us_ca_request_confirmation"), US)
    assert confirmed.day == date(2026, 6, 4)  # Memorial Day is no business day
    answered = deadline(received_on, fact("us_ca_request_answer"), US)
    assert answered.day == date(2026, 7, 4)  # a Saturday and a holiday: not moved
    assert answered.steps == ("received 20 May 2026", "45 calendar days: 4 July 2026")
    extended = deadline(received_on, fact("us_ca_request_answer"), US, extension=request_extension("us_ccpa"))
    assert extended.day == received_on + 90 * DAY


def test_periods_agreed_by_contract_end_on_the_day_they_end():
    agreed = replace(fact("house_client_deletion"), limit_value=9)
    assert deadline(date(2026, 4, 2), agreed, IE).day == date(2026, 4, 11)


def test_working_days_skip_weekends_and_holidays():
    found = deadline(date(2026, 4, 2), fact("house_request_forwarding"), IE)
    assert found.day == date(2026, 4, 10)
    assert found.steps == ("received 2 April 2026", "five working days: 10 April 2026")
    assert found.confidence == "house_rule"


def test_the_days_of_a_pause_are_left_out_under_uk_law():
    found = deadline(date(2026, 4, 8), UK, ENGLAND, pauses=[Pause(date(2026, 4, 10), date(2026, 4, 14))])
    assert found.day == date(2026, 5, 13)
    assert found.steps[1:] == (
        "one month: 8 May 2026",
        "clock stopped from 10 April 2026 to 14 April 2026, five calendar days left out: 13 May 2026",
    )


@pytest.mark.parametrize(("received_on", "expected"), [(date(2026, 2, 4), 4), (date(2026, 2, 5), 12)])
def test_a_pause_counts_for_requests_from_5_february_2026_on(received_on, expected):
    found = deadline(received_on, UK, ENGLAND, pauses=[Pause(date(2026, 2, 9), date(2026, 2, 15))])
    assert found.day == date(2026, 3, expected)


def test_a_pause_before_the_law_is_said_not_to_count():
    found = deadline(date(2026, 2, 4), UK, ENGLAND, pauses=[Pause(date(2026, 2, 9), date(2026, 2, 15))])
    assert found.steps[-1] == "no pause counts, as it came before 5 February 2026: 4 March 2026"


def test_eu_law_knows_no_pause():
    found = deadline(date(2026, 4, 8), EU, IE, pauses=[Pause(date(2026, 4, 10), date(2026, 4, 14))])
    assert found.day == date(2026, 5, 8)
    assert found.steps[-1] == "no pause counts under this law: 8 May 2026"


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ([Pause(date(2026, 4, 8), date(2026, 4, 8))], date(2026, 5, 8)),  # the day of receipt is not counted anyway
        ([Pause(date(2026, 4, 8), date(2026, 4, 9))], date(2026, 5, 11)),  # 9 May is a Saturday
        ([Pause(date(2026, 4, 10), date(2026, 4, 14)), Pause(date(2026, 4, 12), date(2026, 4, 14))], date(2026, 5, 13)),
        ([Pause(date(2026, 4, 20), date(2026, 4, 21)), Pause(date(2026, 4, 13), date(2026, 4, 15))], date(2026, 5, 13)),
        (
            [Pause(date(2026, 4, day), date(2026, 4, last)) for day, last in ((10, 20), (12, 14), (16, 18))],
            date(2026, 5, 19),
        ),
        ([Pause(date(2026, 5, 9), date(2026, 5, 20))], date(2026, 5, 8)),  # began after the last day
        ([Pause(date(2026, 4, 14), date(2026, 4, 10))], date(2026, 5, 8)),  # ended before it began
        ([], date(2026, 5, 8)),
    ],
)
def test_pauses_at_the_edges(pauses, expected):
    assert deadline(date(2026, 4, 8), UK, ENGLAND, pauses=pauses).day == expected


def test_a_pause_that_leaves_out_no_day_is_told():
    found = deadline(date(2026, 4, 8), UK, ENGLAND, pauses=[Pause(date(2026, 4, 8), date(2026, 4, 8))])
    assert found.steps[-1] == ("clock stopped from 8 April 2026 to 8 April 2026, no calendar days left out: 8 May 2026")


def test_a_pause_may_begin_on_the_day_to_which_a_weekend_moved_the_end():
    # One month ends on Sunday 10 May and moves to Monday 11 May, which the pause leaves out.
    found = deadline(date(2026, 4, 10), UK, ENGLAND, pauses=[Pause(date(2026, 5, 11), date(2026, 5, 12))])
    assert found.day == date(2026, 5, 13)


def test_the_time_runs_from_the_day_on_which_identity_or_fee_arrived():
    # UK GDPR 12A(2): one month from 1 April, not from 2 March.
    found = deadline(date(2026, 3, 2), UK, ENGLAND, pauses=[Pause(date(2026, 3, 20), date(2026, 4, 1), restarts=True)])
    assert found.day == date(2026, 5, 1)
    assert found.steps[2:] == (
        "clock stopped from 20 March 2026 to 1 April 2026, and the time runs from then",
        "one month: 1 May 2026",
    )


def test_what_is_asked_for_after_the_time_has_ended_starts_none():
    found = deadline(date(2026, 3, 2), UK, ENGLAND, pauses=[Pause(date(2026, 4, 3), date(2026, 4, 20), restarts=True)])
    assert found.day == date(2026, 4, 2)


@given(days, st.integers(1, 33), st.integers(0, 200), calendars, st.booleans())
def test_while_the_clock_stands_still_no_request_is_late(received_on, begins, lasts, calendar, restarts):
    first = received_on + begins * DAY
    if first <= deadline(received_on, UK, calendar).day:
        as_of = first + lasts * DAY
        assert deadline(received_on, UK, calendar, pauses=[Pause(first, as_of, restarts)]).day > as_of


@given(days, spans, calendars)
def test_a_pause_never_shortens_a_limit(received_on, lengths, calendar):
    pauses = [
        Pause(received_on + begins * DAY, received_on + (begins + lasts) * DAY, restarts)
        for begins, lasts, restarts in lengths
    ]
    found = deadline(received_on, UK, calendar, pauses=pauses)
    assert found.day >= deadline(received_on, UK, calendar).day
    assert calendar.is_working_day(found.day)
    assert found == deadline(received_on, UK, calendar, pauses=pauses[::-1])


@given(days, shifted, calendars)
def test_under_eu_and_uk_law_a_limit_never_ends_on_a_day_off(received_on, limit, calendar):
    found = deadline(received_on, limit, calendar).day
    assert found.weekday() < 5
    assert not calendar.holiday(found)


@given(days, calendars)
def test_an_end_moves_only_over_days_off(received_on, calendar):
    unmoved, moved = add_months(received_on, 1), deadline(received_on, EU, calendar).day
    assert unmoved <= moved
    assert not any(calendar.is_working_day(unmoved + number * DAY) for number in range((moved - unmoved).days))


@given(days, days, shifted, calendars)
def test_what_is_received_later_is_not_due_earlier(one, other, limit, calendar):
    first, last = sorted((one, other))
    assert deadline(first, limit, calendar).day <= deadline(last, limit, calendar).day


@given(days, shifted)
def test_holidays_never_bring_a_limit_forward(received_on, limit):
    assert deadline(received_on, limit, WEEKENDS_ONLY).day <= deadline(received_on, limit, IE).day


def test_the_weakest_row_decides_the_confidence():
    assert deadline(date(2026, 4, 2), fact("ch_request_answer")).confidence == "memory"
    assert deadline(date(2026, 4, 2), fact("ch_request_answer")).is_from_memory
    weak = replace(fact("eu_request_extension"), confidence="partly_sourced")
    assert deadline(date(2026, 4, 2), EU, extension=weak).confidence == "partly_sourced"
    assert not deadline(date(2026, 4, 2), EU, extension=weak).is_from_memory
    agreed, pause = replace(UK, confidence="house_rule"), Pause(date(2026, 4, 10), date(2026, 4, 14))
    assert deadline(date(2026, 4, 2), agreed, pauses=[pause]).confidence == fact("uk_article_12a").confidence


@pytest.mark.parametrize("reference_id", ["eu_breach_authority", "eu_record_exemption", "eu_dpf"])
def test_a_row_that_counts_neither_days_nor_months_is_refused(reference_id):
    with pytest.raises(ValueError, match=f"{reference_id} .* cannot be counted"):
        deadline(date(2026, 4, 2), fact(reference_id))


def test_an_extension_in_another_unit_is_refused():
    with pytest.raises(ValueError, match="cannot be counted"):
        deadline(date(2026, 4, 2), EU, extension=request_extension("us_ccpa"))


def test_a_regime_without_a_row_has_no_limit():
    assert request_answer("eu_gdpr") == EU
    assert request_answer("us_other_state") is None
    assert request_extension("ch_fadp") is None


@pytest.mark.parametrize("limit", [EU, fact("us_ca_request_answer"), fact("us_ca_request_confirmation")])
def test_the_calendar_ends_without_a_crash(limit):
    assert deadline(date(9999, 12, 20), limit, IE).day <= date.max
