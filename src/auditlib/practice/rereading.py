"""Statements read in the text of the period before: what became of their words, where nobody has read them anew."""

from collections.abc import Mapping, Sequence

from auditlib.policy.comparing import Change, compare
from auditlib.policy.reading import policy_of_text
from auditlib.policy.structure import Policy
from auditlib.prior.pack import Prior
from auditlib.register.texts import texts_of
from auditlib.sheets.policy_commitments import PolicyCommitment

_SHEET = PolicyCommitment.about.name


def changes_of_words(
    prior: Prior | None, policy: Policy, statements: Sequence[PolicyCommitment]
) -> Mapping[str, Change]:
    """What became, by the id of the statement, of words that were read in the period before and not since.

    A row that changed since then was read anew. Empty where the text is the same, or that of before is not known.
    """
    if prior is None or prior.policy_text is None or prior.policy_text == policy.text:
        return {}
    known = prior.rows.get(_SHEET, {})
    not_renewed = [row for row in statements if known.get(row.identity) == texts_of(row)]
    compared = compare(policy_of_text(prior.policy_text), not_renewed, policy)
    return {change.commitment_id: change for change in compared.changes}
