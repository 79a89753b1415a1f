"""TRA: flows under standard clauses and binding rules, repealed ones among them (GDPR Art. 46 and 47)."""

from collections.abc import Iterator

from auditlib.findings import Force, Severity
from auditlib.reference.mechanisms import old_clauses_end, old_clauses_repealed
from auditlib.rulebook.conditions import every, known, one_of
from auditlib.rulebook.flows import last_day_seen, mechanism_in_words
from auditlib.rulebook.links import all_parts
from auditlib.rulebook.rule import EU, SWISS, UK, Noted, rule
from auditlib.rulebook.stated import must_state
from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.scope import PROCESSOR_ROLES
from auditlib.sheets.transfers import Transfer
from auditlib.wording import day_in_words

rests_on_repealed_clauses = one_of("mechanism", "scc_2001", "scc_2004", "scc_2010")


def _signed_in_time(transfer: Transfer, _view: View) -> bool:
    """Whether the old clauses may have been signed while they could be; the later ones have a rule of their own."""
    signed_on = transfer.clauses_signed_on
    return signed_on is None or signed_on < old_clauses_repealed(known(transfer, "regime")).first_day


@rule(
    "TRA-12",
    "No clauses were signed after their repeal",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("Dec. (EU) 2021/914 Art. 4(2)-(4)", "DPA 2018 s.119A"),
    each=Transfer,
    applies=rests_on_repealed_clauses,
    regimes=(EU, UK, SWISS),
)
def clauses_signed_after_repeal(transfer: Transfer, _view: View) -> Iterator[Noted]:
    """A contract made on the clauses of 2001, 2004 or 2010 after their repeal was never a ground for a transfer.

    Fix: agree the clauses of 2021, for the UK with the Addendum or the IDTA.
    """
    signed_on, law = known(transfer, "clauses_signed_on"), old_clauses_repealed(known(transfer, "regime"))
    if signed_on >= law.first_day:
        text = (
            f"rests on {mechanism_in_words(known(transfer, 'mechanism'))}, signed on {day_in_words(signed_on)};"
            f" they could not be agreed from {day_in_words(law.first_day)} on"
        )
        yield Noted("clauses_signed_on", text, also=((transfer, "mechanism"),), confidence=law.confidence)


@rule(
    "TRA-13",
    "No transfer relies on repealed clauses",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("Dec. (EU) 2021/914 Art. 4(4)", "DPA 2018 Sch. 21 para 7"),
    each=Transfer,
    applies=every(rests_on_repealed_clauses, _signed_in_time),
    regimes=(EU, UK, SWISS),
)
def clauses_repealed(transfer: Transfer, view: View) -> Iterator[Noted]:
    """Repealed clauses could be relied on until a last day, which differs between the EU, Switzerland and the UK.

    Fix: agree the clauses of 2021, for the UK with the Addendum or the IDTA, or end the flow.
    """
    law = old_clauses_end(known(transfer, "regime"))
    if last_day_seen(transfer, view) > law.last_day:
        clauses = mechanism_in_words(known(transfer, "mechanism"))
        text = f"rests on {clauses}, which could be relied on until {day_in_words(law.last_day)}"
        yield Noted("mechanism", text, also=((transfer, "ended_on"),), confidence=law.confidence)


@rule(
    "TRA-14",
    "The module of the clauses fits the roles of the parties",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 46(2)(c)", "Dec. (EU) 2021/914"),
    each=Transfer,
    applies=one_of("mechanism", "scc_2021", "uk_addendum"),
    regimes=(EU, UK, SWISS),
)
def module_does_not_fit(transfer: Transfer, _view: View) -> Iterator[Noted]:
    """Each module is written for two roles; between other roles its duties fall on the wrong party.

    Fix: agree the module for these roles, or correct the roles.
    """
    module = transfer.clauses_module
    if module is None:
        yield Noted("clauses_module", "rests on clauses and does not state their module")
        return
    exporter, importer = (_side(known(transfer, column)) for column in ("exporter_role", "importer_role"))
    if module != f"{exporter}_to_{importer}":
        text = f"uses the module {module.replace('_', ' ')} and goes from a {exporter} to a {importer}"
        yield Noted("clauses_module", text, also=((transfer, "exporter_role"), (transfer, "importer_role")))


def _side(role: str) -> str:
    return "processor" if role in PROCESSOR_ROLES else "controller"


@rule(
    "TRA-15",
    "Clauses are signed and their annexes complete",
    severity=Severity.HIGH,
    force=Force.STATUTE,
    cites=("GDPR 46(2)(c)", "SCC clause 1", "SCC clause 8"),
    each=Transfer,
    applies=one_of("mechanism", "scc_2021", "uk_addendum", "uk_idta"),
    regimes=(EU, UK, SWISS),
)
def clauses_incomplete(transfer: Transfer, _view: View) -> Iterator[Noted]:
    """Clauses bind once they are signed, and only their annexes say which data and which measures they are about.

    Fix: sign the clauses, fill in the annexes, and enter both.
    """
    yield from all_parts(_not_signed(transfer), _annexes_open(transfer))


def _not_signed(transfer: Transfer) -> Iterator[Noted]:
    if transfer.is_blank("clauses_signed_on"):
        yield Noted("clauses_signed_on", "rests on clauses and states no day on which they were signed")


def _annexes_open(transfer: Transfer) -> Iterator[Noted]:
    if transfer.has_complete_annexes is not Answer.YES:
        yield Noted("has_complete_annexes", "rests on clauses whose annexes are not stated to be filled in")


@rule(
    "TRA-16",
    "A UK transfer under EU clauses carries the UK Addendum",
    severity=Severity.CRITICAL,
    force=Force.STATUTE,
    cites=("UK GDPR 46", "DPA 2018 s.119A"),
    each=Transfer,
    applies=one_of("regime", "uk_gdpr"),
    regimes=(UK,),
)
def addendum_missing(transfer: Transfer, _view: View) -> Iterator[Noted]:
    """The EU clauses alone are no safeguard under UK law; the Addendum of the Commissioner makes them one.

    Fix: sign the UK Addendum or the IDTA, and enter that mechanism.
    """
    if known(transfer, "mechanism") == "scc_2021":
        yield Noted("mechanism", "rests under UK law on the EU clauses without the UK Addendum")


STATED = (
    must_state(
        "TRA-18",
        "Binding corporate rules are approved",
        "rules_not_approved",
        "bcr_approval_ref",
        message="rests on binding corporate rules and refers to no approval of them",
        severity=Severity.HIGH,
        cites=("GDPR 46(2)(b)", "GDPR 47"),
        each=Transfer,
        applies=one_of("mechanism", "bcr_controller", "bcr_processor"),
        why="Binding corporate rules are a safeguard once the competent authority has approved them.",
        fix="Enter the decision of the authority, or agree another mechanism.",
    ),
)
