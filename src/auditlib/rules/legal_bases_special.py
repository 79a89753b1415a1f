"""LAW: special categories of data and data on offences (GDPR Art. 9 and 10; DPA 2018 Sch. 1)."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.rulebook.conditions import answer, every, one_of, some
from auditlib.rulebook.links import all_parts, of_activity, states
from auditlib.rulebook.rule import UK, Noted, rule
from auditlib.rulebook.sensitive import uses_criminal_data, uses_special_data
from auditlib.rulebook.stated import must_state
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.sheets.purposes import Purpose

is_controllers = one_of("role", "controller", "joint_controller")
# Sch. 1 Pt 1 paras 2 to 4 ask for no policy document.
_WITHOUT_POLICY_DOCUMENT = ("health_or_social_care", "public_health", "archiving_research_and_statistics")
_WITH_POLICY_DOCUMENT = ("employment_and_social_security", "substantial_public_interest")
_UNDER_SCHEDULE_1 = (*_WITH_POLICY_DOCUMENT, *_WITHOUT_POLICY_DOCUMENT)

STATED = (
    must_state(
        "LAW-12",
        "Special-category data are used only under an Article 9 condition",
        "special_condition_not_stated",
        "special_category_condition",
        message="uses special categories of data and states no condition of Article 9",
        severity=Severity.CRITICAL,
        cites=("GDPR 9(1)", "GDPR 9(2)", "GDPR Rec. 51", "GDPR Rec. 52", "GDPR Rec. 53", "GDPR Rec. 54"),
        each=Purpose,
        applies=of_activity(every(is_controllers, one_of("status", "active"), uses_special_data)),
        why="Data on health, beliefs, origin and the like may not be used unless a condition of Article 9(2) is met.",
        fix="Choose the condition that is met, or take the data out of the activity.",
    ),
    must_state(
        "LAW-15",
        "Criminal-offence data are used only with authority in law",
        "criminal_authority_not_stated",
        "criminal_data_authority",
        message="uses data on criminal convictions or offences and names no law that allows it",
        severity=Severity.CRITICAL,
        cites=("GDPR 10",),
        each=Purpose,
        applies=of_activity(every(is_controllers, uses_criminal_data)),
        why="Such data may be used only under official authority or where a law with safeguards allows it.",
        fix="Name the law, or take the data out of the activity.",
    ),
)


@rule(
    "LAW-14",
    "UK: sensitive data under Schedule 1 have a condition and a policy document",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("DPA 2018 s.10", "DPA 2018 s.11", "DPA 2018 Sch. 1 Pt 4"),
    each=Purpose,
    applies=some(states("special_category_condition", *_UNDER_SCHEDULE_1), of_activity(uses_criminal_data)),
    regimes=(UK,),
)
def schedule_1_not_met(purpose: Purpose, _view: View) -> Iterator[Noted]:
    """UK law asks for a condition of Schedule 1 too, and for most of them a policy document that is followed.

    Fix: enter the condition with its paragraph, the policy document, and the reasons where it is not followed; where
    the condition asks for no policy document, say so in the reasons.
    """
    yield from all_parts(_no_condition(purpose), _no_document(purpose), _document_not_followed(purpose))


def _no_condition(purpose: Purpose) -> Iterator[Noted]:
    if purpose.is_blank("uk_schedule_1_condition"):
        yield Noted("uk_schedule_1_condition", "uses sensitive data and states no condition of Schedule 1")


def _needs_document(purpose: Purpose) -> bool:
    return purpose.special_category_condition not in _WITHOUT_POLICY_DOCUMENT


def _no_document(purpose: Purpose) -> Iterator[Noted]:
    if not _needs_document(purpose) or not purpose.is_blank("appropriate_policy_document_ref"):
        return
    text = "uses sensitive data and refers to no appropriate policy document"
    if purpose.special_category_condition in _WITH_POLICY_DOCUMENT:
        yield Noted("appropriate_policy_document_ref", text)
    elif purpose.is_blank("policy_document_departure_reason"):
        # Some conditions for data on offences, such as consent and legal claims, ask for none.
        text = f"{text}; whether its condition asks for one is not stated"
        also = ((purpose, "uk_schedule_1_condition"),)
        yield Noted("appropriate_policy_document_ref", text, also=also)


def _document_not_followed(purpose: Purpose) -> Iterator[Noted]:
    if not purpose.is_blank("policy_document_departure_reason"):
        return
    column = "follows_policy_document"
    follows = answer(purpose, column) if _needs_document(purpose) else purpose.value_of(column)
    if follows is Answer.NO:
        text = "does not follow its appropriate policy document and gives no reason"
        yield Noted("policy_document_departure_reason", text, also=((purpose, "follows_policy_document"),))
