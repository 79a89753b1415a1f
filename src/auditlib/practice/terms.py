"""Which terms of a statement have to be shown each, and which stand for one another."""

from auditlib.policy.cutting import Fragment, members
from auditlib.sheets.policy_commitments import PolicyCommitment


def groups_of(commitment: PolicyCommitment) -> tuple[tuple[str, ...], ...]:
    """Groups of the terms of a statement, one of each group sufficing; none where it names no term.

    A member of a list in the quote makes a group: “client, partner, or vendor” three, “provide and manage annotation”
    one. Terms that its words do not show, which somebody added to the reading, are one more.
    """
    if not commitment.terms:
        return ()
    quote = commitment.quote or ""
    listed = members(quote, Fragment(0, len(quote)), commitment.vocabulary or "")
    named = [tuple(term for term in terms if term in commitment.terms) for _, terms in listed]
    told = {term for group in named for term in group}
    untold = tuple(term for term in commitment.terms if term not in told)
    return tuple(dict.fromkeys(group for group in (*named, untold) if group))
