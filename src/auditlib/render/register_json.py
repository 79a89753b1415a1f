"""The register of a case as JSON, for the next period to compare its rows with."""

import json

from auditlib.case import Case
from auditlib.pack_format import REGISTER_VERSION
from auditlib.register.texts import rows_in_text


def register_json(case: Case) -> str:
    """Sheet → record id → column → text; sheets that were not supplied are not in it."""
    document = {"schema_version": REGISTER_VERSION, "sheets": rows_in_text(case.register)}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
