"""Changes of the policy: the text is on file, material changes are decided on and told, the day is printed."""

from collections.abc import Iterator
from datetime import date

from auditlib.errors import NotAssessable
from auditlib.policy.facts import last_updated_in
from auditlib.practice.noting import noted_on
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.rulebook.conditions import Condition, every, known, says_yes
from auditlib.rulebook.lengths import end_of, length_of
from auditlib.rulebook.links import row_named
from auditlib.rulebook.policies import text_read_in
from auditlib.rulebook.policy_texts import file_of
from auditlib.rulebook.rule import Noted
from auditlib.rulebook.view import View
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.sheets.policy_versions import PolicyVersion
from auditlib.wording import day_in_words


def _is_of_its_policy(commitment: PolicyCommitment, view: View) -> Condition:
    """The version is one of the policy in which the statement was read, in effect by the day of the report."""
    read_in = row_named(commitment, "policy_version_id", PolicyVersion, view)

    def holds(version: PolicyVersion, seen_by: View) -> bool:
        is_same = (version.kind, version.entity_id) == (read_in.kind, read_in.entity_id)
        return bool(is_same and known(version, "effective_on") <= seen_by.as_of)

    return holds


@procedure("change_notice", "permitted")
def text_on_file(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """The published text is that of a version in the register, which states the day it took effect."""
    text_read_in(commitment, view)
    digest = file_of(row_named(commitment, "policy_version_id", PolicyVersion, view), view.case).sha256
    versions = [row for row in view.register.all(PolicyVersion) if (row.text_sha256 or "").lower() == digest]
    for version in versions:
        effective_on = day_in_words(known(version, "effective_on"))
        text = f"the published text is that of {version.identity}, in force since {effective_on}"
        yield seen(Bearing.EVIDENCED, text, (version, "text_sha256"), (version, "effective_on"))
    if not versions:
        cells = tuple((row, "text_sha256") for row in view.register.all(PolicyVersion))
        yield seen(Bearing.CONTRARY, f"no version has the SHA-256 of the published text ({digest[:12]}…)", *cells)


@procedure("change_notice", "all", about="material_change", rests_on=(PolicyVersion,))
def materiality_decided(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """For each version of the policy somebody decided whether its change was material."""
    yield from noted_on(
        view.register.all(PolicyVersion),
        _undecided,
        ("is_material_change", "says whether the change was material, and who decided so"),
        _is_of_its_policy(commitment, view),
        view,
    )


def _undecided(version: PolicyVersion) -> Iterator[Noted]:
    if version.is_blank("materiality_decided_by"):
        yield Noted("materiality_decided_by", "does not say who decided whether the change was material")
    known(version, "is_material_change")


@procedure("change_notice", "document")
def day_printed(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """The text prints the day of its last update, which is that of the newest version."""
    newest = _newest(commitment, view)
    printed = last_updated_in(view.policy_of(newest).text)
    if not printed:
        text = f"the text of {newest.identity} prints no day of its last update"
        yield seen(Bearing.CONTRARY, text, (newest, "stated_updated_on"), (commitment, "quote"))
        return
    stated: date = known(newest, "stated_updated_on")
    is_same = stated.isoformat() in {fact.value for fact in printed}
    says = "" if is_same else f", and its row says {day_in_words(stated)}"
    text = f"the text of {newest.identity} prints “{printed[0].text}”{says}"
    yield seen(Bearing.EVIDENCED if is_same else Bearing.CONTRARY, text, (newest, "stated_updated_on"))


def _newest(commitment: PolicyCommitment, view: View) -> PolicyVersion:
    is_meant = _is_of_its_policy(commitment, view)
    versions = [row for row in view.register.all(PolicyVersion) if is_meant(row, view)]
    if not versions:
        raise NotAssessable("no version of the policy is in effect yet", commitment.place_of("policy_version_id"))
    return max(versions, key=lambda row: known(row, "effective_on"))


@procedure("change_notice", "event", rests_on=(PolicyVersion,))
def change_told(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """People were told of each material change as long before as is stated, and proof of it is on file."""
    yield from noted_on(
        view.register.all(PolicyVersion),
        lambda row: _not_told(row, commitment, view),
        ("notice_given_on", "is a material change of which people were told, with proof"),
        every(_is_of_its_policy(commitment, view), says_yes("is_material_change")),
        view,
    )


def _not_told(version: PolicyVersion, commitment: PolicyCommitment, view: View) -> Iterator[Noted]:
    told = version.notice_given_on
    if told is None:
        yield Noted("notice_given_on", "is a material change and states no day on which people were told")
    if version.is_blank("notice_ref"):
        yield Noted("notice_ref", "is a material change and refers to no notice")
    elif view.register.find(Evidence, known(version, "notice_ref")) is None:
        text = f"is a material change, and its notice {version.notice_ref} is in no row of the evidence sheet"
        yield Noted("notice_ref", text)
    if told is not None and not commitment.is_blank("stated_period"):
        yield from _too_short(version, told, commitment)


def _too_short(version: PolicyVersion, told: date, commitment: PolicyCommitment) -> Iterator[Noted]:
    period, effective_on = length_of(commitment, "stated_period"), known(version, "effective_on")
    if end_of(told, period) > effective_on:
        text = f"was told on {day_in_words(told)} and took effect on {day_in_words(effective_on)}"
        yield Noted("notice_given_on", f"{text}; the policy says {period} before", also=((version, "effective_on"),))
