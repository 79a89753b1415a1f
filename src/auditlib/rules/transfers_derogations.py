"""TRA: flows that rest on a derogation for a specific situation (GDPR Art. 49)."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.rulebook.among import noted_of_each
from auditlib.rulebook.conditions import answer, every, one_of
from auditlib.rulebook.links import about_each, all_parts
from auditlib.rulebook.rule import Noted, rule
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.transfers import Transfer

rests_on_derogation = one_of("mechanism", "derogation")
_MUST_BE_STATED = {
    "derogation_assessment_ref": "refers to no assessment of them",
    "authority_informed_on": "states no day on which the authority was told",
    "subjects_informed_on": "states no day on which the people were told",
}


@rule(
    "TRA-19",
    "A derogation is not used for a regular flow",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 49(1)", "GDPR Rec. 111", "EDPB Guidelines 2/2018"),
    each=Transfer,
    applies=rests_on_derogation,
)
def derogation_for_regular_flow(transfer: Transfer, _view: View) -> Iterator[Noted]:
    """Derogations are exceptions and are read narrowly; a flow that happens again and again needs a safeguard.

    Fix: agree a safeguard such as the standard clauses, or state that the flow does not happen repeatedly.
    """
    said = transfer.is_repetitive
    if said is Answer.YES:
        yield Noted("is_repetitive", "rests on a derogation and happens repeatedly")
    elif said is Answer.UNKNOWN and not transfer.is_blank("importer_vendor_id"):
        text = "rests on a derogation, goes to a vendor, and is not stated to be a single case"
        yield Noted("is_repetitive", text, also=((transfer, "importer_vendor_id"),))
    else:
        answer(transfer, "is_repetitive")


@rule(
    "TRA-20",
    "Compelling interests for a transfer are assessed, recorded and announced",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("GDPR 49(1)", "GDPR 49(6)", "GDPR 30(1)(e)", "GDPR 30(2)(c)"),
    each=Transfer,
    applies=every(rests_on_derogation, one_of("derogation", "compelling_legitimate_interests")),
)
def compelling_interests_not_recorded(transfer: Transfer, view: View) -> Iterator[Noted]:
    """The last of the derogations is open only to whoever assesses, tells the authority and the people, and records it.

    Fix: complete the steps, and enter them here and in the activities.
    """

    def not_recorded(activity: ProcessingActivity) -> Iterator[Noted]:
        if activity.is_blank("exceptional_transfer_safeguards"):
            text = f"rests on compelling interests, and {activity.identity} records no safeguards for the transfer"
            also = ((activity, "exceptional_transfer_safeguards"),)
            yield Noted("activity_ids", text, activity.identity, also)

    yield from all_parts(
        _steps_missing(transfer), about_each(transfer, "activity_ids", ProcessingActivity, view, not_recorded)
    )


def _steps_missing(transfer: Transfer) -> Iterator[Noted]:
    return noted_of_each(_MUST_BE_STATED, lambda column: _step_missing(transfer, column))


def _step_missing(transfer: Transfer, column: str) -> Iterator[Noted]:
    if transfer.is_blank(column):
        yield Noted(column, f"rests on compelling interests and {_MUST_BE_STATED[column]}")
