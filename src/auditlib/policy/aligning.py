"""Which clause of a new text an old one became: the same words first, then the likeliest of the rest."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from auditlib.policy.spelling import normalised, normalised_heading
from auditlib.policy.structure import Clause, ClauseKind, Policy
from auditlib.policy.words import words_of

_LEAST_LIKENESS = 0.5
_MOST_CANDIDATES = 12
_SAME_SECTION = 0.1
_SAME_KIND = 0.05
_MANY = 400
_FEWEST_WORDS = 3


def aligned(old: Policy, new: Policy) -> dict[str, Clause]:
    """The new clause of each old one by its id; an old clause that became none is not in it."""
    found = _by_words(old, new)
    taken = {clause.clause_id for clause in found.values()}
    rest = [clause for clause in old.clauses if clause.clause_id not in found]
    free = [clause for clause in new.clauses if clause.clause_id not in taken]
    found |= _by_likeness(rest, free, _section_pairs(found))
    # A sentence that was joined to another one stands in a clause that is already taken.
    found |= _inside([clause for clause in rest if clause.clause_id not in found], new.clauses)
    return found


def plain_words(clause: Clause) -> str:
    """The words of a clause as compared: a heading without its number."""
    return normalised_heading(clause.text) if clause.kind is ClauseKind.HEADING else normalised(clause.text)


def likeness(old: str, new: str) -> float:
    """How alike two texts are, from 0 to 1; says nothing about what they mean."""
    return 1.0 if old == new else SequenceMatcher(None, old, new, autojunk=False).ratio()


def _by_words(old: Policy, new: Policy) -> dict[str, Clause]:
    places: dict[str, list[Clause]] = defaultdict(list)
    for clause in new.clauses:
        places[plain_words(clause)].append(clause)
    found: dict[str, Clause] = {}
    for clause in old.clauses:
        candidates = places.get(plain_words(clause))
        if candidates:
            best = max(candidates, key=lambda one: _nearness(clause, old, one, new))
            candidates.remove(best)
            found[clause.clause_id] = best
    return found


def _nearness(clause: Clause, old: Policy, candidate: Clause, new: Policy) -> tuple[int, bool, float]:
    above = [plain_words(one) for one in old.governing(clause)]
    above_new = [plain_words(one) for one in new.governing(candidate)]
    shared = sum(1 for one in above if one in above_new)
    distance = abs(clause.start / max(1, len(old.text)) - candidate.start / max(1, len(new.text)))
    return shared, clause.kind is candidate.kind, -distance


def _section_pairs(found: Mapping[str, Clause]) -> frozenset[tuple[str, str]]:
    counted = Counter((clause_id.partition(".")[0], clause.section_id) for clause_id, clause in found.items())
    return frozenset(counted)


def _by_likeness(
    rest: Sequence[Clause], free: Sequence[Clause], sections: frozenset[tuple[str, str]]
) -> dict[str, Clause]:
    pairs = []
    places: dict[str, list[int]] = defaultdict(list)
    for candidate, new in enumerate(free):
        for stem in _stems(new):
            places[stem].append(candidate)
    for place, old in enumerate(rest):
        for candidate in _candidates(old, places):
            score = _score(old, free[candidate], sections)
            if score:
                pairs.append((-score, place, candidate))
    found: dict[str, Clause] = {}
    taken: set[int] = set()
    for _, place, candidate in sorted(pairs):
        if rest[place].clause_id not in found and candidate not in taken:
            found[rest[place].clause_id] = free[candidate]
            taken.add(candidate)
    return found


def _score(old: Clause, new: Clause, sections: frozenset[tuple[str, str]]) -> float:
    if (old.kind is ClauseKind.HEADING) is not (new.kind is ClauseKind.HEADING):
        return 0.0
    matcher = SequenceMatcher(None, plain_words(old), plain_words(new), autojunk=False)
    # The quick ratio is never below the ratio itself.
    if matcher.quick_ratio() < _LEAST_LIKENESS or (ratio := matcher.ratio()) < _LEAST_LIKENESS:
        return 0.0
    is_near = (old.section_id, new.section_id) in sections
    return ratio + (_SAME_SECTION if is_near else 0) + (_SAME_KIND if old.kind is new.kind else 0)


def _candidates(old: Clause, places: Mapping[str, Sequence[int]]) -> list[int]:
    """The places of the free clauses that share most words with an old one."""
    shared: Counter[int] = Counter()
    for stem in sorted(_stems(old)):
        found = places.get(stem, ())
        for place in found if len(found) <= _MANY else found[:_MANY]:
            shared[place] += 1
    best = sorted(shared, key=lambda place: (-shared[place], place))
    return best[:_MOST_CANDIDATES]


def _stems(clause: Clause) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(clause.text))


def _inside(rest: Iterable[Clause], new: Sequence[Clause]) -> dict[str, Clause]:
    found = {}
    texts = [_only_words(clause) for clause in new]
    for clause in rest:
        words = _only_words(clause)
        if len(words.split()) < _FEWEST_WORDS:
            continue
        place = next((place for place, text in enumerate(texts) if words in text), None)
        if place is not None:
            found[clause.clause_id] = new[place]
    return found


def _only_words(clause: Clause) -> str:
    return f" {' '.join(word.text.casefold() for word in words_of(plain_words(clause)))} "
