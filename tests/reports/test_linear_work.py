"""The tables that show findings beside rows take work in proportion to the records: twice as many, twice the steps."""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from types import FrameType

import pytest

from auditlib.reports.examined import Examined
from auditlib.reports.retention import disposals, holds, schedule
from auditlib.reports.rights_and_incidents import breaches, complaints, late, rates, requests, screening
from auditlib.reports.vendors_and_transfers import chains, contracts, places, transfers, vendors
from auditlib.tables import Table
from tests.many_records import many_records
from tests.reports.examining import examined_case
from tests.rules.making import a_case

TABLES = (
    chains.certificates, chains.chains, contracts.expiries, places.places, transfers.transfers,
    transfers.without_the_framework, vendors.vendors,
    disposals.datasets, disposals.disposals, holds.holds, holds.without_rule, schedule.due, schedule.schedule,
    breaches.notices, breaches.record, complaints.complaints, late.counted, late.late, rates.on_time,
    requests.requests, screening.screening,
)  # fmt: skip
# What is done once for all rows makes the ratio smaller than two; a scan of all records for each would make it three.
MOST = 2.05


@cache
def a_large_register(records: int) -> Examined:
    """So many records with findings among them, and with clients stated for each sub-processor.

    A sub-processor that names no client stands once for each, which is as many lines as both numbers multiplied.
    """
    rows = many_records(records)
    rows["transfers"] = [{**row, "mechanism": ""} for row in rows["transfers"]]
    pairs = zip(rows["subprocessors"], rows["clients"], strict=True)
    rows["subprocessors"] = [{**row, "client_ids": client["client_id"]} for row, client in pairs]
    case = a_case(rows)
    (entity,) = case.entities
    found = examined_case(replace(case, organisation=entity), ("VEN", "TRA", "RET", "DSR", "BRE", "DPI"))
    assert len(found.audit.findings) > records // 20
    return found


def steps(make: Callable[[Examined], Table], found: Examined) -> int:
    """How many instructions Python runs to make a table; what a function in C does within counts as one."""
    count = 0

    def counted(frame: FrameType, _event: str, _arg: object) -> Callable[..., object]:
        nonlocal count
        count += 1
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        make(found)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("make", TABLES, ids=lambda make: f"{make.__module__.rpartition('.')[2]}.{make.__name__}")
def test_twice_the_records_take_twice_the_steps(make: Callable[[Examined], Table]) -> None:
    # Once before, so that facts of law are read and indexes built by neither of the two that are compared.
    half, whole = a_large_register(500), a_large_register(1_000)
    make(half), make(whole)
    assert len(make(half).rows) <= len(make(whole).rows)
    assert steps(make, whole) < MOST * steps(make, half)
