"""Where data go and what that rests on: vendors, contracts, sub-processors, and transfers with their mechanisms."""

from auditlib.reports.page import Report
from auditlib.schema.record import Record
from auditlib.sheets.assessments import Assessment
from auditlib.sheets.certifications import Certification
from auditlib.sheets.clients import Client
from auditlib.sheets.contracts import Contract
from auditlib.sheets.datasets import Dataset
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.subprocessors import SubProcessor
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor

REPORT = Report(
    notebook="30_vendors_and_transfers",
    title="Vendors and transfers",
    law="GDPR Art. 28, Art. 44 to 49, Art. 30(1)(d)-(e)",
)
DRAWS_ON: tuple[type[Record], ...] = (
    Organisation, Vendor, Contract, Certification, SubProcessor, Transfer, Assessment, System, Client, Dataset,
)  # fmt: skip
