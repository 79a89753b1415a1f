"""PRO: what the record as processor and the sheets behind it have to state (GDPR Art. 28 and 30(2))."""

from auditlib.findings import Severity
from auditlib.rulebook.conditions import every, is_set, one_of
from auditlib.rulebook.stated import must_state
from auditlib.sheets.clients import Client
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.processing_activities import ProcessingActivity

is_active = one_of("status", "active")
is_active_processors = every(one_of("role", "processor", "subprocessor"), is_active)

STATED = (
    must_state(
        "PRO-02",
        "Every controller served can be reached",
        "client_not_reachable",
        "contact",
        "address",
        message="states no contact and no address",
        any_suffices=True,
        severity=Severity.HIGH,
        cites=("GDPR 30(2)(a)",),
        each=Client,
        applies=is_active,
        why="The processor's record holds the contact details of each controller it works for.",
        fix="Enter a contact for privacy matters or a postal address of the client.",
    ),
    must_state(
        "PRO-04",
        "Every processor activity states its categories of processing",
        "processing_categories_not_stated",
        "processing_categories",
        message="states no category of processing carried out for its clients",
        severity=Severity.HIGH,
        cites=("GDPR 30(2)(b)",),
        each=ProcessingActivity,
        applies=is_active_processors,
        why="The processor's record states the categories of processing carried out on behalf of each controller.",
        fix="Enter the kinds of processing, such as “image labelling”.",
    ),
    must_state(
        "PRO-06",
        "Every processor activity describes its security measures",
        "processor_security_not_described",
        "security_description",
        "security_measure_ids",
        "security_not_stated_reason",
        message="describes no security measures and gives no reason",
        any_suffices=True,
        severity=Severity.HIGH,
        cites=("GDPR 30(2)(d)", "GDPR 32"),
        each=ProcessingActivity,
        applies=is_active_processors,
        why="Where possible, the processor's record gives a general description of the security measures.",
        fix="Describe the measures, enter the ids of the measures, or say why no description is possible.",
    ),
    must_state(
        "PRO-10",
        "Every client's instructions are documented",
        "instructions_not_documented",
        "instructions_ref",
        message="has no documented instructions on file",
        severity=Severity.HIGH,
        cites=("GDPR 28(3)(a)", "GDPR 29"),
        each=Client,
        applies=is_active,
        why="A processor acts only on documented instructions of the controller.",
        fix="Add the instructions to the evidence sheet and enter their id, a link or the name of the file.",
    ),
    must_state(
        "PRO-17",
        "Every client audit request was answered",
        "audit_request_not_answered",
        "audit_answered_on",
        message="asked for an audit or sent a questionnaire, and no day of an answer is stated",
        severity=Severity.LOW,
        cites=("GDPR 28(3)(h)",),
        each=Client,
        applies=is_set("audit_requested_on"),
        why="A processor gives the controller what is needed to show that it keeps its duties, and allows audits.",
        fix="Answer the client and enter the day.",
    ),
    must_state(
        "PRO-20",
        "Every dataset belongs to a client, a contract and a project",
        "dataset_without_origin",
        "client_id",
        "contract_id",
        "project_id",
        message="states no {heading}",
        severity=Severity.HIGH,
        cites=("GDPR 5(1)(b)", "GDPR 28(3)", "GDPR 30(2)"),
        each=Dataset,
        why="Without client, contract and project nobody can tell whose instructions hold for a dataset.",
        fix="Enter the client, the contract and the order or project under which the dataset was sent.",
    ),
)
