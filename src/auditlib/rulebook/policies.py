"""What published policies say, by the accepted statements that stand in them, and which version of one is in force."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.policy.quotes import stands
from auditlib.policy.structure import Policy
from auditlib.rulebook.conditions import Condition, every, known, negation, one_of
from auditlib.rulebook.links import states
from auditlib.rulebook.policy_texts import PolicyText, file_of, only_text
from auditlib.rulebook.rows import Rows
from auditlib.rulebook.view import View
from auditlib.scope import entity_of, readable
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.policy_versions import PolicyVersion

_Term = tuple[str | None, str | None, str]


def is_in_force(*kinds: str) -> Condition:
    """The version is of one of the kinds, and the last of its kind and entity by the day of the report."""
    return every(one_of("kind", *kinds), is_latest)


def is_latest(version: PolicyVersion, view: View) -> bool:
    """Whether a version is the last of its kind and entity that took effect by the day of the report."""
    effective_on: date = known(version, "effective_on")
    return view.once(_latest).get(_published(version)) == effective_on


def _latest(view: View) -> dict[tuple[object, object], date]:
    found: dict[tuple[object, object], date] = {}
    for version in view.register.all(PolicyVersion):
        effective_on, published = readable(version, "effective_on"), _published(version)
        if isinstance(effective_on, date) and effective_on <= view.as_of:
            found[published] = max(found.get(published, effective_on), effective_on)
    return found


def _published(version: PolicyVersion) -> tuple[object, object]:
    return readable(version, "kind"), readable(version, "entity_id")


def versions_in_force(view: View, *kinds: str) -> list[PolicyVersion]:
    """The versions in force of some kinds; one whose day cannot be read is in force nowhere."""
    latest = view.once(_latest)
    days = ((version, readable(version, "effective_on")) for version in view.register.all(PolicyVersion))
    in_force = (version for version, day in days if day is not None and day == latest.get(_published(version)))
    return [version for version in in_force if readable(version, "kind") in kinds]


def counts(statement: PolicyCommitment, view: View) -> bool:
    """Whether a policy says what a statement reads in it: it is accepted, in force, and its words stand in the text.

    Where its version, or the text of that, is not known, nothing is taken away from it.

    Raises:
        NotAssessable: its status, or the cells that say where its words stand, cannot be read.
    """
    return every(one_of("status", "accepted"), is_read_in_force, _is_in_text)(statement, view)


def statements_that_count(view: View) -> Rows[PolicyCommitment]:
    """What the policies say, in the order of the sheet; ask by `view.once`.

    Raises:
        NotAssessable: the sheet of statements was not supplied.
    """
    return Rows(view.register.all(PolicyCommitment)).those(lambda statement: counts(statement, view))


def said_by_policy(version: PolicyVersion | None, view: View) -> Rows[PolicyCommitment]:
    """What one policy says, as it stands in a version; that of the privacy policies where no version is given.

    Raises:
        NotAssessable: the sheet of statements was not supplied.
    """
    return view.once(statements_that_count).those(lambda statement: is_read_in(statement, version, view))


def statements_of(version: PolicyVersion, view: View) -> Iterator[PolicyCommitment]:
    """The statements that count and name a version."""
    for statement in view.register.pointing_at(version, "policy_commitments.policy_version_id"):
        if isinstance(statement, PolicyCommitment) and counts(statement, view):
            yield statement


def is_read_in_force(commitment: PolicyCommitment, view: View) -> bool:
    """Whether a statement is read in the last version of its policy; where that is not known, it is taken to be."""
    if readable(commitment, "status") == "retired":
        return False
    try:
        version = version_read_in(commitment, view)
        return version is None or is_latest(version, view)
    except NotAssessable:
        return True


@dataclass(frozen=True, slots=True)
class Published:
    """The privacy policy that a case is about: its version in force, None where no row is that, and its text."""

    version: PolicyVersion | None
    text: PolicyText


def published(view: View) -> Published:
    """The privacy policy in force of the organisation a case is about; where several are, the one whose text is there.

    Without a version in force, the only text among the inputs stands for the policy.
    """
    versions = [version for version in _in_force_or_none(view) if _is_of_case(version, view)]
    if not versions:
        return Published(None, only_text(view.case))
    texts = [Published(version, _text_of(version, view)) for version in versions]
    there = [one for one in texts if one.text.file] or texts
    if len(there) == 1:
        return there[0]
    named = ", ".join(version.identity for version in versions)
    reason = f"policy not read: {len(versions)} are in force ({named}); name the legal entity whose policy is meant"
    return Published(None, PolicyText(None, None, reason))


def _in_force_or_none(view: View) -> list[PolicyVersion]:
    try:
        return versions_in_force(view, "privacy_policy")
    except NotAssessable:
        return []


def _is_of_case(version: PolicyVersion, view: View) -> bool:
    wanted, owner = view.case.organisation, entity_of(version, view.case.register)
    return wanted is None or owner is None or owner.identity == wanted.identity


def _text_of(version: PolicyVersion, view: View) -> PolicyText:
    try:
        return view.text_in(file_of(version, view.case))
    except NotAssessable as unread:
        return PolicyText(None, None, unread.reason)


def text_read_in(statement: PolicyCommitment, view: View) -> Policy:
    """The text of the version a statement was read in; that of the policy in force where the version is not known.

    Raises:
        NotAssessable: that text is not among the inputs, or cannot be read.
    """
    version = version_read_in(statement, view)
    return view.once(published).text.assessed if version is None else view.policy_of(version)


def version_read_in(statement: PolicyCommitment, view: View) -> PolicyVersion | None:
    """The version a statement was read in, None where no row is known to be it."""
    if not view.register.has(PolicyVersion):
        return None
    return view.register.find(PolicyVersion, str(readable(statement, "policy_version_id") or ""))


def is_read_in(statement: PolicyCommitment, version: PolicyVersion | None, view: View) -> bool:
    """Whether a statement was read in a version, or in a privacy policy where no version is given."""
    read_in = version_read_in(statement, view)
    if read_in is None or version is None:
        return read_in is None or readable(read_in, "kind") == "privacy_policy"
    return read_in.identity == version.identity


def affirms(kind: str, vocabulary: str) -> Condition:
    """The statement counts, is of a kind, and names terms of a list without forbidding them."""
    return every(counts, one_of("kind", kind), states("vocabulary", vocabulary), negation(one_of("operator", "none")))


def is_said(kind: str, vocabulary: str, term: str, view: View) -> bool:
    """Whether a statement of a kind that counts names a term of a list and does not forbid it.

    Raises:
        NotAssessable: none does, and one of the statements cannot be read.
    """
    said = view.once(_said)
    if (kind, vocabulary, term) in said.first:
        return True
    if said.unknown is not None:
        raise said.unknown
    return False


def is_said_first_by(statement: PolicyCommitment, term: str, view: View) -> bool:
    """Whether a term of a statement is judged here: an item goes before the list that sums the items up."""
    return view.once(_said).first.get((statement.kind, statement.vocabulary, term)) is statement


@dataclass(slots=True)
class _Said:
    first: dict[_Term, PolicyCommitment] = field(default_factory=dict)
    unknown: NotAssessable | None = None


def _said(view: View) -> _Said:
    affirming = view.once(statements_that_count).those(lambda statement: statement.operator != "none")
    rows = affirming.read_in("kind", "vocabulary", "terms")
    said = _Said(unknown=rows.unknown)
    for statement in sorted(rows.there, key=_rank):
        for term in statement.terms:
            said.first.setdefault((statement.kind, statement.vocabulary, term), statement)
    return said


def _is_in_text(statement: PolicyCommitment, view: View) -> bool:
    """Whether a statement stands in the text it was read in; where that is not read, nothing is taken away from it."""
    try:
        text = text_read_in(statement, view)
    except NotAssessable:
        return True
    return stands(text, statement)


def _rank(statement: PolicyCommitment) -> tuple[bool, str]:
    return statement.operator == "closed", statement.identity
