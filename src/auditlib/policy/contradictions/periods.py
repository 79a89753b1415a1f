"""Promises of time without a length of time."""

from collections.abc import Iterator

from auditlib.policy.contradictions.cues import cue
from auditlib.policy.contradictions.detecting import Sighting, detector
from auditlib.policy.contradictions.reader import Reader
from auditlib.policy.contradictions.wording import places
from auditlib.policy.facts import Fact, durations_in

_NEEDS_TIME = ("retains", "deletes_on_request", "rights")
_NEAR = 24


@detector("X-08")
def no_length_of_time(reader: Reader) -> Iterator[Sighting]:
    """The text promises to keep, delete or answer, and states no length of time anywhere."""
    promises = [one for one in reader.of_kind(*_NEEDS_TIME) if one.operator != "narrative"]
    text = reader.policy.text
    if not promises or any(_is_a_limit(one, text) for one in durations_in(text)):
        return
    message = (
        f"Promises to keep, delete or answer in {places((one.clause for one in promises), reader)}, and states no "
        "length of time anywhere. State how long data are kept and by when a request is answered, or the criteria."
    )
    yield Sighting(message, tuple(one.span for one in promises))


def _is_a_limit(duration: Fact, text: str) -> bool:
    """Whether a length of time can limit anything: not an age, hours a day, or years in business."""
    before = text[max(0, duration.start - _NEAR) : duration.start]
    is_counted = cue("no_time_limit_after").match(text, duration.end) or cue("no_time_limit_before").search(before)
    return is_counted is None
