"""ROP: where rows of the record of processing contradict each other or say too little (GDPR Art. 30)."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.reference.adequacy import protected_area
from auditlib.rulebook.among import exists, noted_of_each
from auditlib.rulebook.conditions import (
    Condition,
    contains_any,
    every,
    is_blank,
    is_set,
    known,
    negation,
    one_of,
    says_no,
    says_yes,
    some,
    yes_or_unknown,
)
from auditlib.rulebook.flows import goes_on, iso_country
from auditlib.rulebook.links import about_each, all_parts, row_named
from auditlib.rulebook.rule import EVERY_REGIME, Noted, rule
from auditlib.rulebook.text import bare_name, general_phrase
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose
from auditlib.sheets.vendors import Vendor

is_controllers = one_of("role", "controller", "joint_controller")
is_active_controllers = every(is_controllers, one_of("status", "active"))
_FEWEST_WORDS = 4
_NOT_VENDORS = frozenset(
    ("internal_only", "internal_team", "group_company", "client", "partner", "authority", "professional_adviser")
)


@rule(
    "ROP-02",
    "Every controller activity names its controller and how to reach it",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 30(1)(a)", "GDPR Rec. 82"),
    each=ProcessingActivity,
    applies=is_active_controllers,
)
def controller_not_reachable(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """The record begins with the controller and its contact details.

    Fix: enter the id of the legal entity; on the organisation sheet, its legal name and an address or mailbox.
    """
    if activity.is_blank("entity_id"):
        yield Noted("entity_id", "names no controller")
        return
    entity = row_named(activity, "entity_id", Organisation, view)
    yield from all_parts(_without_name(entity), _without_address(entity, view))


def _without_name(entity: Organisation) -> Iterator[Noted]:
    if entity.is_blank("legal_name"):
        yield Noted(
            "entity_id", f"belongs to {entity.identity}, which states no legal name", also=((entity, "legal_name"),)
        )


def _without_address(entity: Organisation, view: View) -> Iterator[Noted]:
    if every(is_blank("address"), is_blank("contact_email"))(entity, view):
        also = ((entity, "address"), (entity, "contact_email"))
        yield Noted(
            "entity_id", f"belongs to {entity.identity}, which states no address and no mailbox", "contact", also
        )


@rule(
    "ROP-08",
    "Every controller activity states a purpose",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 30(1)(b)", "GDPR 5(1)(b)", "GDPR Rec. 39"),
    each=ProcessingActivity,
    applies=is_active_controllers,
)
def purpose_not_stated(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """The record states the purposes of each activity.

    Fix: add a row to the purposes sheet that names the activity and says why the data are used.
    """
    purposes = view.register.pointing_at(activity, "purposes.activity_id")
    if not exists(purposes, is_set("purpose"), view):
        yield Noted("activity_id", "states no purpose", also=tuple((purpose, "purpose") for purpose in purposes))


@rule(
    "ROP-09",
    "Every purpose is specific",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 5(1)(b)", "WP203", "DPC ROPA guidance"),
    each=Purpose,
    applies=is_set("purpose"),
)
def purpose_too_general(purpose: Purpose, _view: View) -> Iterator[Noted]:
    """A purpose that nobody can picture sets no limit to what is done with the data.

    Fix: say in plain words what is done and for what, such as “answer questions sent through the contact form”.
    """
    text = known(purpose, "purpose")
    if general_phrase(text, "purpose"):
        yield Noted("purpose", f"states a general phrase: “{text}”")
    elif len(text.split()) < _FEWEST_WORDS:
        yield Noted("purpose", f"states its purpose in fewer than four words: “{text}”")


@rule(
    "ROP-12",
    "Every category of personal data has a shared term",
    severity=Severity.LOW,
    force=Force.PRACTICE,
    cites=("GDPR 30(1)(c)",),
    each=DataCategory,
    regimes=EVERY_REGIME,
)
def shared_term_not_stated(category: DataCategory, _view: View) -> Iterator[Noted]:
    """Without a shared term the category cannot be compared with the policy.

    Fix: choose the closest term; where none fits, choose “other” and describe the category.
    """
    if category.is_blank("kind"):
        yield Noted("kind", "has no shared term")
    elif category.kind == "other" and category.is_blank("description"):
        yield Noted("description", "has the term “other” and no description")


@rule(
    "ROP-14",
    "Every vendor of an activity is covered by its stated recipients",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 30(1)(d)", "GDPR 13(1)(e)"),
    each=ProcessingActivity,
    applies=every(is_set("vendor_ids"), is_set("recipient_categories")),
)
def vendor_outside_recipients(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """A vendor whose services are no stated kind of recipient is a recipient the record leaves out.

    Fix: add the kind of recipient to the activity, or correct the services of the vendor.
    """

    def outside(vendor: Vendor) -> Iterator[Noted]:
        if set(known(vendor, "services")).isdisjoint(activity.recipient_categories):
            name = vendor.name or vendor.identity
            also = ((activity, "recipient_categories"), (vendor, "services"))
            yield Noted(
                "vendor_ids", f"uses {name}, whose services are no stated kind of recipient", vendor.identity, also
            )

    return about_each(activity, "vendor_ids", Vendor, view, outside)


@rule(
    "ROP-15",
    "Every recipient named in an activity is known",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 30(1)(d)", "GDPR 28(1)"),
    each=ProcessingActivity,
    applies=is_set("recipient_names"),
)
def recipient_not_in_register(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """A recipient by name that is neither vendor, client, partner, authority nor adviser has no contract behind it.

    Fix: add the company to the vendors sheet, or state which other kind of recipient it is.
    """
    if not _NOT_VENDORS.isdisjoint(activity.recipient_categories):
        return
    known_names = view.once(_names_of_vendors)
    for name in activity.recipient_names:
        if bare_name(name) not in known_names:
            yield Noted("recipient_names", f"names {name}, which is in no row of the vendors sheet", name)


def _names_of_vendors(view: View) -> frozenset[str]:
    spellings = ((vendor.name, vendor.legal_name, *vendor.aliases) for vendor in view.register.all(Vendor))
    return frozenset(bare_name(name) for names in spellings for name in names if name)


@rule(
    "ROP-16",
    "Every activity that sends data to third countries names them",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 30(1)(e)", "GDPR 44", "GDPR Rec. 101"),
    each=ProcessingActivity,
    applies=every(yes_or_unknown("has_third_country_transfers"), is_controllers),
)
def third_country_not_named(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """The record identifies the third country or international organisation.

    Fix: enter the countries, or a row in the transfers sheet; answer no where no data leave.
    """
    if not some(is_set("third_countries"), _has_transfer_to_a_country)(activity, view):
        yield Noted("third_countries", f"{_answer_in_words(activity)} on third-country transfers and names no country")


def _has_transfer_to_a_country(activity: Record, view: View) -> bool:
    return exists(view.register.pointing_at(activity, "transfers.activity_ids"), is_set("country"), view)


def _answer_in_words(activity: ProcessingActivity) -> str:
    if activity.is_blank("has_third_country_transfers"):
        return "gives no answer"
    return f"answers “{activity.has_third_country_transfers}”"


@rule(
    "ROP-17",
    "The transfer answer of an activity agrees with the transfers sheet",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 30(1)(e)",),
    each=ProcessingActivity,
    applies=says_no("has_third_country_transfers"),
)
def transfers_denied_but_listed(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """Two sheets give two answers to one question of the record.

    Fix: correct the answer of the activity, or end or correct the transfer.
    """

    def listed(transfer: Record) -> Iterator[Noted]:
        if goes_on(transfer, view):
            also = ((transfer, "activity_ids"),)
            text = f"answers “no” on third-country transfers, and transfer {transfer.identity} names it"
            yield Noted("has_third_country_transfers", text, transfer.identity, also)

    return noted_of_each(view.register.pointing_at(activity, "transfers.activity_ids"), listed)


@rule(
    "ROP-18",
    "Every processing activity states a retention period",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 30(1)(f)", "GDPR 5(1)(e)", "GDPR 13(2)(a)", "GDPR Rec. 39"),
    each=ProcessingActivity,
    applies=is_active_controllers,
)
def retention_not_stated(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """The record gives the envisaged time limits for erasure, where possible.

    Fix: add a row to the retention sheet that names the activity, or say why no limit can be given.
    """
    if every(negation(has_retention), is_blank("retention_not_stated_reason"))(activity, view):
        yield Noted("retention_not_stated_reason", "states no retention period, and no reason for having none")


def has_retention(activity: Record, view: View) -> bool:
    """Whether a row of the retention sheet names the activity."""
    return bool(view.register.pointing_at(activity, "retention.activity_ids"))


@rule(
    "ROP-19",
    "Every category of data in an activity has a retention period",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 30(1)(f)",),
    each=ProcessingActivity,
    applies=every(is_controllers, has_retention),
)
def category_without_retention(activity: ProcessingActivity, view: View) -> Iterator[Noted]:
    """Time limits are given for the different categories of data.

    Fix: add the category to a retention rule of the activity; a rule without categories covers all of them.
    """
    rows = view.register.pointing_at(activity, "retention.activity_ids")

    def not_covered(identity: str) -> Iterator[Noted]:
        covers_it = some(is_blank("data_category_ids"), contains_any("data_category_ids", identity))
        if not exists(rows, covers_it, view):
            also = tuple((row, "data_category_ids") for row in rows)
            yield Noted("data_category_ids", f"uses {identity}, which no retention rule covers", identity, also)

    return noted_of_each(dict.fromkeys(known(activity, "data_category_ids")), not_covered)


@rule(
    "ROP-21",
    "Every description of security measures says what is done",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 32(1)(a)-(d)", "DPC ROPA guidance"),
    each=ProcessingActivity,
    applies=is_set("security_description"),
)
def security_only_labelled(activity: ProcessingActivity, _view: View) -> Iterator[Noted]:
    """A label such as “industry standard” describes no measure.

    Fix: say what is done, such as access by role or encrypted storage, or enter the ids of the measures.
    """
    text = known(activity, "security_description")
    if general_phrase(text, "security") and activity.is_blank("security_measure_ids"):
        yield Noted("security_description", f"describes its security by a label only: “{text}”")


@rule(
    "ROP-05",
    "An organisation outside the EU or UK that targets people there names a representative",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 27(1)", "GDPR 30(1)(a)", "GDPR Rec. 80", "UK GDPR 27"),
    each=Organisation,
    applies=some(
        says_yes("targets_people_in_the_eu"),
        says_yes("targets_people_in_the_uk"),
    ),
)
def representative_not_stated(entity: Organisation, view: View) -> Iterator[Noted]:
    """Whoever offers goods or services there, or monitors behaviour, and has no establishment there, names one,
    unless the processing is occasional and low-risk, or the body public (Art. 27(2)).

    Fix: appoint a representative and enter name and contact, or state the establishment, or record the exemption as an
    exception.
    """
    yield from all_parts(
        _not_represented(entity, "eu", "the EU or EEA", view),
        _not_represented(entity, "uk", "the United Kingdom", view),
    )


def _not_represented(entity: Organisation, place: str, who: str, view: View) -> Iterator[Noted]:
    outside = every(says_yes(f"targets_people_in_the_{place}"), negation(_is_established(f"{place}_gdpr")))
    if not outside(entity, view):
        return
    name, contact = f"{place}_representative_name", f"{place}_representative_contact"
    if entity.is_blank(name):
        also = () if entity.has_cell(contact) else ((entity, contact),)
        yield Noted(name, f"targets people in {who} and names no representative there", place, also)
    elif entity.is_blank(contact):
        yield Noted(contact, f"targets people in {who} and states no contact of its representative there", place)


def _is_established(regime: str) -> Condition:
    """The main establishment, a branch or an office lies in the area of a regime; a blank list names no branch."""
    area = protected_area(regime)

    def lies_there(column: str, country: str) -> Condition:
        return lambda entity, _view: iso_country(country, entity, column) in area

    def has_its_seat_there(entity: Organisation, view: View) -> bool:
        return lies_there("country", known(entity, "country"))(entity, view)

    def has_a_branch_there(entity: Organisation, view: View) -> bool:
        branches = (lies_there("establishment_countries", country) for country in entity.establishment_countries)
        return some(*branches)(entity, view)

    return some(has_its_seat_there, has_a_branch_there)
