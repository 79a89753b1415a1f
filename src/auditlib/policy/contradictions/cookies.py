"""Cookies: control by browser settings beside consent."""

from collections.abc import Iterator

from auditlib.policy.contradictions.cues import cue
from auditlib.policy.contradictions.detecting import Sighting, detector
from auditlib.policy.contradictions.reader import Reader, Stated
from auditlib.policy.contradictions.wording import places, quoted
from auditlib.policy.structure import Clause

_NEEDS_BASIS = frozenset({"analytics", "marketing", "personalisation", "analytics_data"})


@detector("X-06")
def control_by_browser_and_consent(reader: Reader) -> Iterator[Sighting]:
    """Cookies that are not necessary, controlled by the browser alone; no sentence states their basis."""
    controls = [one for one in reader.saying("browser_control") if _is_of_cookies(one, reader)]
    cookies = [one for one in reader.of_kind("cookies") if one.operator not in ("none", "narrative")]
    unnecessary = [one for one in cookies if _needs_basis(one)] or [
        one for one in reader.of_kind("collects") if one.terms & _NEEDS_BASIS and one.operator != "closed"
    ]
    if not controls or not unnecessary or any(_states_basis(clause, reader) for clause in reader.clauses):
        return
    members = [one for one in unnecessary if one.operator != "closed"] or unnecessary
    consents = [
        one for one in reader.of_kind("legal_basis") if one.terms == {"consent"} and one.operator != "narrative"
    ]
    yield _browser_or_consent(controls, members, consents, reader)


def _is_of_cookies(clause: Clause, reader: Reader) -> bool:
    near = (clause, *reader.policy.governing(clause))
    earlier = reader.before(clause)
    return any(cue("tracking").search(one.text) for one in (*near, *([earlier] if earlier else [])))


def _needs_basis(one: Stated) -> bool:
    return bool(one.terms & _NEEDS_BASIS) or cue("analytics_cookies").search(one.quote) is not None


def _states_basis(clause: Clause, reader: Reader) -> bool:
    """Whether a clause says on what basis cookies are set; going on to use a site is none."""
    words = " ".join(one.text for one in (*reader.policy.governing(clause), clause))
    if cue("implied_consent").search(clause.text) or not cue("basis").search(clause.text):
        return False
    return cue("tracking").search(words) is not None


def _browser_or_consent(
    controls: list[Clause], members: list[Stated], consents: list[Stated], reader: Reader
) -> Sighting:
    consent = (
        f" Consent is named in {places((one.clause for one in consents), reader)}, and not for these."
        if consents
        else ""
    )
    message = (
        f"Offers browser settings as the control of cookies in {places(controls, reader)}; states no legal "
        f"basis for {quoted(members)} in {places((one.clause for one in members), reader)}.{consent} Say whether "
        "these are set only after consent, and how it is given and withdrawn."
    )
    spans = (*((one.start, one.end) for one in controls), *(one.span for one in (*members, *consents)))
    return Sighting(message, spans)
