"""POL: whether the policy in force says what it has to say (GDPR Art. 13 and 14; CCPA regs 7011)."""

from collections.abc import Iterator

from auditlib.errors import NotAssessable
from auditlib.findings import Force, Severity
from auditlib.reference.vocabularies import label_of
from auditlib.rulebook.among import exists
from auditlib.rulebook.conditions import Condition, every, is_set, known, says_yes, some
from auditlib.rulebook.links import all_parts, entity_behind, row_named
from auditlib.rulebook.plain_reading import contains, mailboxes_in, says_in_one_sentence
from auditlib.rulebook.policies import is_in_force, statements_of
from auditlib.rulebook.rule import CALIFORNIA, Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.record import Record
from auditlib.scope import OTHER_SOURCES
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_versions import PolicyVersion
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose
from auditlib.sheets.retention import Retention
from auditlib.sheets.transfers import Transfer

is_policy_in_force = is_in_force("privacy_policy")
_RIGHTS = ("access", "rectification", "erasure", "restriction", "portability", "objection", "complaint_to_authority")
# Words of a plain reading: what the sentence is about, and what it says of it.
_COPY = (r"cop(?:y|ies)", r"safeguards?|clauses?|transfers?|agreements?|addend(?:um|a)")
_MUST_GIVE = (r"provide|give|supply", r"must|required|need to|obliged|mandatory|statutory|voluntary|optional")
_AUTOMATED = (r"automated|automatically", r"decisions?|decid\w+|profiling")
_SALE = (r"sell|sells|sold|share|shares|shared", r"personal (?:information|data)")
_NAMED_SOURCES = (r"from", r"clients?|customers?|vendors?|suppliers?|partners?|public\w*|brokers?|third[- ]part\w+")


def some_row_has(kind: type[Record], condition: Condition) -> Condition:
    """One row of a sheet that may belong to the legal entity of the record fulfils the condition."""

    def holds(record: Record, view: View) -> bool:
        own = view.beside(entity_behind(record, view))
        return exists(own.register.all(kind), condition, own)

    return holds


def names_other_sources(activity: ProcessingActivity, _view: View) -> bool:
    """Whether an activity takes data from others than the person; one that names no source does not say so."""
    return not OTHER_SOURCES.isdisjoint(activity.source_kinds)


def goes_on(transfer: Transfer, view: View) -> bool:
    """Whether a transfer has not ended by the day of the report."""
    return transfer.ended_on is None or transfer.ended_on >= view.as_of


@rule(
    "POL-09",
    "The policy states periods where the register has them",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 13(2)(a)", "WP260 rev.01"),
    each=PolicyVersion,
    applies=every(is_policy_in_force, some_row_has(Retention, is_set("period"))),
)
def periods_not_in_policy(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """People are told how long their data are kept; where that is known, “as long as necessary” tells them nothing.

    Fix: publish the periods of the retention sheet and accept the statements.
    """
    statements = [row for row in statements_of(version, view) if row.kind == "retains"]
    if all(statement.stated_period is None for statement in statements):
        also = tuple((statement, "stated_period") for statement in statements)
        yield Noted("policy_version_id", "states no retention period, though the register has some", also=also)


@rule(
    "POL-10",
    "The policy names third countries, safeguards and how to get a copy",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 13(1)(f)", "GDPR 14(1)(f)", "WP260 rev.01"),
    each=PolicyVersion,
    applies=every(is_policy_in_force, some_row_has(Transfer, goes_on)),
)
def transfers_not_in_policy(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """Art. 13(1)(f) asks that people be told of transfers, their safeguard and how to get a copy of it.

    That the third countries be named is guidance (WP260).

    Fix: name countries and safeguards in the policy, say how to get a copy, and accept the statements.
    """
    yield from all_parts(_countries_and_safeguards(version, view), _copy(version, view))


def _countries_and_safeguards(version: PolicyVersion, view: View) -> Iterator[Noted]:
    statements = [row for row in statements_of(version, view) if row.kind == "transfers"]
    if not any(row.stated_countries for row in statements):
        text = "names no third country, as WP260 asks where transfers go on"
        yield Noted("policy_version_id", text, "countries", force=Force.GUIDANCE)
    if not any(row.terms and row.vocabulary == "transfer_mechanism" for row in statements):
        yield Noted("policy_version_id", "names no safeguard of transfers, though transfers go on", "safeguards")


def _copy(version: PolicyVersion, view: View) -> Iterator[Noted]:
    if not says_in_one_sentence(view.policy_of(version).text, *_COPY):
        yield Noted("policy_version_id", "does not say how to get a copy of the safeguards", "copy")


@rule(
    "POL-11",
    "The policy names every right",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 13(2)(b)-(d)", "GDPR 14(2)(c)-(e)"),
    each=PolicyVersion,
    applies=is_policy_in_force,
)
def right_not_in_policy(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """People are told of every right they have, also of those they seldom use.

    Fix: name the right in the policy and accept the statement.
    """
    named = {term for row in statements_of(version, view) if row.kind == "rights" for term in row.terms}
    for right in _RIGHTS:
        if right not in named:
            yield _missing(right)
    if "consent_withdrawal" in named:
        return
    if some_row_has(Purpose, rests_on_consent)(version, view):
        yield _missing("consent_withdrawal")


def rests_on_consent(purpose: Purpose, _view: View) -> bool:
    """Whether a purpose rests on consent; one without a legal basis does not say."""
    return purpose.legal_basis == "consent"


def _missing(right: str) -> Noted:
    return Noted("policy_version_id", f"does not name the right “{label_of('right', right)}”", right)


@rule(
    "POL-12",
    "The policy names the controller and how to reach it",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 13(1)(a)-(b)",),
    each=PolicyVersion,
    applies=is_policy_in_force,
)
def controller_not_in_policy(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """People are told who answers for their data, and how to reach it, its representatives and its officer.

    Fix: name the legal name, an address or mailbox, the representatives and the officer's contact in the policy.
    """
    text = view.policy_of(version).text
    entity = row_named(version, "entity_id", Organisation, view)
    for column, what in (
        ("legal_name", "the legal name of its controller"),
        ("eu_representative_name", "the representative in the EU"),
        ("uk_representative_name", "the representative in the UK"),
        ("dpo_contact", "the contact of the data protection officer"),
    ):
        value = entity.value_of(column)
        if value is not None and not contains(text, value):
            yield Noted("policy_version_id", f"does not name {what}", column, ((entity, column),))
    contacts = ("address", "contact_email")
    if not any(contains(text, entity.value_of(column)) for column in contacts) and not mailboxes_in(text):
        known(entity, "address")
        also = tuple((entity, column) for column in contacts)
        message = "names no mailbox, and not the address that the register states"
        yield Noted("policy_version_id", message, "contact", also)


@rule(
    "POL-13",
    "The policy says whether data must be given and whether decisions are automated",
    severity=Severity.LOW,
    force=Force.STATUTE,
    cites=("GDPR 13(2)(e)-(f)",),
    each=PolicyVersion,
    applies=every(
        is_policy_in_force,
        some_row_has(Purpose, some(says_yes("data_must_be_given"), says_yes("makes_automated_decisions"))),
    ),
)
def duty_or_automation_not_in_policy(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """People are told whether they have to give data, what follows if they do not, and whether a machine decides.

    Fix: say both in the policy.
    """
    text = view.policy_of(version).text
    purposes = view.beside(entity_behind(version, view)).register.all(Purpose)
    for column, words, what in (
        ("data_must_be_given", _MUST_GIVE, "whether data must be given"),
        ("makes_automated_decisions", _AUTOMATED, "whether decisions are automated"),
    ):
        concerned = [purpose for purpose in purposes if purpose.value_of(column) is Answer.YES]
        if concerned and not says_in_one_sentence(text, *words):
            also = tuple((purpose, column) for purpose in concerned)
            yield Noted("policy_version_id", f"does not say {what}", column, also)


@rule(
    "POL-14",
    "The policy names sources other than the person",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("GDPR 14(2)(f)",),
    each=PolicyVersion,
    applies=every(is_policy_in_force, some_row_has(ProcessingActivity, names_other_sources)),
)
def sources_not_in_policy(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """People whose data come from others are told from whom.

    Fix: name the sources in the policy, such as clients, suppliers or public registers.
    """
    if not says_in_one_sentence(view.policy_of(version).text, *_NAMED_SOURCES):
        yield Noted("policy_version_id", "names no source of data other than the person")


def is_californian_business(version: PolicyVersion, view: View) -> bool:
    """Whether the entity that publishes a version is a business under the CCPA."""
    return says_yes("meets_ccpa_thresholds")(row_named(version, "entity_id", Organisation, view), view)


@rule(
    "POL-21",
    "The policy makes the disclosures California asks for",
    severity=Severity.MEDIUM,
    force=Force.STATUTE,
    cites=("CCPA regs 7011(e)(1)", "CCPA regs 7012(e)(3)-(4)", "Civ. Code 1798.100(a)(3)"),
    each=PolicyVersion,
    applies=every(is_policy_in_force, is_californian_business),
    regimes=(CALIFORNIA,),
)
def californian_disclosure_not_in_policy(version: PolicyVersion, view: View) -> Iterator[Noted]:
    """Californians are told the categories of the last twelve months, how long each is kept, and whether it is sold.

    Fix: list the categories of the CCPA in use, each with its period and whether it is sold or shared.
    """
    text, own = view.policy_of(version).text, view.beside(entity_behind(version, view))
    yield from all_parts(_categories(text, own), _sale_and_periods(text))


def _categories(text: str, view: View) -> Iterator[Noted]:
    categories = view.register.all(DataCategory)
    for name in sorted({row.ccpa_category for row in categories if row.ccpa_category} - {"none"}):
        label = label_of("ccpa_category", name)
        if not contains(text, label):
            also = tuple((row, "ccpa_category") for row in categories if row.ccpa_category == name)
            yield Noted("policy_version_id", f"does not list the category “{label}”", name, also)


def _sale_and_periods(text: str) -> Iterator[Noted]:
    if not says_in_one_sentence(text, *_SALE):
        yield Noted("policy_version_id", "does not say whether personal information is sold or shared", "sale")
    raise NotAssessable("whether the policy gives a period for each category is not read")
