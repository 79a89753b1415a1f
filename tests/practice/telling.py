"""A short policy that tells everything the clean register holds, and ways to change either."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from auditlib.policy.proposing import Proposal, propose
from auditlib.policy.reading import policy_of_text
from auditlib.practice.disclosures import Disclosure, Reading, disclosures, reading_of_policy
from auditlib.rulebook.view import StrictRegister, View
from tests.rules.making import NO_EVIDENCE, Change, a_case, rows_with

NOTHING: Mapping[Change, str | None] = MappingProxyType({})
POLICY = """Privacy Policy

1. Information we collect

We collect:

• Your email address

2. How we use personal information

We use personal information to:

• Respond to inbound requests and questions

3. Legal bases

We rely on:

• Legitimate interests (replying to people who write to us)

4. Sharing information

We share information with:

• Vendors who provide hosting and email services
• Companies that run our web analytics

5. Data retention

We keep personal data for 24 months after our last contact.

6. International transfers

We transfer personal data to Germany and the United States.

7. Your rights

You have the right to access, correct and erase your data.
You have the right to restrict the processing.
You have the right to data portability.
You have the right to object.
You have the right to lodge a complaint with a supervisory authority.
You can complain to us if we infringe your rights; you have the right to an answer.

8. Cookies

We use the analytics cookie _cs_* of Countly Stats for 12 months.
"""
HEADINGS = {
    "data": "2. How we use",
    "purposes": "3. Legal bases",
    "bases": "4. Sharing",
    "recipients": "5. Data retention",
    "retention": "6. International",
    "transfers": "7. Your rights",
    "rights": "8. Cookies",
    "cookies": "",
}


def with_line(part: str, line: str, text: str = POLICY) -> str:
    """The text with a line at the end of one of its parts."""
    before, heading, after = text.partition(HEADINGS[part]) if HEADINGS[part] else (text, "", "")
    gap = "\n" if line.startswith("•") else "\n\n"
    return f"{before.rstrip()}{gap}{line}\n\n{heading}{after}"


def accepted(proposals: Iterable[Proposal]) -> list[dict[str, str]]:
    """Drafts as rows of the sheet that somebody accepted."""
    return [
        {
            "commitment_id": f"{one.section}-{number:02d}",
            "policy_version_id": "PV-01",
            "section": one.section,
            "quote": one.quote,
            "quote_start": str(one.quote_start),
            "quote_end": str(one.quote_end),
            "kind": one.kind,
            "modality": one.modality,
            "operator": one.operator,
            "vocabulary": one.vocabulary,
            "terms": "; ".join(one.terms),
            "named_parties": "; ".join(one.named_parties),
            "stated_period": one.stated_period,
            "stated_countries": "; ".join(one.stated_countries),
            "status": "accepted",
        }
        for number, one in enumerate(proposals)
    ]


def reading(
    text: str = POLICY,
    *,
    accepts: str = POLICY,
    changes: Mapping[Change, str | None] = NOTHING,
    add: Mapping[str, list[dict[str, str]]] = MappingProxyType({}),
    without: Iterable[str] = (),
) -> Reading:
    """The clean register, changed, beside a text of which the drafts in `accepts` are accepted."""
    rows = rows_with(changes, add, without)
    rows["policy_commitments"] = accepted(propose(policy_of_text(accepts)))
    case = a_case(rows)
    view = View(case, StrictRegister(case.register), NO_EVIDENCE)
    return reading_of_policy(policy_of_text(text), case.entities[0], view)


def told(text: str = POLICY, **change: object) -> tuple[Disclosure, ...]:
    """How a text tells what a changed clean register holds."""
    found, reasons = disclosures(reading(text, **change))  # type: ignore[arg-type]
    assert reasons == ()
    return found


def not_clear(text: str = POLICY, **change: object) -> list[str]:
    """What is not told clearly, as `purpose research omitted`."""
    found = told(text, **change)
    return [f"{one.subject_kind} {one.term} {one.status}" for one in found if one.status != "clear"]
