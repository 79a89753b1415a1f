"""VEN: whether vendors are looked after: role, diligence, certificates, own uses, the end (GDPR Art. 28(1))."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.reference.calendars import is_older_than
from auditlib.reference.vocabularies import country_name, label_of
from auditlib.rulebook.among import exists, listed_in_words, named
from auditlib.rulebook.conditions import Condition, answer, every, known, negation, one_of, says_yes, yes_or_unknown
from auditlib.rulebook.links import all_parts, row_or_none
from auditlib.rulebook.rule import EVERY_REGIME, Noted, rule
from auditlib.rulebook.text import bare_name, name_with_remarks
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import readable
from auditlib.sheets.certifications import Certification
from auditlib.sheets.vendors import Vendor
from auditlib.wording import amount_in_words, day_in_words

is_active = one_of("status", "active")
is_processor = one_of("role", "processor", "subprocessor")
may_have_data = yes_or_unknown("processes_personal_data")
# "Low risk twice that", as the reference dates say of the age of due diligence.
_LOW_RISK_FACTOR = 2
_OWN_USES = {
    "uses_data_for_own_purposes": "uses the data for purposes of its own",
    "trains_models_on_data": "trains models on the data",
    "uses_data_for_marketing": "uses the data for its own marketing",
}


@rule(
    "VEN-07",
    "Every processor's list of sub-processors was read in the last twelve months",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 28(2)", "GDPR 28(4)", "EDPB Opinion 22/2024"),
    each=Vendor,
    applies=every(is_processor, is_active),
)
def subprocessor_list_not_read(vendor: Vendor, view: View) -> Iterator[Noted]:
    """A controller knows who stands behind its processors, and can object to a change only if it hears of it.

    Fix: read the vendor's list, and enter where it is and the day you read it.
    """
    yield from all_parts(_list_not_stated(vendor), _list_read_long_ago(vendor, view))


def _list_not_stated(vendor: Vendor) -> Iterator[Noted]:
    if vendor.is_blank("subprocessor_list_ref"):
        yield Noted("subprocessor_list_ref", "states no list of its sub-processors")


def _list_read_long_ago(vendor: Vendor, view: View) -> Iterator[Noted]:
    read_on, months = vendor.subprocessor_list_checked_on, view.limit("house_subprocessor_list")
    if read_on is None:
        yield Noted("subprocessor_list_checked_on", "states no day on which its list of sub-processors was read")
    elif is_older_than(read_on, months, view.as_of):
        text = f"had its list of sub-processors read on {day_in_words(read_on)}, more than {months} months ago"
        text = f"{text} ({view.origin_of_limit('house_subprocessor_list')})"
        yield Noted("subprocessor_list_checked_on", text)


@rule(
    "VEN-08",
    "Every processor's due diligence is recent",
    severity=Severity.MEDIUM,
    force=Force.PRACTICE,
    cites=("GDPR 28(1)", "GDPR 24", "GDPR 32(1)(d)"),
    each=Vendor,
    applies=every(is_processor, is_active),
)
def due_diligence_too_old(vendor: Vendor, view: View) -> Iterator[Noted]:
    """A controller uses only processors that give sufficient guarantees, and looks again from time to time.

    Fix: look at the vendor again and enter the day; the longer time for a low risk needs that tier to be stated.
    """
    looked_on, months = vendor.due_diligence_on, view.limit("house_due_diligence")
    if looked_on is None:
        yield Noted("due_diligence_on", "states no due diligence")
        return
    if is_older_than(looked_on, months, view.as_of) and vendor.risk_tier == "low":
        months *= _LOW_RISK_FACTOR
    if is_older_than(looked_on, months, view.as_of):
        text = f"was last looked at on {day_in_words(looked_on)}, more than {amount_in_words(months, 'months')} ago"
        text = f"{text} ({view.origin_of_limit('house_due_diligence')})"
        yield Noted("due_diligence_on", text, also=((vendor, "risk_tier"),))


def belongs_to_an_active_vendor(certificate: Record, view: View) -> bool:
    """Whether the certificate is of a vendor whose service goes on; that of a group company is not."""
    vendor = row_or_none(certificate, "vendor_id", Vendor, view)
    return vendor is not None and is_active(vendor, view)


@rule(
    "VEN-09",
    "Every certificate relied on is in force",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 28(1)", "GDPR 28(5)", "GDPR 32"),
    each=Certification,
    applies=every(negation(one_of("kind", "dpf")), belongs_to_an_active_vendor),
)
def certificate_ran_out(certificate: Certification, view: View) -> Iterator[Noted]:
    """A certificate shows nothing about the time after it ran out or was withdrawn.

    Fix: ask the vendor for the next certificate and enter it, or no longer rely on the old one.
    """
    expires_on, last_day = certificate.expires_on, view.period.ends_on
    if expires_on is not None and expires_on < last_day:
        text = f"ran out on {day_in_words(expires_on)}, and no later one is recorded"
        yield from _unless_replaced(certificate, _expires_after(expires_on), Noted("expires_on", text), view)
    elif (status := known(certificate, "status")) != "active":
        in_force = every(one_of("status", "active"), _expires_after(last_day - timedelta(days=1)))
        text = f"is “{label_of('certification_status', status).lower()}”, and no other one in force is recorded"
        yield from _unless_replaced(certificate, in_force, Noted("status", text), view)
    else:
        known(certificate, "expires_on")


def _expires_after(day: date) -> Condition:
    return lambda certificate, _view: known(certificate, "expires_on") > day


def _unless_replaced(certificate: Certification, replaces: Condition, note: Noted, view: View) -> Iterator[Noted]:
    """What is noted of a certificate, unless the vendor has another one of the kind that counts in its place."""
    kind, vendor_id = known(certificate, "kind"), known(certificate, "vendor_id")
    others = (row for row in view.register.naming(vendor_id, "certifications.vendor_id") if row is not certificate)
    if not exists(others, every(one_of("kind", kind), replaces), view):
        which = f"({label_of('certification_kind', kind)} of {named(Vendor, vendor_id, view)})"
        yield replace(note, message=f"{which} {note.message}")


@rule(
    "VEN-10",
    "Every vendor's role is stated and agrees with its own terms",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 4(7)-(8)", "GDPR 26", "GDPR 28", "EDPB Guidelines 07/2020"),
    each=Vendor,
    applies=says_yes("processes_personal_data"),
)
def vendor_role_unclear(vendor: Vendor, _view: View) -> Iterator[Noted]:
    """The role decides which contract is needed; what a vendor does decides its role, and its terms show it.

    Fix: decide with the vendor which role it has, and have contract and register say the same.
    """
    if vendor.is_blank("role"):
        yield Noted("role", "states no role of the vendor")
        return
    role, claimed = known(vendor, "role"), vendor.terms_role
    if claimed is not None and claimed != role and not {role, claimed} <= {"processor", "subprocessor"}:
        entered, own = (label_of("vendor_role", one).lower() for one in (role, claimed))
        yield Noted("terms_role", f"is entered as {entered}; its own terms say {own}", also=((vendor, "role"),))


@rule(
    "VEN-13",
    "Every vendor with personal data belongs to an activity",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 30(1)(d)",),
    each=Vendor,
    applies=every(may_have_data, is_active),
)
def vendor_in_no_activity(vendor: Vendor, view: View) -> Iterator[Noted]:
    """A vendor that no activity names is a recipient the record leaves out.

    Fix: add the vendor to the activities that use it, or end its row.
    """
    if not view.register.pointing_at(vendor, "processing_activities.vendor_ids"):
        yield Noted("vendor_id", "is in no processing activity")


def has_proof(disposal: Record, _view: View) -> bool:
    """Whether a disposal was finished and refers to a certificate or log."""
    return known(disposal, "outcome") == "completed" and disposal.value_of("certificate_ref") is not None


@rule(
    "VEN-15",
    "Every vendor that left deleted or returned the data",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(g)",),
    each=Vendor,
    applies=every(one_of("status", "ended"), may_have_data, is_processor),
)
def data_left_with_vendor(vendor: Vendor, view: View) -> Iterator[Noted]:
    """At the end of the service a processor deletes or returns the data; what stays with it stays exposed.

    Fix: ask the vendor for proof of deletion or return, and enter it on the disposals sheet.
    """
    disposals = view.register.pointing_at(vendor, "disposals.vendor_id")
    if not exists(disposals, has_proof, view):
        ended = f"left on {day_in_words(vendor.ended_on)}" if vendor.ended_on else "left"
        also = tuple((disposal, "certificate_ref") for disposal in disposals)
        yield Noted("status", f"{ended}, and no proof of deletion or return is recorded", also=also)


@rule(
    "VEN-16",
    "No vendor is recorded twice",
    severity=Severity.LOW,
    force=Force.PRACTICE,
    cites=("GDPR 5(1)(d)",),
    each=Vendor,
    regimes=EVERY_REGIME,
)
def vendor_recorded_twice(vendor: Vendor, view: View) -> Iterator[Noted]:
    """Two rows for one company drift apart, and each shows half of what it does.

    Fix: keep one of the rows and correct the ids that name the other.
    """
    legal_name: str = known(vendor, "legal_name")
    if not bare_name(legal_name):
        raise NotAssessable(f"“{legal_name}” names no company", vendor.place_of("legal_name"))
    by_country = view.once(_by_name_and_country)[name_with_remarks(legal_name)]
    named_so = {identity for vendors in by_country.values() for identity in vendors[:2]}
    if named_so == {vendor.identity}:
        return
    country = known(vendor, "country")
    twin = next((identity for identity in by_country[country] if identity != vendor.identity), None)
    if twin is not None:
        text = f"agrees with {twin} in legal name and country ({country_name(country)})"
        also = tuple((row, "legal_name") for row in view.register.follow(Vendor, (twin,)))
        yield Noted("legal_name", text, twin, also=also)
    elif None in by_country:
        raise NotAssessable("a vendor of the same name states no country")


def _by_name_and_country(view: View) -> Mapping[str, Mapping[object, list[str]]]:
    """The ids of vendors by name and country, in order: each row needs no more of its twins than the first two."""
    groups: dict[str, dict[object, list[str]]] = {}
    for vendor in sorted(view.register.all(Vendor), key=lambda vendor: vendor.identity):
        if name := readable(vendor, "legal_name"):
            same = groups.setdefault(name_with_remarks(str(name)), {}).setdefault(readable(vendor, "country"), [])
            if vendor.identity not in same[-1:]:
                same.append(vendor.identity)
    return groups


@rule(
    "VEN-19",
    "No processor uses the data for purposes of its own",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 28(3)(a)", "GDPR 28(10)"),
    each=Vendor,
    applies=every(is_processor, is_active),
)
def vendor_uses_data_itself(vendor: Vendor, _view: View) -> Iterator[Noted]:
    """A processor that decides on uses of its own becomes a controller for them, without a basis of its own.

    Fix: switch the use off or have the contract rule it out, or treat the vendor as controller for it.
    """
    used = [column for column in _OWN_USES if vendor.value_of(column) is Answer.YES]
    if used:
        text = listed_in_words(_OWN_USES[column] for column in used)
        yield Noted(used[0], text, also=tuple((vendor, column) for column in used[1:]))
        return
    for column in _OWN_USES:
        answer(vendor, column)
