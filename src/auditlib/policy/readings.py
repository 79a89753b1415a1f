"""How a part of a policy is meant: asserts, forbids, obliges, permits or narrates, and how that is tested."""

import re
from collections.abc import Callable, Mapping

from auditlib.policy.cutting import WITHOUT_DOING, Part
from auditlib.policy.facts import durations_in
from auditlib.policy.naming import parties_in

Reading = tuple[str, str]

ASSERTS = ("asserts", "exists")
ASSERTS_OF_ALL = ("asserts", "all")
CLOSED = ("forbids", "closed")
FORBIDDEN = ("forbids", "none")
LIMITED = ("forbids", "all")
OBLIGES = ("obliges", "all")
ON_EVENT = ("obliges", "event")
OF_DOCUMENT = ("obliges", "document")
AIMS = ("obliges", "exists")
PERMITS = ("permits", "permitted")
NARRATES = ("narrates", "narrative")


def _any(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: compiled.search(text) is not None


# A condition, a relative clause and an aim deny something of their own, whatever the verb says.
_ASIDE = re.compile(
    r"^(?:if|when|where|unless|until|because|as|while|although)\b[^,;]*,|"
    r"(?<=[\w,])\s+(?:if|unless|whether|because|until|when|where|so\s+that)\b[^,;.]*|"
    r",\s*(?:which|who|whose|where)\b[^,;.]*|"
    r"\b(?:who|which|that)\s+(?:(?:do|does|did|are|is|was|were|will|can|have|has)\s+not|\w+n['’]t|cannot)\b",
    re.IGNORECASE,
)
_denies = _any(
    r"(?<!whether or )(?<!right )\bnot\b(?!\s+(?:only|limited|just|merely|(?:be\s+)?(?:obliged|required)\s+to|"
    r"(?:have|need)\s+to|(?:later|more|longer|less)\s+than)\b)|n['’]t\b(?!\s+(?:only|just|(?:have|need)\s+to)\b)|"
    r"\b(?:never|cannot|neither|nor|nobody|no[\s-]one|none|nowhere)\b|\bnothing\b(?!\s+(?:but|else)\b)|"
    r"(?<!\bat )\bno\b(?!\.|\s*\d|\s+(?:other|later|more|less|fewer|earlier|sooner|matter|doubt)\b|"
    r"\s+longer\s+(?:than|necessary|needed|required)\b)|\bat\s+no\s+(?:time|point|stage)\b|\brefrains?\s+from\b|"
    + WITHOUT_DOING
)


def is_negated(text: str) -> bool:
    """Whether some words deny what their verb says, also by their subject or object: `nobody`, `no cookies`.

    Words that deny something else do not count: `not only`, `no later than`, `at no charge`, `without undue delay`,
    `if you do not agree`, `people who do not work here`.
    """
    return _denies(_ASIDE.sub(" ", text))


is_exclusive = _any(
    r"(?<!not )\bonly\b|\bsolely\b|\bexclusively\b|\bno\s+other\b|\bnothing\s+(?:but|else)\b|"
    r"\b(?:nobody|no[\s-]one|none)\s+else\b|\blimited\s+to\b(?<!not limited to)"
)
is_possible = _any(r"\b(?:may|might|can|could)\b")
is_aim = _any(r"\b(?:goal|aim|strive|seek|endeavou?r|try)\b")
speaks_to_reader = _any(
    r"^(?:please\b|you\s+(?:should|can|may\s+(?:wish|want)|must|are\s+encouraged)\b|we\s+(?:encourage|recommend))"
)
_by_law = _any(r"\brequired\b|\blaw\b|\blegal|\bcourt\b|\bobligat")
_is_safeguard = _any(r"\bsafeguards?\b|\bclauses?\b|\badequa|\bframework\b|\bbinding\b|\bprotect")
_gives_notice = _any(
    r"\bnotif|(?<!this\s)(?<!our\s)(?<!privacy\s)\bnotices?\b(?!\s+from)|\binform\b|\be-?mail\b|\btell\b|\bannounce|\bpost\b|\bpublish"
)
_shows_date = _any(r"\blast\s+updated\b|\bdate\b|\bversion\b")
_depends = _any(r"\b(?:adjusted|agreed|varied|based\s+on|depend\w*|according\s+to|instruct\w*)\b")
_disclaims = _any(r"^no\s|\bcannot\b|\bno\s+(?:system|method|transmission|internet)\b")
_is_conditional_service = frozenset(
    {"professional_adviser", "buyer_or_successor", "group_company", "partner", "client"}
)


def reading_of(kind: str, text: str, part: Part, terms: tuple[str, ...] = ()) -> Reading:
    """The modality and operator of a part of a clause.

    Args:
        kind: what it is about, a value of `claim_kind`.
        text: its words.
        part: what it is to its clause.
        terms: the shared terms it names.
    """
    if part is Part.CLOSED:
        return CLOSED
    return _READINGS[kind](text, part, terms)


def _scope(text: str, part: Part, terms: tuple[str, ...]) -> Reading:
    if part is Part.LIMIT:
        return LIMITED
    if is_negated(text):
        return FORBIDDEN
    return CLOSED if terms and _delimits(text) else ASSERTS


_delimits = _any(r"\bappl(?:y|ies)\s+to\b|\bcovers?\b")


def _practice(text: str, part: Part, _terms: tuple[str, ...]) -> Reading:
    """Collecting and using: stated as done, unless negated, closed or only possible."""
    if is_negated(text):
        return CLOSED if _excepts_named(text) else FORBIDDEN
    if _is_conditional(text):
        return PERMITS
    if part is Part.LIMIT or is_exclusive(text):
        return CLOSED
    return PERMITS if is_possible(text) else ASSERTS


_is_conditional = _any(r"\bonly\s+(?:if|when|where|once|after|with\s+your)\b")


def _sharing(text: str, _part: Part, terms: tuple[str, ...]) -> Reading:
    if is_negated(text) and _excepts_named(text):
        return CLOSED if terms else LIMITED
    if is_negated(text) and not is_exclusive(text):
        return FORBIDDEN
    if is_exclusive(text) or ("authority" in terms and _by_law(text)):
        return LIMITED
    if not terms and parties_in(text):
        return PERMITS if is_possible(text) else ASSERTS
    return PERMITS if not terms or _is_conditional_service & set(terms) or "authority" in terms else ASSERTS


_excepts_named = _any(
    r"^(?:except|other\s+than|apart\s+from)\s+(?:for\s+)?(?!where|when|if|as)\w|"
    r"\b(?:data|information|it|them|anything|nothing)\s*,?\s+(?:except|other\s+than|apart\s+from)\s+(?!where|when|if|as)\w|"
    r"\b(?:any(?:one|body|\s+\w+(?:\s+\w+)?)|third\s+part(?:y|ies)|others|nobody|no\s+one)\b[^.;]{0,40}"
    r"\b(?:except|other\s+than|apart\s+from|but)\s+(?:for\s+|to\s+|with\s+)?(?!where|when|if|as)\w"
)


def _deletion(text: str, part: Part, _terms: tuple[str, ...]) -> Reading:
    if text.lower().startswith("subject to"):
        return CLOSED
    return OBLIGES if _asks_in_form(text) and part is not Part.CONDITION else ON_EVENT


_asks_in_form = _any(r"\bin\s+writing\b|\bby\s+(?:e-?mail|post|letter)\b|\brequest\s+(?:that|this|it)\b")


def _keeping(text: str, part: Part, terms: tuple[str, ...]) -> Reading:
    if is_negated(text) and not _bounds(text):
        return FORBIDDEN
    if _depends(text):
        return ON_EVENT
    if part is not Part.MEMBER:
        return LIMITED
    if "dispute" in terms:
        return PERMITS
    return ASSERTS_OF_ALL if terms == ("legal_obligation",) else LIMITED


_bounds = _any(r"\b(?:longer|more|beyond|past|after|than|until|once)\b")


def _securing(text: str, _part: Part, _terms: tuple[str, ...]) -> Reading:
    if _disclaims(text):
        return NARRATES
    if _withholds(text):
        return FORBIDDEN
    if is_exclusive(text):
        return LIMITED
    return AIMS if is_aim(text) and not _is_safeguard(text) else OBLIGES


_withholds = _any(
    r"(?:\b(?:not|never)|n['’]t)\s+(?:\w+\s+)?(?:encrypt|train|test|log|lock|back\s+up|pseudonymi|anonymi)"
)


def _transferring(text: str, part: Part, terms: tuple[str, ...]) -> Reading:
    if is_negated(text):
        return FORBIDDEN
    if part is Part.CONDITION or is_exclusive(text):
        return CLOSED
    if _is_safeguard(text) or terms:
        return OBLIGES
    return PERMITS if is_possible(text) else ASSERTS


def _rights(text: str, part: Part, _terms: tuple[str, ...]) -> Reading:
    if part is Part.MEMBER:
        return ON_EVENT
    if part is Part.HEAD:
        return PERMITS
    if is_negated(text):
        return FORBIDDEN
    if durations_in(text) or _answers(text):
        return ON_EVENT
    if _verifies(text):
        return PERMITS
    return OBLIGES if _gives_way(text) else ON_EVENT


_answers = _any(r"\b(?:respond|answer|reply)\b")
_verifies = _any(r"\bverif|\bconfirm\s+your\s+identity|\bproof\s+of\s+identity|\bcharge\b|\bfee\b|\brefuse")
_gives_way = _any(r"\bcontact\b|\be-?mail\b|\bwrite\b|\bform\b|@|\bcall\b|\bcomplain")


def _cookies(text: str, part: Part, _terms: tuple[str, ...]) -> Reading:
    if part is not Part.MEMBER and _controls(text):
        return NARRATES
    if is_negated(text):
        return FORBIDDEN
    return CLOSED if is_exclusive(text) else ASSERTS


_controls = _any(
    r"\bbrowser\b|\bdisable|\bsettings\b|\byou\s+can\b|\bsmall\s+(?:text\s+)?files?\b|"
    r"(?:\bnot|n['’]t)\s+(?:\w+\s+)?(?:work|function|be\s+available)\b"
)


def _disclaiming(text: str, _part: Part, _terms: tuple[str, ...]) -> Reading:
    if is_negated(text):
        return FORBIDDEN
    return PERMITS if is_possible(text) else ASSERTS


def _changing(text: str, part: Part, _terms: tuple[str, ...]) -> Reading:
    if part is Part.CONDITION:
        return OBLIGES
    if _shows_date(text):
        return OF_DOCUMENT
    if _gives_notice(text):
        return ON_EVENT
    return PERMITS if is_possible(text) else OBLIGES


def _acting(text: str, _part: Part, _terms: tuple[str, ...]) -> Reading:
    if is_negated(text):
        return FORBIDDEN
    return ASSERTS_OF_ALL if is_possible(text) else ASSERTS


def _resting(text: str, _part: Part, _terms: tuple[str, ...]) -> Reading:
    if is_negated(text):
        return FORBIDDEN
    return CLOSED if is_exclusive(text) else ASSERTS_OF_ALL


def _always(reading: Reading) -> Callable[[str, Part, tuple[str, ...]], Reading]:
    return lambda _text, _part, _terms: reading


_READINGS: Mapping[str, Callable[[str, Part, tuple[str, ...]], Reading]] = {
    "scope": _scope,
    "identity": _always(ASSERTS),
    "role": _acting,
    "collects": _practice,
    "ownership": _always(LIMITED),
    "uses_for": _practice,
    "legal_basis": _resting,
    "shares_with": _sharing,
    "does_not_sell": _always(FORBIDDEN),
    "deletes_on_request": _deletion,
    "retains": _keeping,
    "secures": _securing,
    "transfers": _transferring,
    "rights": _rights,
    "cookies": _cookies,
    "disclaimer": _disclaiming,
    "change_notice": _changing,
    "contact": _always(OF_DOCUMENT),
}
