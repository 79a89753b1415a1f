"""People with access."""

from auditlib.schema.columns import Choice, Country, Date, Identifies, Key, Reference, Text
from auditlib.schema.record import Record


class Person(
    Record,
    sheet="people",
    title="People with access",
    one_row_is="one person who works with personal data, by pseudonym",
    group="access",
    fill_when="Where access or training is audited",
    position=26,
):
    """One person who works with personal data, by pseudonym."""

    person_id = Key(
        "Pseudonym or staff number; no names", cites="GDPR 32(4)", example="P-0042", identifies=Identifies.PERSON
    )
    kind = Choice("Kind of worker", choices="worker_kind", required="yes", cites="GDPR 32(4)", example="annotator")
    team = Text("Team", cites="GDPR 32(4)", example="Delivery", identifies=Identifies.PERSON)
    vendor_id = Reference(
        "Vendor that supplies the person", refers_to="vendors.vendor_id", cites="GDPR 28", example="VND-012"
    )
    client_id = Reference(
        "Client the person works for, for users of a client", refers_to="clients.client_id", cites="GDPR 5(1)(f)"
    )
    country = Country("Country the person works from", cites="GDPR 44", example="IN", identifies=Identifies.PERSON)
    ended_on = Date("Last day of work", cites="GDPR 32(4)")
    confidentiality_signed_on = Date(
        "Day the confidentiality commitment was signed", cites="GDPR 28(3)(b)", example="2025-11-03"
    )
    trained_on = Date("Last privacy training", cites="GDPR 39(1)(b)", example="2026-01-20")
    training_ref = Text(
        "Record of the training", refers_to="evidence.evidence_id", cites="GDPR 39(1)(b)", example="EV-160"
    )
