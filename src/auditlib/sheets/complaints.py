"""Complaints."""

from auditlib.schema.columns import Choice, Date, Identifies, Key, Reference, Text
from auditlib.schema.record import Record


class Complaint(
    Record,
    sheet="complaints",
    title="Complaints",
    one_row_is="one privacy complaint",
    group="events",
    fill_when="Where a complaint was received",
    position=17,
):
    """One privacy complaint."""

    complaint_id = Key("Short id; no names", cites="DPA 2018 s.164A", example="CMP-001", identifies=Identifies.PERSON)
    regime = Choice(
        "Law invoked", choices="regime", required="yes", cites="GDPR 77; DPA 2018 s.164A", example="uk_gdpr"
    )
    entity_id = Reference(
        "Legal entity complained about",
        required="yes",
        refers_to="organisation.entity_id",
        cites="DPA 2018 s.164A",
        example="ORG-01",
    )
    request_id = Reference(
        "Rights request it is about, if any",
        refers_to="rights_requests.request_id",
        cites="DPA 2018 s.164A",
        example="REQ-001",
    )
    subject_matter = Text(
        "What it is about", cites="DPA 2018 s.164A", example="Late answer", identifies=Identifies.PERSON
    )
    received_on = Date("Day it arrived", required="yes", cites="DPA 2018 s.164A", example="2026-07-01")
    acknowledged_on = Date("Day receipt was confirmed", cites="DPA 2018 s.164A", example="2026-07-06")
    answered_on = Date("Day of the answer", cites="DPA 2018 s.164A", example="2026-07-20")
    outcome = Choice("Result", choices="complaint_outcome", cites="DPA 2018 s.164A", example="upheld")
    authority_reference = Text(
        "Authority and its file number, if it came through one", cites="GDPR 77", identifies=Identifies.PERSON
    )
