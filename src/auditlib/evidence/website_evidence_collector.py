"""Reads `inspection.json` of the EDPS website-evidence-collector, which loads a page and consents to nothing."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from auditlib.evidence.connector import Connector, Extract, UnusableExtract
from auditlib.evidence.web_scan import Sighting, WebScan, host_of, in_order
from auditlib.schema.durations import Duration

_LARGEST_BYTES = 64 * 1024 * 1024
_MINUTES_A_DAY = 24 * 60
_STORAGES = {"localStorage": "local_storage", "sessionStorage": "session_storage"}
# Links and the content security policy name hosts too, but nothing was loaded from those.
_CONTACTED = ("requests", "beacons", "cookies", "localStorage")


def read_inspection(extract: Extract) -> WebScan:
    """Read an inspection.

    Raises:
        UnusableExtract: it is no inspection, the page did not load, or it did not show the page before a choice.
    """
    try:
        inspection = _load(extract)
        hosts = _hosts(inspection)
        if not hosts:
            raise UnusableExtract("names no host that was contacted: the page did not load")
        _refuse_settled_choice(inspection)
        sightings = in_order((*_cookies(inspection), *_stored_keys(inspection)))
        scanned_on = _day(inspection["start_time"])
        pages = tuple((page, "before_choice") for page in _pages(inspection))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise UnusableExtract("is no inspection as the website-evidence-collector writes it") from error
    return WebScan(extract.evidence_id, extract.name, scanned_on, sightings, hosts, pages=pages)


def _load(extract: Extract) -> Any:
    if extract.path.stat().st_size > _LARGEST_BYTES:
        raise UnusableExtract("is larger than 64 MB, which no inspection is")
    try:
        return json.loads(extract.path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError, OSError) as error:
        raise UnusableExtract("cannot be read as JSON") from error


def _refuse_settled_choice(inspection: Any) -> None:
    """What a page sets before a choice cannot be told where the browser brought a choice, or a past, with it."""
    settings = inspection.get("script", {}).get("config") or {}
    if inspection.get("browser", {}).get("preset_cookies") or settings.get("browserProfile"):
        raise UnusableExtract("was made with cookies set beforehand, so it does not show the page before a choice")


def _pages(inspection: Any) -> tuple[str, ...]:
    """The page that was loaded in the end, and those browsed after it."""
    return tuple(sorted({inspection["uri_dest"], *(inspection.get("browsing_history") or ())}))


def _cookies(inspection: Any) -> Iterator[Sighting]:
    for cookie in inspection["cookies"]:
        seen = _moment(_log(cookie).get("timestamp") or inspection["start_time"])
        page = _log(cookie).get("location") or inspection["uri_dest"]
        host, name = host_of(str(cookie["domain"])), str(cookie["name"])
        yield Sighting(page, host, "cookie", name, "before_choice", _lifetime(cookie, seen), seen.date())


def _stored_keys(inspection: Any) -> Iterator[Sighting]:
    for storage, kind in _STORAGES.items():
        for origin, keys in (inspection.get(storage) or {}).items():
            for name, stored in keys.items():
                log = _log(stored)
                page = log.get("location") or inspection["uri_dest"]
                day = _day(log.get("timestamp") or inspection["start_time"])
                yield Sighting(page, _host_in(origin), kind, name, "before_choice", None, day)


def _log(entry: Any) -> Any:
    return entry.get("log") or {}


def _hosts(inspection: Any) -> tuple[str, ...]:
    """Every host that was contacted, once: the tool lists one as first and as third party where ports differ."""
    groups = [inspection["hosts"].get(name) or {} for name in _CONTACTED]
    found = {host_of(host) for group in groups for hosts in group.values() for host in hosts}
    urls = [*(beacon["url"] for beacon in inspection.get("beacons") or []), *(inspection.get("websockets") or {})]
    return tuple(sorted((found | {_host_in(url) for url in urls}) - {""}))


def _host_in(url: str) -> str:
    return host_of(urlsplit(url).hostname or "")


def _lifetime(cookie: Any, seen: datetime) -> Duration | None:
    """How long a cookie stays; None for a session. `expires` is a number, -1, or a text, so days go first."""
    days, expires = cookie.get("expiresDays"), cookie.get("expires")
    if days is None and (cookie.get("session") or expires in {None, -1}):
        return None
    if days is None:
        end = _moment(expires) if isinstance(expires, str) else datetime.fromtimestamp(float(expires), UTC)
        days = round((end - seen).total_seconds() / (_MINUTES_A_DAY * 60), 1)
    minutes = max(0, round(float(days) * _MINUTES_A_DAY))
    whole, rest = divmod(minutes, _MINUTES_A_DAY)
    return Duration(f"{days:g} days", days=whole, minutes=rest)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(text: str) -> date:
    return _moment(text).date()


CONNECTOR = Connector(WebScan, (".json",), read_inspection)
