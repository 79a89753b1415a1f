"""LAW: where the legal basis of a purpose does not fit what else the register says (GDPR Art. 5, 6, 13 and 21)."""

from collections.abc import Iterator, Mapping
from itertools import product

from auditlib.findings import Force, Severity
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.among import noted_of_each
from auditlib.rulebook.conditions import Condition, answer, every, is_set, known, one_of
from auditlib.rulebook.links import activity_of, entity_behind, of_activity, row_or_none, states
from auditlib.rulebook.rule import UK, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.sheets.assessments import Assessment
from auditlib.sheets.purposes import Purpose
from auditlib.wording import day_in_words

# Whose data they are tells that the person is rarely a party: they act for a company, or never meet the controller.
_RARELY_PARTIES = frozenset(
    ("client_contacts", "vendor_contacts", "partner_contacts", "people_in_datasets", "website_visitors")
)
_RIGHT_OF_BASIS = {
    "consent": ("consent_withdrawal", "withdraw consent"),
    "legitimate_interests": ("objection", "object"),
    "public_task": ("objection", "object"),
}
has_basis: Condition = is_set("legal_basis")


@rule(
    "LAW-02",
    "Each purpose rests on one legal basis",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 5(1)(a)", "GDPR 13(1)(c)", "WP259 rev.01 para 121"),
    each=Purpose,
    applies=has_basis,
)
def two_bases_for_one_purpose(purpose: Purpose, view: View) -> Iterator[Noted]:
    """The basis is chosen beforehand; a second one in reserve leaves people in doubt about their rights.

    Fix: keep one basis for the purpose, or split the purpose where its parts rest on different grounds.
    """
    activity_id, text = known(purpose, "activity_id"), _text(purpose)
    rows = view.once(_by_activity_and_purpose)
    alike = dict.fromkeys(product((activity_id, None), (text, "", None)))
    others = [other for key in alike for other in rows.get(key, {}).values()]
    yield from noted_of_each(others, lambda other: _second_basis(purpose, other))


def _second_basis(purpose: Purpose, other: Purpose) -> Iterator[Noted]:
    first, second = known(purpose, "legal_basis"), other.legal_basis
    if second in {None, first}:
        return
    if other.activity_id == purpose.activity_id and _text(other) in {_text(purpose), ""}:
        ours, theirs = (label_of("legal_basis", str(value)).lower() for value in (first, second))
        text = f"rests on {ours}, and {other.identity} on {theirs} for the same purpose"
        yield Noted("legal_basis", text, str(second), also=((other, "legal_basis"),))


def _by_activity_and_purpose(view: View) -> Mapping[tuple[str | None, str | None], Mapping[object, Purpose]]:
    """The first row of each basis by activity and purpose, None where the cell cannot be read."""
    groups: dict[tuple[str | None, str | None], dict[object, Purpose]] = {}
    for row in view.register.all(Purpose):
        activity_id = None if row.is_unreadable("activity_id") else row.activity_id or ""
        text = None if row.is_unreadable("purpose") else _text(row)
        basis = row.raw_of("legal_basis") if row.is_unreadable("legal_basis") else row.legal_basis
        groups.setdefault((activity_id, text), {}).setdefault(basis, row)
    return groups


def _text(purpose: Purpose) -> str:
    return " ".join((purpose.purpose or "").casefold().split())


@rule(
    "LAW-03",
    "Every legal basis is one the law knows",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 6(1)", "UK GDPR 6(1)(ea)"),
    each=Purpose,
    applies=has_basis,
)
def basis_unknown_to_law(purpose: Purpose, view: View) -> Iterator[Noted]:
    """The list of Article 6(1) is closed; the UK alone has added recognised legitimate interests.

    Fix: choose a ground of Article 6(1), in the UK also a recognised legitimate interest; keep what was said before in
    the description of the activity.
    """
    basis = known(purpose, "legal_basis")
    if basis == "other":
        yield Noted("legal_basis", "names a legal basis that Article 6 does not know")
    elif basis == "recognised_legitimate_interest":
        entity = entity_behind(purpose, view)
        if UK not in entity.regimes:
            text = f"rests on a recognised legitimate interest, known to UK law only; {entity.identity} is not under it"
            yield Noted("legal_basis", text, also=((entity, "regimes"),))


@rule(
    "LAW-10",
    "A contract basis concerns a person who is party to the contract",
    severity=Severity.MEDIUM,
    force=Force.GUIDANCE,
    cites=("GDPR 6(1)(b)", "EDPB Guidelines 2/2019"),
    each=Purpose,
    applies=states("legal_basis", "contract"),
)
def person_is_no_contract_party(purpose: Purpose, view: View) -> Iterator[Noted]:
    """The basis covers a contract with the person; a contract with the company the person works for does not count.

    Fix: choose another basis, such as legitimate interests, or state that the person is a party.
    """
    said = purpose.data_subject_is_contract_party
    if said is Answer.NO:
        yield Noted("data_subject_is_contract_party", "rests on a contract to which the person is no party")
    elif said is Answer.UNKNOWN:
        activity = activity_of(purpose, view)
        if set(known(activity, "data_subject_categories")) <= _RARELY_PARTIES:
            text = f"rests on a contract; {activity.identity} concerns people who are rarely party to one"
            also = ((activity, "data_subject_categories"),)
            yield Noted("data_subject_is_contract_party", text, also=also)
        else:
            answer(purpose, "data_subject_is_contract_party")


@rule(
    "LAW-18",
    "The rights stated for an activity fit its legal bases",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 13(2)(b)-(c)", "GDPR 21(4)"),
    each=Purpose,
    applies=every(states("legal_basis", *_RIGHT_OF_BASIS), of_activity(is_set("rights_available"))),
)
def right_of_basis_not_stated(purpose: Purpose, view: View) -> Iterator[Noted]:
    """People may withdraw consent, and object to what rests on legitimate interests or a public task; they are told so.

    Fix: add the right to the activity, or correct the basis.
    """
    activity, basis = activity_of(purpose, view), known(purpose, "legal_basis")
    right, words = _RIGHT_OF_BASIS[basis]
    if right not in known(activity, "rights_available"):
        label = label_of("legal_basis", basis).lower()
        text = f"rests on {label}, and {activity.identity} does not state the right to {words}"
        yield Noted("legal_basis", text, also=((activity, "rights_available"),))


def _began_later(purpose: Purpose, view: View) -> bool:
    began, first = known(purpose, "started_on"), known(activity_of(purpose, view), "started_on")
    return bool(began > first)


@rule(
    "LAW-21",
    "Every later purpose was tested or announced before it began",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 5(1)(b)", "GDPR 6(4)", "GDPR 13(3)", "GDPR Rec. 50"),
    each=Purpose,
    applies=every(of_activity(one_of("role", "controller", "joint_controller")), _began_later),
)
def later_purpose_not_tested(purpose: Purpose, view: View) -> Iterator[Noted]:
    """Data collected for one purpose serve another only where it fits the first, and people are told beforehand.

    Fix: make a compatibility test and enter its id, or enter the day people were told. Where they were told late, this
    cannot be undone: record in the worklist why it happened and how it is prevented.
    """
    if row_or_none(purpose, "compatibility_assessment_id", Assessment, view):
        return
    began, told = known(purpose, "started_on"), purpose.notice_updated_on
    if told is None or told > began:
        was_told = f"people were told on {day_in_words(told)}" if told else "no day on which people were told"
        text = f"began later than its activity, on {day_in_words(began)}; it names no compatibility test and {was_told}"
        yield Noted("compatibility_assessment_id", text, also=((purpose, "notice_updated_on"), (purpose, "started_on")))
