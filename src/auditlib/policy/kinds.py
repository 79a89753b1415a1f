"""What a sentence is about, told by its verbs and nouns, else by the heading and lead-in above it."""

import re
from collections.abc import Iterable

from auditlib.policy.structure import Clause, ClauseKind, Policy

_Cues = tuple[tuple[str, re.Pattern[str]], ...]


def _cues(*pairs: tuple[str, str]) -> _Cues:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in pairs)


_NEGATION = r"(?:\bnot\b|n['’]t\b|\bnever\b|\bcannot\b|\bno\b|\bneither\b|\bnor\b|\bwithout\b)"
_DOCUMENT = r"(?:policy|policies|notice|statement)\b"

# The first that fits decides: what is told by its verb stands before what is told by a noun that others use too.
_IN_SENTENCES = _cues(
    ("does_not_sell", _NEGATION + r"[^.;]{0,40}\b(?:sell|sold|rent|rented|trade|monetize|monetise)\b"),
    ("scope", rf"\b(?:this|our|the)\s+(?:[\w-]+\s+){{0,3}}{_DOCUMENT}[^.]{{0,40}}?\b(?:explains?|appl(?:y|ies)|covers?|describes?)"),
    ("change_notice", rf"\b(?:update|change|amend|modify|revise)s?\b[^.]{{0,40}}\b{_DOCUMENT}"),
    ("change_notice", rf"\b(?:material|significant|substantial|important)\s+changes?\b|\bchanges\s+to\s+(?:this|our)\s+(?:[\w-]+\s+)?{_DOCUMENT}"),
    ("disclaimer", r"\bnot\s+(?:be\s+)?(?:responsible|liable)\b|\blinks?\s+to\s+(?:other|third)|\bthird[- ]party\s+(?:sites?|websites?)\b"),
    ("rights", r"\b(?:exercise|have)\b[^.]{0,40}\brights?\b|\bthe\s+right\s+to\b|\brights\s+such\s+as\b|\bverify\s+your\s+identity\b|"
     r"\bsupervisory\s+authority\b|\blodge\s+a\s+complaint\b|\bwithdraw\s+(?:your\s+)?consent\b|\bunsubscribe\b"),
    ("deletes_on_request", r"\b(?:need|ask|want|request|instruct|tell)s?\b[^.]{0,40}\b(?:delet|eras|remov|destroy)\w+|"
     r"\b(?:delete|erase|remove|destroy)\b[^.]{0,60}\b(?:up)?on\s+(?:your\s+|written\s+)*request\b"),
    ("ownership", r"\bremains?\b[^.]{0,30}\b(?:property|yours)\b|\bownership\b|\bretains?\s+(?:all\s+)?(?:rights|title)\b|\byou\s+own\b"),
    ("retains", r"\bretention\b|\b(?:keep|kept|retain|store|hold)\w*\b[^.]{0,80}\b(?:as\s+long\s+as|no\s+longer|until|up\s+to|for\s+(?:a\s+)?"
     r"(?:period|maximum|\d+|one|two|three|four|five|six|seven|ten|twelve|thirty|ninety))|\b(?:delete|erase|destroy)d?\b[^.]{0,60}\b(?:after|within)\b"),
    ("cookies", r"\bcookies?\b|\bsimilar\s+technolog"),
    ("legal_basis", r"\b(?:legal|lawful)\s+(?:bas[ie]s|grounds?)\b|\bwe\s+(?:\w+\s+)?rely\s+on\b|\blegitimate\s+interests?\b"),
    ("transfers", r"\b(?:across\s+borders|different\s+(?:regions|countries)|other\s+countries|third\s+countr|international(?:ly)?\s+transfer|"
     r"outside\s+(?:of\s+)?(?:the|your)|standard\s+contractual\s+clauses|adequacy\s+decision|privacy\s+shield|data\s+privacy\s+framework)"),
    ("transfers", r"\b(?:stored?|hosted?|processed|located|servers?)\b[^.]{0,40}\bin\s+(?:the\s+)?[A-Z]"),
    ("contact", r"\b(?:questions?|concerns?|comments?)\b[^.]{0,60}\b(?:contact|reach|write|e-?mail)\b|\b(?:contact|reach|write\s+to)\s+us\s+(?:at|by|via|on|using)\b|"
     r"\b(?:contact|write\s+to|e-?mail)\b[^.]{0,40}@"),
    ("role", r"\b(?:processor|controller|service\s+provider)\b[^.]{0,40}\b(?:behalf|instruct|meaning|for|of)\b|\bon\s+behalf\s+of\s+(?:our\s+)?(?:clients?|customers?)\b|"
     r"\byou\s+(?:may|can)\s+(?:share|provide|upload|send|submit)\b[^.]{0,60}\b(?:with|to)\s+us\b"),
    ("shares_with", r"\b(?:share|shares|shared|sharing|disclose|discloses|disclosed|pass\s+on|make\s+available)\b|"
     r"\b(?:vendors?|processors?|providers?|partners?|suppliers?|third\s+parties)\b[^.]{0,40}\b(?:may|are|is|can|must)\b[^.]{0,30}\b(?:use|process|access)\b"),
    ("secures", r"\b(?:technical|organi[sz]ational|security|safety)\b[^.]{0,40}\b(?:measures|safeguards|controls)\b|\bencrypt|\bunauthori[sz]ed\b|"
     r"\b(?:restrict|limit)\w*\s+access\b|\baccess\s+controls?\b|\bguaranteed?\b[^.]{0,40}\bsecur"),
    ("uses_for", r"\bwe\b[^.]{0,40}\b(?:use|uses|process)\b[^.]{0,60}\b(?:to|for|only)\b|\bused\s+(?:only\s+)?(?:to|for)\b|" + _NEGATION + r"[^.]{0,20}\b(?:use|train)\b"),
    ("collects", r"\bwe\b[^.]{0,40}\b(?:collect|receive|gather|obtain|record|log|ask\s+(?:you\s+)?for)\b|\bcollected\b|\byou\s+(?:provide|give)\b|"
     r"\b(?:collect|record|receive|gather|obtain)s?\b[^.]{0,20}:?$"),
)  # fmt: skip

_IN_HEADINGS = _cues(
    ("contact", r"\bcontact\b|\bquestions?\b|\bhow\s+to\s+reach\b|\bget\s+in\s+touch\b"),
    ("identity", r"\bwho\s+(?:we\s+are|is\s+responsible)\b|\babout\s+us\b|\bcontroller\b"),
    ("change_notice", r"\b(?:changes|updates|amendments)\b"),
    ("disclaimer", r"\blinks?\b|\bthird[- ]party\s+(?:sites|websites|services)\b"),
    ("cookies", r"\bcookies?\b|\btracking\b"),
    ("rights", r"\brights?\b|\bchoices\b"),
    ("legal_basis", r"\b(?:legal|lawful)\s+(?:bas[ie]s|grounds?)\b"),
    ("transfers", r"\btransfers?\b|\binternational\b|\bwhere\s+(?:we|your|is|are)\b"),
    ("retains", r"\bretention\b|\bhow\s+long\b|\b(?:keep|store|storage)\b"),
    ("secures", r"\bsecurity\b|\bprotect(?:ion|ing)?\b[^.]{0,20}\b(?:information|data)\b|\bsecure\b"),
    ("shares_with", r"\bshar(?:e|ing)\b|\bdisclos|\brecipients\b|\bthird\s+parties\b|\bwho\s+(?:we|receives|has)\b"),
    ("collects", r"\bcollect|\b(?:information|data)\s+(?:you\s+(?:give|provide)|we\s+(?:have|process|hold|receive|obtain))"),
    ("uses_for", r"\b(?:how|why)\s+we\s+use\b|\buse\s+of\b|\bpurposes?\b|\bhow\s+(?:is|are)\b|\bwhat\s+we\s+(?:do|use)\b"),
    ("scope", r"\bscope\b|\bcovers?\b|\bapplies\b|\bintroduction\b|\boverview\b"),
)  # fmt: skip

_ABOUT_DATASETS = re.compile(
    r"\bdatasets?\b|\b(?:project|client|customer)\s+(?:data|content)\b|\byour\s+content\b", re.IGNORECASE
)


def kind_of(clause: Clause, policy: Policy) -> str:
    """The kind of statement a clause makes, or blank where nothing tells."""
    above = policy.governing(clause)
    lead_ins = [one for one in above if one.kind is ClauseKind.LEAD_IN]
    if clause.kind in (ClauseKind.BULLET, ClauseKind.ROW) and lead_ins:
        return kind_of(lead_ins[-1], policy)
    if clause.kind is ClauseKind.BULLET:
        return heading_kind(above) or _first(_IN_SENTENCES, clause.words)
    return _first(_IN_SENTENCES, clause.words) or heading_kind(above)


def kind_of_words(words: str) -> str:
    """The kind that words alone tell, whatever stands above them; blank where they tell none."""
    return _first(_IN_SENTENCES, words)


def heading_kind(above: Iterable[Clause]) -> str:
    """What the nearest heading that tells anything announces."""
    headings = [one.words for one in above if one.kind is ClauseKind.HEADING]
    return next((kind for heading in reversed(headings) if (kind := _first(_IN_HEADINGS, heading))), "")


def is_about_datasets(clause: Clause, policy: Policy) -> bool:
    """Whether a clause speaks of what clients hand over, by its own words or its heading."""
    texts = [clause.words, *(one.words for one in policy.governing(clause))]
    return any(_ABOUT_DATASETS.search(text) for text in texts)


def _first(cues: _Cues, text: str) -> str:
    return next((kind for kind, pattern in cues if pattern.search(text)), "")
