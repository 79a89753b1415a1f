"""What must be renewed, for a terminal and for other programs."""

import json
from collections import Counter
from collections.abc import Iterable

from auditlib.case import Case
from auditlib.renewals.listing import Due, When

_NOBODY = "nobody named"


def renewals_text(dues: Iterable[Due], case: Case) -> str:
    """The list as lines for a terminal, ending with how many there are of each."""
    dues = tuple(dues)
    lines = [line for due in dues for line in _lines(due)]
    counts = Counter(due.when for due in dues)
    told = f"due before {counts[When.WAS_DUE]}, without a day {counts[When.NO_DAY]}, still to come {counts[When.DUE]}"
    return "\n".join([*lines, "", f"As of {case.as_of}: {told}."]) + "\n"


def _lines(due: Due) -> list[str]:
    day = due.due_on.isoformat() if due.due_on else ""
    named = f"“{due.name}”" if due.name else ""
    head = " ".join(filter(None, (f"{due.what}:", due.record_id, named)))
    where = [f"{'':26}{due.place}"] if due.place.file else []
    return [f"{due.when.value:<14}{day:<12}{head}", f"{'':26}{due.who or _NOBODY}; {due.why}", *where]


def renewals_json(dues: Iterable[Due], case: Case) -> str:
    """The list as JSON, in the same order."""
    document = {
        "period": case.period.name,
        "as_of": case.as_of.isoformat(),
        "due": [
            {
                "when": due.when.value,
                "due_on": due.due_on.isoformat() if due.due_on else None,
                "what": due.what,
                "sheet": due.sheet,
                "record_id": due.record_id,
                "name": due.name,
                "who": due.who,
                "why": due.why,
                "place": {"file": due.place.file, "sheet": due.place.sheet, "cell": due.place.cell},
            }
            for due in dues
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
