"""Scans of a website, and how a plain one is read: cookies, storage keys and contacted hosts, one a row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from urllib.parse import urlsplit

from auditlib.evidence.connector import Connector, Extract
from auditlib.evidence.source import Company, Source
from auditlib.evidence.tabular import TABLE_ENDINGS, Column, Kind, open_table
from auditlib.schema.durations import Duration, read_duration

STORED = ("cookie", "local_storage", "session_storage")
COLUMNS = (
    Column("page"),
    Column("host"),
    Column("kind", choices=(*STORED, "request", "pixel")),
    Column("name", is_required=False),
    Column("phase", choices=("before_choice", "after_accept", "after_reject")),
    Column("lifetime", is_required=False),
    Column("seen_on", Kind.DATE),
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One cookie or storage key that a scan saw. `phase` is before_choice, after_accept or after_reject."""

    page: str
    host: str
    kind: str
    name: str
    phase: str
    lifetime: Duration | None
    seen_on: date


@dataclass(frozen=True, slots=True)
class WebScan(Source):
    """A scan of a website: the cookies and keys it saw, and every host that was contacted.

    `pages` are the pages it loaded, each with the phase, be it that it saw nothing there; `unused` counts the rows
    that were left out because they are of days outside the period.
    """

    kind: ClassVar[str] = "web_scan"
    in_words: ClassVar[str] = "web scan"

    scanned_on: date | None
    sightings: tuple[Sighting, ...]
    hosts: tuple[str, ...]
    rows: int | None = None
    pages: tuple[tuple[str, str], ...] = ()
    unused: int = 0

    @property
    def days(self) -> tuple[date, date] | None:
        """The day of the scan."""
        return (self.scanned_on, self.scanned_on) if self.scanned_on else None

    def companies(self) -> Iterator[Company]:
        """The hosts it contacted that are not those of the pages themselves."""
        own = frozenset(_site_of(sighting.page) for sighting in self.sightings)
        for host in self.hosts:
            if not lies_within(host, own):
                yield Company("", host, "shows that the website contacts")


def lies_within(host: str, domains: frozenset[str]) -> bool:
    """Whether a host is one of some domains or lies below one."""
    labels = host.split(".")
    return any(".".join(labels[number:]) in domains for number in range(len(labels)))


def _site_of(page: str) -> str:
    return (urlsplit(page).hostname or "").removeprefix("www.")


def read_web_scan(extract: Extract) -> WebScan:
    """Read what a scan saw on the days of the period; `scanned_on` is the last of them, or of all where none is.

    Raises:
        UnusableExtract: it is no scan that can be read.
    """
    with open_table(extract, COLUMNS) as opened:
        every = opened.table
        seen = every.filter(every.seen_on.between(extract.first_on, extract.last_on))
        stored = seen.filter(seen.kind.isin(STORED)).distinct()
        ((used, scanned_on),) = opened.fetch(seen.aggregate(used=seen.count(), last=seen.seen_on.max()))
        if not used:
            ((scanned_on,),) = opened.fetch(every.aggregate(last=every.seen_on.max()))
        sightings = [
            Sighting(page, host_of(host), kind, name or "", phase, read_duration(life) if life else None, day)
            for page, host, kind, name, phase, life, day in opened.fetch(stored)
        ]
        return WebScan(
            extract.evidence_id,
            extract.name,
            scanned_on,
            in_order(sightings),
            tuple(sorted({host_of(host) for (host,) in opened.fetch(seen.select("host").distinct())})),
            rows=opened.rows,
            pages=tuple(sorted(opened.fetch(seen.select("page", "phase").distinct()))),
            unused=opened.rows - used,
        )


def host_of(text: str) -> str:
    """A host as it is compared: a cookie's leading dot and case do not count."""
    return text.strip().strip(".").lower()


def in_order(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Each sighting once, in an order that does not depend on the file's."""
    return tuple(sorted(set(sightings), key=_position))


def _position(one: Sighting) -> tuple[str, ...]:
    lifetime = one.lifetime.text if one.lifetime else ""
    return (one.page, one.host, one.kind, one.name, one.phase, one.seen_on.isoformat(), lifetime)


CONNECTOR = Connector(WebScan, TABLE_ENDINGS, read_web_scan)
