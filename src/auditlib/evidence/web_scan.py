"""Reads a plain scan of a website: cookies, storage keys and contacted hosts, one a row."""

from collections.abc import Iterable

from auditlib.evidence.connector import Connector, Extract
from auditlib.evidence.facts import Sighting, WebScan
from auditlib.evidence.tabular import TABLE_ENDINGS, Column, Kind, open_table
from auditlib.schema.durations import read_duration

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


CONNECTOR = Connector("web_scan", TABLE_ENDINGS, read_web_scan)
