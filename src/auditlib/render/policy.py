"""Drafts of statements and comparisons of policies, for a spreadsheet, a terminal and other programs."""

import csv
import io
import json
from dataclasses import fields

from auditlib.policy.comparing import Comparison
from auditlib.policy.proposing import Proposal
from auditlib.sheets.policy_commitments import PolicyCommitment


def proposals_csv(proposals: tuple[Proposal, ...]) -> str:
    """Drafts as a table that loads as the sheet of statements; each stands as proposed until somebody accepts it."""
    columns = [field.name for field in fields(Proposal) if field.name in PolicyCommitment.columns]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(getattr(proposal, column)) for column in columns] for proposal in proposals)
    return text.getvalue()


def _cell(value: object) -> str:
    text = "; ".join(value) if isinstance(value, tuple) else str(value)
    # A spreadsheet program would run a cell that begins like a formula.
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def comparison_text(comparison: Comparison) -> str:
    """What changed between two versions, in words; what stayed as it was is only counted."""
    changed = [change for change in comparison.changes if change.status.value != "exact"]
    lines = []
    for change in changed:
        weight = "substantive" if change.is_substantive else "cosmetic until a person confirms it"
        reasons = f" ({', '.join(change.reasons)})" if change.reasons else ""
        lines += [f"{change.commitment_id}  {change.status.value}, {weight}{reasons}", f"  was  {change.quote}"]
        lines += [f"  is   {change.new_text}"] if change.new_text else []
    lines += [f"new  {clause.text}" for clause in comparison.new_clauses]
    lines += [f"gone  {clause.text}" for clause in comparison.removed_clauses]
    lines += [
        f"section {old.number or old.section_id} is now {new.number or new.section_id}"
        for old, new in comparison.renumbered
    ]
    kept = len(comparison.changes) - len(changed)
    return "\n".join([*lines, f"Statements: {len(comparison.changes)}, {kept} as they were."]) + "\n"


def comparison_json(comparison: Comparison) -> str:
    """The same for programs."""
    document = {
        "commitments": [
            {
                "commitment_id": change.commitment_id,
                "status": change.status.value,
                "is_substantive": change.is_substantive,
                "reasons": list(change.reasons),
                "quote": change.quote,
                "new_text": change.new_text,
                "start": change.start,
                "end": change.end,
                "old_section": change.old_section,
                "new_section": change.new_section,
                "likeness": round(change.likeness, 2),
            }
            for change in comparison.changes
        ],
        "new_clauses": [{"clause_id": clause.clause_id, "text": clause.text} for clause in comparison.new_clauses],
        "removed_clauses": [
            {"clause_id": clause.clause_id, "text": clause.text} for clause in comparison.removed_clauses
        ],
        "renumbered": [[old.section_id, new.section_id] for old, new in comparison.renumbered],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
