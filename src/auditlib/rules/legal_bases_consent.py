"""LAW: purposes that rest on consent, and direct marketing (GDPR Art. 7, 8, 9(2)(a) and 21)."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.rulebook.conditions import contains_any, every, known
from auditlib.rulebook.links import all_parts, of_activity, row_named, states
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.sheets.consent_mechanisms import ConsentMechanism
from auditlib.sheets.purposes import Purpose

rests_on_consent = states("legal_basis", "consent")
_ONLINE = ("cookie_banner", "web_form", "account_setting", "app_prompt")


def _way_of_asking(purpose: Purpose, view: View) -> ConsentMechanism:
    return row_named(purpose, "consent_mechanism_id", ConsentMechanism, view)


@rule(
    "LAW-08",
    "Every consent is recorded",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 7(1)", "GDPR Rec. 42"),
    each=Purpose,
    applies=rests_on_consent,
)
def consent_not_recorded(purpose: Purpose, view: View) -> Iterator[Noted]:
    """The controller has to be able to show that the person agreed.

    Fix: enter how consent is asked; in its row, enter where given consents are recorded.
    """
    if purpose.is_blank("consent_mechanism_id"):
        yield Noted("consent_mechanism_id", "rests on consent and does not say how it is asked and recorded")
        return
    asking = _way_of_asking(purpose, view)
    if asking.is_blank("record_ref"):
        text = f"rests on consent asked by {asking.identity}, which names no record of the consents given"
        yield Noted("consent_mechanism_id", text, also=((asking, "record_ref"),))


@rule(
    "LAW-09",
    "Every consent can be withdrawn",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 7(3)", "GDPR 13(2)(c)"),
    each=Purpose,
    applies=rests_on_consent,
)
def withdrawal_not_stated(purpose: Purpose, view: View) -> Iterator[Noted]:
    """People may withdraw consent at any time and are told how before they give it.

    Fix: enter how consent is asked; in its row, enter how it is withdrawn.
    """
    if purpose.is_blank("consent_mechanism_id"):
        yield Noted("consent_mechanism_id", "rests on consent and does not say how it is withdrawn")
        return
    asking = _way_of_asking(purpose, view)
    if asking.is_blank("withdrawal_route"):
        text = f"rests on consent asked by {asking.identity}, which states no way to withdraw it"
        yield Noted("consent_mechanism_id", text, also=((asking, "withdrawal_route"),))


@rule(
    "LAW-13",
    "Explicit consent is explicit and recorded",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 9(2)(a)", "GDPR 7(1)"),
    each=Purpose,
    applies=states("special_category_condition", "explicit_consent"),
)
def explicit_consent_not_shown(purpose: Purpose, view: View) -> Iterator[Noted]:
    """Consent allows the use of special categories only where it is explicit and can be shown.

    Fix: enter how consent is asked; in its row, where given consents are recorded and whether they are explicit.
    """
    if purpose.is_blank("consent_mechanism_id"):
        yield Noted("consent_mechanism_id", "rests on explicit consent and does not say how it is asked")
        return
    asking = _way_of_asking(purpose, view)
    yield from all_parts(_not_recorded(asking), _not_explicit(asking))


def _not_recorded(asking: ConsentMechanism) -> Iterator[Noted]:
    if asking.is_blank("record_ref"):
        text = f"rests on explicit consent asked by {asking.identity}, which names no record of the consents given"
        yield Noted("consent_mechanism_id", text, "record_ref", also=((asking, "record_ref"),))


def _not_explicit(asking: ConsentMechanism) -> Iterator[Noted]:
    if asking.is_explicit is not Answer.YES:
        text = f"rests on explicit consent asked by {asking.identity}, where consent is not stated to be explicit"
        yield Noted("consent_mechanism_id", text, "is_explicit", also=((asking, "is_explicit"),))


def _is_asked_online(purpose: Purpose, view: View) -> bool:
    return known(_way_of_asking(purpose, view), "kind") in _ONLINE


@rule(
    "LAW-16",
    "Children's consent to an online service is checked by age",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 8(1)", "GDPR Rec. 38"),
    each=Purpose,
    applies=every(rests_on_consent, of_activity(contains_any("data_subject_categories", "children")), _is_asked_online),
)
def age_not_checked(purpose: Purpose, view: View) -> Iterator[Noted]:
    """Below the age that each country sets (Art. 8(1)), a parent has to agree to an online service.

    Fix: in the row that says how consent is asked, enter how age or the consent of a parent is checked.
    """
    asking = _way_of_asking(purpose, view)
    if asking.is_blank("age_check"):
        text = f"rests on the consent of children asked online by {asking.identity}, which states no check of age"
        yield Noted("consent_mechanism_id", text, also=((asking, "age_check"),))


@rule(
    "LAW-19",
    "Every direct marketing purpose has a ground and a way out",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 21(2)-(3)", "ePrivacy 13", "PECR 22", "GDPR Rec. 70"),
    each=Purpose,
    applies=states("kind", "direct_marketing"),
)
def marketing_not_grounded(purpose: Purpose, _view: View) -> Iterator[Noted]:
    """Messages need consent or an exception from it, and people may object at any time.

    Fix: choose the ground for the messages and say how a person opts out.
    """
    yield from all_parts(_no_way_to_object(purpose), _no_ground(purpose))


def _no_way_to_object(purpose: Purpose) -> Iterator[Noted]:
    if purpose.is_blank("objection_route"):
        yield Noted("objection_route", "is direct marketing and states no way to object")


def _no_ground(purpose: Purpose) -> Iterator[Noted]:
    if purpose.marketing_basis in {None, "none"}:
        yield Noted("marketing_basis", "is direct marketing and states no ground for the messages")
