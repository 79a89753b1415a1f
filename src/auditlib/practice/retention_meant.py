"""Which retention rules a statement means: those for the data, people, purposes and grounds that its words name."""

from auditlib.policy.lexicon import values_in
from auditlib.rulebook.view import View
from auditlib.scope import listed, readable
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose
from auditlib.sheets.retention import Retention

_NAMED_IN_WORDS = ("data_kind", "data_subject_category", "purpose_kind")


def rules_meant(commitment: PolicyCommitment, view: View) -> tuple[Retention, ...]:
    """The rules for what a statement names; every rule where it names neither data, people, purpose nor ground."""
    words = commitment.quote or ""
    named = {value for choice_list in _NAMED_IN_WORDS for value in values_in(words, choice_list)}
    grounds: set[str] = set()
    if commitment.vocabulary == "retention_ground":
        grounds.update(commitment.terms)
    else:
        named.update(commitment.terms)
    rules = (rule for rule in view.register.all(Retention) if not grounds or readable(rule, "ground") in grounds)
    return tuple(rule for rule in rules if not named or named & _subjects_of(rule, view))


def _subjects_of(rule: Retention, view: View) -> set[str]:
    """The kinds of data, of people and of purposes that a rule is about."""
    activities = view.register.follow(ProcessingActivity, rule.activity_ids)
    ids = rule.data_category_ids or tuple(
        identity for activity in activities for identity in activity.data_category_ids
    )
    kinds = {str(readable(category, "kind")) for category in view.register.follow(DataCategory, ids)}
    people = {value for activity in activities for value in listed(activity, "data_subject_categories")}
    purposes = {
        str(readable(purpose, "kind"))
        for activity in activities
        for purpose in view.register.pointing_at(activity, "purposes.activity_id")
        if isinstance(purpose, Purpose)
    }
    return kinds | people | purposes
