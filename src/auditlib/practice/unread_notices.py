"""The notices in force beside the privacy policy whose text is not among the inputs: no comparison speaks of them."""

from collections.abc import Iterable, Iterator
from datetime import date

from auditlib.case import Case
from auditlib.errors import NotAssessable
from auditlib.rulebook.policy_texts import file_of
from auditlib.scope import readable
from auditlib.sheets.policy_versions import PolicyVersion
from auditlib.wording import plural

# The policy itself has reasons of its own, and a retention schedule is addressed to nobody outside.
_NO_OTHER_NOTICE = frozenset({"privacy_policy", "retention_schedule"})


def unread_notices(case: Case) -> tuple[PolicyVersion, ...]:
    """The other notices in force without a text among the inputs."""
    every = case.register.all(PolicyVersion)
    return tuple(one for one in _in_force(every, case.as_of) if not _has_text(one, case))


def unread_in_words(case: Case) -> Iterator[str]:
    """One line that names them; none where there is none."""
    named = [one.identity for one in unread_notices(case)]
    if named:
        number = len(named)
        notices = plural(
            number, "other notice in force in the register was", "other notices in force in the register were"
        )
        texts = plural(number, "its text is", "their texts are")
        yield f"{number} {notices} not read, as {texts} not among the inputs: {', '.join(named)}"


def _in_force(every: Iterable[PolicyVersion], as_of: date) -> Iterable[PolicyVersion]:
    """The last version of each notice; two of one kind are two notices where their titles tell them apart."""
    latest: dict[tuple[object, ...], tuple[date, PolicyVersion]] = {}
    for one in every:
        effective_on, kind = readable(one, "effective_on"), readable(one, "kind")
        if kind in _NO_OTHER_NOTICE or not isinstance(effective_on, date) or effective_on > as_of:
            continue
        notice = (kind, readable(one, "entity_id"), readable(one, "title"))
        if notice not in latest or effective_on > latest[notice][0]:
            latest[notice] = (effective_on, one)
    return (version for _, version in latest.values())


def _has_text(version: PolicyVersion, case: Case) -> bool:
    try:
        return bool(file_of(version, case))
    except NotAssessable:
        return False
