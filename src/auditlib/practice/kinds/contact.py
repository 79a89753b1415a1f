"""Contact: the address that the text gives is there, and is one of the organisation."""

from collections.abc import Iterator
from itertools import product

from auditlib.policy.facts import emails_in, urls_in
from auditlib.policy.structure import Policy
from auditlib.practice.observing import Bearing, Observation, procedure, seen
from auditlib.rulebook.policies import text_read_in
from auditlib.rulebook.view import View
from auditlib.scope import readable
from auditlib.sheets.policy_commitments import PolicyCommitment

_MAILBOXES = (
    "contact_email",
    "privacy_contact_email",
    "dpo_contact",
    "eu_representative_contact",
    "uk_representative_contact",
)


@procedure("contact", "document")
def address_given(commitment: PolicyCommitment, view: View) -> Iterator[Observation]:
    """Where the text asks people to get in touch, it gives a mailbox, postal address or link of the organisation."""
    text = _section_of(commitment, text_read_in(commitment, view))
    given = [*_own_mailboxes(text, view), *_postal(text, view)]
    given += [
        seen(Bearing.EVIDENCED, f"the text gives the link {link.value}", (commitment, "quote"))
        for link in urls_in(text)
    ]
    if given:
        yield from given
        return
    strangers = _mailboxes_in(text)
    said = " ".join((commitment.quote or "").split())
    says = f"gives {', '.join(strangers)}, in no contact of the organisation sheet" if strangers else "gives no address"
    cells = ((entity, "contact_email") for entity in view.entities)
    yield seen(Bearing.CONTRARY, f"the text of “{said}” {says}", (commitment, "quote"), *cells)


def _own_mailboxes(text: str, view: View) -> Iterator[Observation]:
    for mailbox in _mailboxes_in(text):
        for entity, column in product(view.entities, _MAILBOXES):
            if mailbox in _mailboxes_in(str(readable(entity, column) or "")):
                yield seen(Bearing.EVIDENCED, f"the text gives {mailbox}, of {entity.identity}", (entity, column))


def _mailboxes_in(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.value.lower() for fact in emails_in(text)))


def _postal(text: str, view: View) -> Iterator[Observation]:
    words = _plain(text)
    for entity in view.entities:
        address = _plain(str(readable(entity, "address") or ""))
        if address and address in words:
            yield seen(Bearing.EVIDENCED, f"the text gives the address of {entity.identity}", (entity, "address"))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _section_of(commitment: PolicyCommitment, policy: Policy) -> str:
    """The section in which the words stand; the words alone where they are not in the text."""
    quote = commitment.quote or ""
    start = policy.text.find(quote) if quote.strip() else -1
    clauses = policy.overlapping(start, start + len(quote)) if start >= 0 else ()
    if not clauses:
        return quote
    section = policy.section_of(clauses[-1])
    return policy.text[section.start : section.end]
