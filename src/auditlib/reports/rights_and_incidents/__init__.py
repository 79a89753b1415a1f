"""Rights requests, complaints and breaches, each against its clock, and which activities need an assessment."""

from auditlib.reports.page import Report
from auditlib.schema.record import Record
from auditlib.sheets.actions import Action
from auditlib.sheets.assessments import Assessment
from auditlib.sheets.breaches import Breach
from auditlib.sheets.clients import Client
from auditlib.sheets.complaints import Complaint
from auditlib.sheets.contracts import Contract
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.rights_requests import RightsRequest

REPORT = Report(
    notebook="50_rights_and_incidents", title="Rights requests, complaints and breaches", law="GDPR Art. 12, 33-35, 77"
)
DRAWS_ON: tuple[type[Record], ...] = (
    Organisation, RightsRequest, Complaint, Breach, Assessment, ProcessingActivity, Client, Contract, Action,
)  # fmt: skip
