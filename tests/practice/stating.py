"""Verdicts on single statements over the clean register, one change away from it."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from auditlib.evidence.facts import Evidence
from auditlib.evidence.storage_inventory import StorageInventory, StoredPrefix
from auditlib.evidence.web_scan import Sighting, WebScan
from auditlib.practice.judging import verdict_on
from auditlib.practice.verdicts import Decision
from auditlib.rulebook.view import StrictRegister, View
from auditlib.sheets import sheets
from auditlib.sheets.policy_commitments import PolicyCommitment
from tests.rules.making import NO_EVIDENCE, Change, a_case, rows_with

ALL_SHEETS = "; ".join(sheets())
NOTHING: Mapping[Change, str | None] = MappingProxyType({})
PAGE = "https://www.acme.example/"


def stated(
    kind: str, modality: str, operator: str, vocabulary: str = "", terms: str = "", **more: str
) -> dict[str, str]:
    """A row of the statements sheet; `more` holds further cells, such as quote and stated_period."""
    return {
        "commitment_id": "X-01",
        "policy_version_id": "PV-01",
        "section": "S01",
        "quote": "What we say",
        "kind": kind,
        "modality": modality,
        "operator": operator,
        "vocabulary": vocabulary,
        "terms": terms,
        "status": "accepted",
        **more,
    }


def decided(
    statement: dict[str, str],
    changes: Mapping[Change, str | None] = NOTHING,
    *,
    add: Mapping[str, list[dict[str, str]]] = MappingProxyType({}),
    without: Iterable[str] = (),
    evidence: Evidence = NO_EVIDENCE,
    attested: str = ALL_SHEETS,
) -> Decision:
    """The verdict on a statement over a changed clean register of which the sheets named are attested.

    Statements that are added stand after it in the sheet; those of the clean register are left out.
    """
    rows = rows_with(changes, add, without)
    rows["policy_commitments"] = [statement, *add.get("policy_commitments", ())]
    rows["attestations"][0]["sheet"] = attested
    case = a_case(rows)
    view = View(case, StrictRegister(case.register), evidence)
    return verdict_on(view.register.all(PolicyCommitment)[0], view)


def verdict(statement: dict[str, str], changes: Mapping[Change, str | None] = NOTHING, **more: object) -> str:
    """The name of the verdict on a statement."""
    return decided(statement, changes, **more).verdict.value  # type: ignore[arg-type]


def places(statement: dict[str, str], changes: Mapping[Change, str | None] = NOTHING, **more: object) -> list[str]:
    """The cells that decide, as "VND-01 country"."""
    found = decided(statement, changes, **more)  # type: ignore[arg-type]
    return [f"{cited.record.identity} {cited.column}" for cited in found.cited]


def a_scan(*names: str, page: str = PAGE, host: str = "www.acme.example", hosts: tuple[str, ...] = ()) -> Evidence:
    """What a scan saw: nothing before a choice, a cookie of each name after it, and the hosts it contacted."""
    day = date(2026, 9, 20)
    sightings = tuple(Sighting(page, host, "cookie", name, "after_accept", None, day) for name in names)
    pages = ((page, "after_accept"), (page, "before_choice"))
    return Evidence(sources=(WebScan("EV-03", "scan.csv", day, sightings, ("www.acme.example", *hosts), pages=pages),))


def an_inventory(objects: int, *, unencrypted: bool | None = False) -> Evidence:
    """What an inventory of the clean dataset's folder lists."""
    day = date(2026, 10, 2)
    prefix = StoredPrefix("acme-data", "cli-01/batch-4", objects, 100 * objects, None, unencrypted)
    elsewhere = StoredPrefix("acme-data", "other", 1, 1, None, False)
    return Evidence(sources=(StorageInventory("EV-03", "inventory.csv", day, (prefix, elsewhere)),))
