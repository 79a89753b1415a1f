"""Sharing: forbidden in one place and permitted in another; a limit on vendors that a named tool can exceed."""

from collections.abc import Iterable, Iterator

from auditlib.policy.contradictions.cues import cue
from auditlib.policy.contradictions.detecting import Sighting, detector
from auditlib.policy.contradictions.implied import implied_by, is_named_in
from auditlib.policy.contradictions.reader import Reader, Stated
from auditlib.policy.contradictions.wording import labels, listed, places, quoted
from auditlib.policy.naming import parties_in
from auditlib.policy.structure import Clause, ClauseKind

_SALES = frozenset({"sale_of_data", "resale"})
_NAMES_TOOLS = ("collects", "shares_with", "cookies", "uses_for", "transfers", "secures")


@detector("X-02")
def sharing_forbidden_and_permitted(reader: Reader) -> Iterator[Sighting]:
    """A ban on sharing beside a permission to share that may cover the same data."""
    sharing = reader.of_kind("shares_with")
    permissions = [one for one in sharing if _is_permission(one, reader)]
    narrow: list[Stated] = []
    wide: list[Stated] = []
    for ban in _bans(sharing, reader):
        (narrow if reader.is_about_what_is_handed_over(ban.clause) else wide).append(ban)
    of_information = [one for one in permissions if _is_of_information(one, reader)]
    if narrow and of_information and not reader.saying("set_apart"):
        yield _forbidden_and_permitted(narrow, of_information, reader)
    yield from _wide([one for one in wide if _is_of_whole_group(one)], permissions, reader)
    yield from _sales(reader)


def _sales(reader: Reader) -> Iterator[Sighting]:
    """The refusal to sell, beside a sale of the same: of what clients hand over, or of data of any kind."""
    refusals = [one for one in reader.of_kind("does_not_sell") if cue("exception").search(one.clause.text) is None]
    sales = [
        one
        for one in reader.of_kind("uses_for")
        if one.operator in ("exists", "permitted") and one.terms & _SALES and not _is_at_your_wish(one, reader)
    ]
    for vocabulary in sorted({one.vocabulary for one in refusals}):
        refused = [one for one in refusals if one.vocabulary == vocabulary]
        sold = [one for one in sales if one.vocabulary == vocabulary]
        if sold:
            message = (
                f"Forbids {quoted(refused)} in {places((one.clause for one in refused), reader)}, and states "
                f"{quoted(sold)} in {places((one.clause for one in sold), reader)}. Say whether data are sold."
            )
            yield Sighting(message, tuple(one.span for one in (*refused, *sold)), refused[0].words)


def _wide(bans: list[Stated], permissions: list[Stated], reader: Reader) -> Iterator[Sighting]:
    """Bans for data of any kind, each beside the permissions that name the same recipients."""
    by_terms: dict[frozenset[str], list[Stated]] = {}
    for ban in bans:
        by_terms.setdefault(ban.terms, []).append(ban)
    for terms, same in by_terms.items():
        clauses = {one.clause.clause_id for one in same}
        elsewhere = [one for one in permissions if one.clause.clause_id not in clauses]
        against = [one for one in elsewhere if not terms or terms & one.terms]
        if against:
            yield _forbidden_and_permitted(same, against, reader)


def _bans(sharing: Iterable[Stated], reader: Reader) -> list[Stated]:
    """The bans on sharing; also those that nobody made a statement of."""
    stated = [one for one in sharing if _is_ban(one, reader)]
    told = {one.clause.clause_id for one in stated}
    unstated = (
        reader.read_as(clause, "shares_with", "none", "recipient_category")
        for clause in reader.saying("forbids_sharing")
        if clause.clause_id not in told and clause.kind is not ClauseKind.HEADING
    )
    return [*stated, *(one for one in unstated if one.terms and _is_ban(one, reader))]


def _is_ban(one: Stated, reader: Reader) -> bool:
    """Whether a statement forbids to share, and excepts nobody; an item of a list shares by the verb above it."""
    words = reader.lead_ins(one.clause) if one.clause.kind is ClauseKind.BULLET else one.quote
    is_of_sharing = cue("shares").search(words) is not None
    return one.operator == "none" and is_of_sharing and cue("exception").search(one.clause.text) is None


def _is_permission(one: Stated, reader: Reader) -> bool:
    """Whether a statement permits to share with somebody, whatever the reader wishes."""
    return bool(one.terms) and one.operator in ("exists", "permitted") and not _is_at_your_wish(one, reader)


def _is_at_your_wish(one: Stated, reader: Reader) -> bool:
    return cue("at_your_wish").search(reader.lead_ins(one.clause)) is not None


def _is_of_information(one: Stated, reader: Reader) -> bool:
    """Whether a permission is for information of any kind."""
    is_general = cue("shares_information").search(reader.lead_ins(one.clause)) is not None
    return is_general and not reader.is_about_what_is_handed_over(one.clause)


def _is_of_whole_group(ban: Stated) -> bool:
    """Whether a ban is of all it names, or of everyone; `other clients` are not all clients."""
    name = "is_other" if ban.terms else "everyone"
    return (cue(name).search(ban.quote) is None) is bool(ban.terms)


def _forbidden_and_permitted(bans: list[Stated], against: list[Stated], reader: Reader) -> Sighting:
    groups = implied_by(reader, "recipient_category")
    addressed = frozenset().union(*(one.terms for one in (*bans, *against)))
    unnamed = [one for one in groups if one not in addressed and not is_named_in(reader, "recipient_category", one)]
    nowhere = f" Named nowhere as recipients: {listed(labels('recipient_category', unnamed))}." if unnamed else ""
    message = (
        f"Forbids “{bans[0].words}” in {places((one.clause for one in bans), reader)}, and permits sharing "
        f"information with {quoted(against)} in {places((one.clause for one in against), reader)}, without saying "
        f"whether that is the same data.{nowhere} Say who receives what clients hand over, and who does not."
    )
    return Sighting(message, tuple(one.span for one in (*bans, *against)), bans[0].words)


@detector("X-07")
def vendor_limit_and_named_tool(reader: Reader) -> Iterator[Sighting]:
    """A limit on what vendors do with data, and a named tool whose settings decide whether it keeps to the limit."""
    limits = [one for one in reader.saying("vendor_limit") if not cue("is_disclaimed").search(one.text)]
    settings = _settings(reader)
    for party, statements in _tools(reader).items() if limits else ():
        if party not in settings:
            yield _limited_tool(party, statements, limits, reader)


def _tools(reader: Reader) -> dict[str, list[Stated]]:
    """The tools of others that the text names, by the statements or where its words do."""
    found: dict[str, list[Stated]] = {}
    for one in reader.of_kind(*_NAMES_TOOLS):
        for party in one.named_parties:
            if "authority" not in one.terms and not _is_own(party, reader):
                found.setdefault(party, []).append(one)
    for clause in reader.saying("names_tool"):
        used = (one["name"] for one in cue("uses_tool").finditer(clause.words))
        for party in (*parties_in(clause.words), *used):
            if party not in found and not _is_own(party, reader):
                found[party] = [reader.read_as(clause, "collects", "exists", "data_kind")]
    return found


def _is_own(party: str, reader: Reader) -> bool:
    """Whether a name is the company's own, or a part of it."""
    return any(party in name or name in party for name in reader.own_names)


def _settings(reader: Reader) -> str:
    """The clauses that say how something is set, each with the one before, which may name it."""
    naming = (one for clause in reader.saying("settings") for one in (reader.before(clause), clause) if one)
    return "\n".join(clause.words for clause in naming)


def _limited_tool(party: str, statements: list[Stated], limits: list[Clause], reader: Reader) -> Sighting:
    message = (
        f"Limits what vendors may do with data in {places(limits, reader)}, and names {party} in "
        f"{places((one.clause for one in statements), reader)}. Whether {party} keeps to the limit depends on its "
        "terms and settings, of which the text states nothing: keep evidence of how they are set."
    )
    spans = (*(one.span for one in statements), *((one.start, one.end) for one in limits))
    return Sighting(message, spans, party)
