"""Activities that use special categories of data (GDPR Art. 9) or data on convictions and offences (Art. 10)."""

from auditlib.rulebook.conditions import known, says_yes
from auditlib.rulebook.links import some_named
from auditlib.rulebook.view import View
from auditlib.schema.record import Record
from auditlib.sheets.data_categories import DataCategory


def _is_special(category: Record, _view: View) -> bool:
    return bool(set(known(category, "special_categories")) - {"none"})


uses_special_data = some_named("data_category_ids", DataCategory, _is_special)
uses_criminal_data = some_named("data_category_ids", DataCategory, says_yes("is_criminal_data"))
