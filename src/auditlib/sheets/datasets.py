"""Client datasets."""

from auditlib.schema.columns import (
    Choice,
    ChoiceList,
    Countries,
    Date,
    Key,
    Reference,
    References,
    Text,
    TextList,
    YesNo,
)
from auditlib.schema.record import Record


class Dataset(
    Record,
    sheet="datasets",
    title="Client datasets",
    one_row_is="one dataset or delivery received from a client",
    group="processor",
    fill_when="Where the organisation is a processor",
    position=14,
    named_by=("name",),
):
    """One dataset or delivery received from a client."""

    dataset_id = Key("Short id", cites="GDPR 28(3)", example="DAT-001")
    name = Text("Name people use", cites="GDPR 28(3)", example="Street scenes batch 4")
    client_id = Reference(
        "Client that sent it",
        required="yes",
        refers_to="clients.client_id",
        cites="GDPR 28(3); GDPR 30(2)",
        example="CLI-001",
    )
    contract_id = Reference(
        "Contract under which it was sent",
        required="yes",
        refers_to="contracts.contract_id",
        cites="GDPR 28(3)",
        example="CTR-010",
    )
    project_id = Reference(
        "Id of the order or project; kept outside the register",
        required="yes",
        cites="GDPR 5(1)(b)",
        example="SOW-2026-07",
    )
    activity_id = Reference(
        "Activity that uses it",
        required="yes",
        refers_to="processing_activities.activity_id",
        cites="GDPR 30(2)",
        example="ACT-010",
    )
    modalities = ChoiceList(
        "Kinds of material", choices="dataset_modality", required="yes", cites="GDPR 28(3)", example="image"
    )
    contains_people = YesNo(
        "People can be recognised or are described", required="yes", cites="GDPR 4(1)", example="yes"
    )
    sensitive_content = ChoiceList(
        "Sensitive content; none is an answer",
        choices="dataset_content",
        required="yes",
        cites="GDPR 9; GDPR 8",
        example="faces",
    )
    uses = ChoiceList(
        "What it has been used for", choices="dataset_use", required="yes", cites="GDPR 28(3)(a)", example="annotation"
    )
    used_for_client_ids = References(
        "Clients whose deliveries were checked or made with it",
        refers_to="clients.client_id",
        cites="GDPR 28(3)(a)",
        example="CLI-001",
    )
    shared_with_client_ids = References(
        "Other clients that received it or can reach it", refers_to="clients.client_id", cites="GDPR 5(1)(f)"
    )
    vendor_ids = References(
        "Vendors that handle it", refers_to="vendors.vendor_id", cites="GDPR 28(2); GDPR 28(4)", example="VND-012"
    )
    system_ids = References("Systems that hold it", refers_to="systems.system_id", cites="GDPR 32", example="SYS-05")
    storage_paths = TextList(
        "Buckets and prefixes, for matching with a storage inventory",
        cites="GDPR 28(3)(g)",
        example="example-bucket/cli-001/batch-4/",
    )
    storage_countries = Countries(
        "Countries in which it is stored", required="yes", cites="GDPR 28(3)(a); GDPR 44", example="IE"
    )
    received_on = Date("Day it arrived", required="yes", cites="GDPR 28(3)", example="2026-03-01")
    delivered_on = Date("Day the work was delivered", cites="GDPR 28(3)", example="2026-05-15")
    status = Choice(
        "Held, returned or deleted", choices="dataset_status", required="yes", cites="GDPR 28(3)(g)", example="held"
    )
    delete_or_return = Choice(
        "What the client chose for the end", choices="delete_or_return", cites="GDPR 28(3)(g)", example="delete"
    )
    deleted_on = Date("Day the last copy went, backups aside", cites="GDPR 28(3)(g)")
    evidence_ids = References(
        "Order, receipt and other proof", refers_to="evidence.evidence_id", cites="GDPR 5(2)", example="EV-090"
    )
