"""Rows of the cookies sheet against what scans of a website saw: by site, and by name with * for any ending."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from urllib.parse import urlsplit

from auditlib.errors import NotAssessable
from auditlib.evidence.web_scan import Sighting, WebScan
from auditlib.rulebook.conditions import known
from auditlib.rulebook.view import View
from auditlib.scope import readable
from auditlib.sheets.cookies import Cookie

BEFORE, ACCEPTED, REFUSED = _PHASES = ("before_choice", "after_accept", "after_reject")
_IN_PHASE = {BEFORE: " before a choice", ACCEPTED: " after accepting cookies", REFUSED: " after refusing cookies"}
_ANY_ENDING = "*"


def site_of(address: str) -> str:
    """The host of a page or site as it is compared: without scheme, path, case and a leading www."""
    text = address.strip().lower()
    host = urlsplit(text if "://" in text else f"//{text}").hostname or ""
    return host.removeprefix("www.")


def is_own_host(host: str, site: str) -> bool:
    """Whether a host belongs to a site: it is the site, or one of the two lies under the other."""
    return host == site or host.endswith(f".{site}") or site.endswith(f".{host}")


class Sightings:
    """What one scan saw, by site."""

    def __init__(self, scan: WebScan) -> None:
        self.scan = scan
        self._by_site: dict[str, dict[str, list[Sighting]]] = {}
        for sighting in scan.sightings:
            names = self._by_site.setdefault(site_of(sighting.page), {})
            names.setdefault(sighting.name, []).append(sighting)
        self._names = {site: sorted(names) for site, names in self._by_site.items()}
        loaded = (*scan.pages, *((sighting.page, sighting.phase) for sighting in scan.sightings))
        self._visited = frozenset((site_of(page), phase) for page, phase in loaded)

    def covers(self, site: str, *phases: str) -> bool:
        """Whether the scan loaded a page of a site, be it that it saw nothing there; in one of some phases if given."""
        return any((site, phase) in self._visited for phase in phases or _PHASES)

    def of(self, cookie: Cookie) -> Iterator[Sighting]:
        """The sightings of a row of the cookies sheet."""
        site, name = site_of(known(cookie, "website")), known(cookie, "name")
        seen = self._by_site.get(site, {})
        for match in _matching(self._names.get(site, []), name):
            yield from seen[match]

    def unknown(self, cookies: Iterable[Cookie]) -> Iterator[tuple[str, str]]:
        """The sites and names that no row matches, each once, in order."""
        rows = _patterns(cookies)
        for site, names in sorted(self._names.items()):
            exact, endings = rows.get(site, (set(), set()))
            for name in names:
                starts = (name[:length] for length in range(len(name) + 1))
                if name not in exact and endings.isdisjoint(starts):
                    yield site, name


def scans_of(view: View) -> tuple[Sightings, ...]:
    """The scans of the period, the oldest first; raises `NotAssessable` where there is none."""
    return tuple(Sightings(scan) for scan in view.evidence.usable(WebScan))


def scans_covering(cookie: Cookie, view: View, phase: str = "") -> list[Sightings]:
    """The scans that went to the site of a cookie, the oldest first; those that looked in a phase where one is given.

    Raises:
        NotAssessable: there is no such scan.
    """
    website = known(cookie, "website")
    site = site_of(website)
    found = [scan for scan in view.once(scans_of) if scan.covers(site, *filter(None, [phase]))]
    if not found:
        when = _IN_PHASE.get(phase, "")
        raise NotAssessable(f"no scan of {website}{when} in this period", cookie.place_of("website"))
    return found


def _matching(names: list[str], pattern: str) -> Iterable[str]:
    start = pattern.removesuffix(_ANY_ENDING)
    begin = bisect_left(names, start)
    if start == pattern:
        return [pattern] if names[begin : begin + 1] == [pattern] else []
    return takewhile(lambda name: name.startswith(start), names[begin:])


def _patterns(cookies: Iterable[Cookie]) -> Mapping[str, tuple[set[str], set[str]]]:
    """For each site, the names of its rows, and the beginnings of those whose ending changes."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for cookie in cookies:
        name, website = readable(cookie, "name"), readable(cookie, "website")
        if name and website:
            exact, endings = found.setdefault(site_of(str(website)), (set(), set()))
            start = str(name).removesuffix(_ANY_ENDING)
            (exact if start == name else endings).add(start)
    return found
