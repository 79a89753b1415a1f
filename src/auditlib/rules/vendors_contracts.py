"""VEN: contracts with vendors: signed, in time, still running, with what they have to contain (GDPR Art. 28)."""

from collections.abc import Iterator
from datetime import timedelta

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.reference.vocabularies import label_of, vocabulary
from auditlib.rulebook.agreements import (
    clauses_missing,
    is_agreement,
    runs_on,
    signed_after,
    with_whom,
    without_agreement,
)
from auditlib.rulebook.among import exists, listed_in_words
from auditlib.rulebook.conditions import every, is_set, known, negation, one_of, says_yes, some
from auditlib.rulebook.links import row_or_none
from auditlib.rulebook.rule import CALIFORNIA, EVERY_REGIME, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import entity_of
from auditlib.sheets.contracts import Contract
from auditlib.sheets.vendors import Vendor
from auditlib.wording import amount_in_words, day_in_words

is_active = one_of("status", "active")
is_processor = one_of("role", "processor", "subprocessor")
is_vendor_agreement = every(is_agreement, is_set("vendor_id"))


def is_with_an_active_vendor(contract: Record, view: View) -> bool:
    """Whether the other side is a vendor whose service goes on."""
    vendor = row_or_none(contract, "vendor_id", Vendor, view)
    return vendor is not None and is_active(vendor, view)


@rule(
    "VEN-01",
    "Every vendor that acts as processor has a data processing agreement",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 28(3)", "GDPR 28(9)", "GDPR Rec. 81"),
    each=Vendor,
    applies=every(is_processor, says_yes("processes_personal_data"), is_active),
)
def vendor_without_agreement(vendor: Vendor, view: View) -> Iterator[Noted]:
    """Processing by a processor is governed by a contract in writing that binds it to the controller.

    Fix: sign the agreement; on the contracts sheet, enter the day it was signed and the document.
    """
    return without_agreement(vendor, view.register.pointing_at(vendor, "contracts.vendor_id"), view)


@rule(
    "VEN-02",
    "Every data processing agreement was signed before the service began",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)",),
    each=Vendor,
    applies=every(is_processor, is_set("started_on")),
)
def service_before_agreement(vendor: Vendor, view: View) -> Iterator[Noted]:
    """Processing is governed by the contract from its first day.

    Fix: correct the days. Where they are right, this cannot be undone: record in the worklist why it happened and how
    it is prevented.
    """
    started_on = known(vendor, "started_on")
    late = signed_after(started_on, view.register.pointing_at(vendor, "contracts.vendor_id"), view)
    if late:
        signed_on, contract = late
        text = f"began on {day_in_words(started_on)}, before its agreement was signed on {day_in_words(signed_on)}"
        yield Noted("started_on", text, also=((contract, "signed_on"),))


@rule(
    "VEN-03",
    "No vendor works under an expired contract",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)",),
    each=Contract,
    applies=every(is_agreement, is_set("ends_on"), is_with_an_active_vendor),
)
def vendor_contract_expired(contract: Contract, view: View) -> Iterator[Noted]:
    """A vendor that goes on working after its contract ended works without one.

    Fix: renew the agreement and enter it, or end the service and the vendor's row.
    """
    ends_on, last_day = known(contract, "ends_on"), view.period.ends_on
    if runs_on(contract, last_day):
        return
    others = view.register.naming(known(contract, "vendor_id"), "contracts.vendor_id")
    if not exists(others, every(is_agreement, lambda other, _view: runs_on(other, last_day)), view):
        text = f"ended on {day_in_words(ends_on)}, and no other agreement {with_whom(contract, view)} is in force"
        yield Noted("ends_on", text, also=((contract, "renews_automatically"),))


@rule(
    "VEN-04",
    "No vendor contract ends in the next ninety days",
    severity=Severity.INFO,
    force=Force.PRACTICE,
    cites=("GDPR 28(3)",),
    each=Contract,
    applies=every(is_set("ends_on"), negation(lambda row, _view: _renews(row)), is_with_an_active_vendor),
    regimes=EVERY_REGIME,
)
def vendor_contract_ends_soon(contract: Contract, view: View) -> Iterator[Noted]:
    """A contract that ends unnoticed leaves the vendor without one.

    Fix: renew the contract, or plan the end of the service and the return or deletion of the data.
    """
    ends_on = known(contract, "ends_on")
    warned_until = view.period.ends_on + timedelta(days=view.limit("house_contract_warning"))
    if view.period.ends_on <= ends_on <= warned_until:
        renewal = "does not renew" if contract.renews_automatically is Answer.NO else "is not stated to renew"
        text = f"{with_whom(contract, view)} ends on {day_in_words(ends_on)} and {renewal}"
        yield Noted("ends_on", text, also=((contract, "renews_automatically"),))


def _renews(contract: Record) -> bool:
    return contract.value_of("renews_automatically") is Answer.YES


@rule(
    "VEN-05",
    "Every data processing agreement with a vendor holds the eight clauses",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(a)-(h)",),
    each=Contract,
    applies=is_vendor_agreement,
)
def vendor_clause_missing(contract: Contract, view: View) -> Iterator[Noted]:
    """The law lists what the contract of a processor has to contain; a clause counts once somebody has found it there.

    Fix: have the clause added, or read the contract and enter yes.
    """
    return clauses_missing(contract, view)


@rule(
    "VEN-06",
    "Every data processing agreement states its particulars",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 28(3)",),
    each=Contract,
    applies=is_agreement,
)
def particulars_not_stated(contract: Contract, view: View) -> Iterator[Noted]:
    """The contract sets out what is processed, for how long and why, which data they are, and whose.

    Fix: fill in the annex of the agreement, and enter which particulars it states.
    """
    missing = [term for term in vocabulary("contract_particular") if term not in contract.stated_particulars]
    if missing:
        words = listed_in_words((label_of("contract_particular", term).lower() for term in missing), "or")
        yield Noted("stated_particulars", f"{with_whom(contract, view)} is not stated to name {words}")


@rule(
    "VEN-17",
    "Every contract with a processor sets a short time for reporting a breach",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 28(3)(f)", "GDPR 33(2)", "GDPR Rec. 85", "EDPB Guidelines 9/2022"),
    each=Contract,
    applies=is_vendor_agreement,
)
def breach_notice_too_long(contract: Contract, view: View) -> Iterator[Noted]:
    """A processor reports without undue delay; the law names no hours, and the house limit leaves time to act.

    Fix: agree a time within the house limit, and enter the hours that the contract states.
    """
    hours, longest = contract.breach_notice_hours, view.limit("house_vendor_breach_notice")
    whose = with_whom(contract, view)
    if hours is None:
        yield Noted("breach_notice_hours", f"{whose} states no time for reporting a breach")
    elif hours > longest:
        text = (
            f"{whose} allows {amount_in_words(hours, 'hours')} for reporting a breach,"
            f" more than {longest} ({view.origin_of_limit('house_vendor_breach_notice')})"
        )
        yield Noted("breach_notice_hours", text)


def is_under_californian_law(contract: Record, view: View) -> bool:
    """Whether the entity that signed is a business or a service provider under the CCPA."""
    entity = entity_of(contract, view.case.register)
    if entity is None:
        raise NotAssessable("which legal entity signed is not stated", contract.place_of("entity_id"))
    return some(says_yes("meets_ccpa_thresholds"), says_yes("acts_as_ccpa_service_provider"))(entity, view)


@rule(
    "VEN-18",
    "Contracts covering Californian data hold the terms California asks for",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("CCPA regs 7051(a)", "Civ. Code 1798.100(d)"),
    each=Contract,
    applies=every(is_vendor_agreement, is_under_californian_law),
    regimes=(CALIFORNIA,),
)
def californian_terms_missing(contract: Contract, view: View) -> Iterator[Noted]:
    """Without the terms that California lists, the vendor is a third party and not a service provider.

    Fix: have the terms added, or read the contract and enter yes.
    """
    if contract.has_ccpa_terms is Answer.NO:
        yield Noted("has_ccpa_terms", f"{with_whom(contract, view)} lacks the terms California asks for")
    elif contract.has_ccpa_terms is not Answer.YES:
        text = f"{with_whom(contract, view)} does not state whether it holds the terms California asks for"
        yield Noted("has_ccpa_terms", text)
