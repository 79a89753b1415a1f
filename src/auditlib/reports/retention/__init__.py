"""How long data are kept, what still holds them, and what was deleted."""

from auditlib.reports.page import Report
from auditlib.schema.record import Record
from auditlib.sheets.clients import Client
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.disposals import Disposal
from auditlib.sheets.legal_holds import LegalHold
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.retention import Retention
from auditlib.sheets.systems import System

REPORT = Report(notebook="40_retention", title="Retention and deletion", law="GDPR Art. 5(1)(e), 17, 28(3)(g)")
DRAWS_ON: tuple[type[Record], ...] = (
    ProcessingActivity, DataCategory, System, Retention, LegalHold, Client, Dataset, Disposal,
)  # fmt: skip
