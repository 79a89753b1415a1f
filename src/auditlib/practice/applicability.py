"""The small language in which data files say for whom something counts, read into conditions of three values.

`organisation.regimes contains any of (eu_gdpr, uk_gdpr) and organisation.uses_consent = yes`; `EEA` in a list stands
for the countries of the area.
"""

import re
from functools import cache

from auditlib.practice.answers import content
from auditlib.reference.adequacy import protected_area
from auditlib.rulebook.conditions import Condition, always, every, is_blank, is_set, negation, some

_TOKEN = re.compile(r"\s*(contains any of|contains none of|contains|lacks|is set|is blank|[(),=]|[^\s(),=]+)")
_JOINTS = frozenset({"and", "or", "(", ")", ","})
_TABLE = "organisation."


@cache
def condition_of(text: str) -> Condition:
    """The condition on an organisation that a text states; a blank text always holds.

    Raises:
        ValueError: the text is not of this language.
    """
    if not text.strip():
        return always
    tokens = _TOKEN.findall(text)
    reader = _Reader(text, tokens)
    condition = reader.alternatives()
    reader.expect("")
    return condition


class _Reader:
    """Reads tokens from left to right; one method for each rule of the grammar."""

    def __init__(self, text: str, tokens: list[str]) -> None:
        self._text = text
        self._tokens = [*tokens, ""]
        self._next = 0

    def alternatives(self) -> Condition:
        found = [self._together()]
        while self._take("or"):
            found.append(self._together())
        return some(*found)

    def expect(self, token: str) -> None:
        if not self._take(token):
            raise ValueError(f"found “{self._tokens[self._next]}” in “{self._text}”; expected “{token or 'its end'}”.")

    def _together(self) -> Condition:
        found = [self._single()]
        while self._take("and"):
            found.append(self._single())
        return every(*found)

    def _single(self) -> Condition:
        if self._take("("):
            inner = self.alternatives()
            self.expect(")")
            return inner
        return self._test()

    def _test(self) -> Condition:
        named = self._word()
        if not named.startswith(_TABLE):
            raise ValueError(f"found “{named}” in “{self._text}”; expected a column such as organisation.regimes.")
        column, operator = named.removeprefix(_TABLE), self._word()
        match operator:
            case "is set":
                return is_set(column)
            case "is blank":
                return is_blank(column)
            case "=" | "contains":
                return _holds(column, frozenset({self._value()}))
            case "lacks":
                return negation(_holds(column, frozenset({self._value()})))
            case "contains any of":
                return _holds(column, self._values())
            case "contains none of":
                return negation(_holds(column, self._values()))
        raise ValueError(f"found “{operator}” in “{self._text}”; expected an operator such as “contains”.")

    def _values(self) -> frozenset[str]:
        self.expect("(")
        found = [self._value()]
        while self._take(","):
            found.append(self._value())
        self.expect(")")
        return frozenset(found) - {"EEA"} | (protected_area("eu_gdpr") if "EEA" in found else frozenset())

    def _value(self) -> str:
        words = [self._word()]
        while self._tokens[self._next] not in {*_JOINTS, ""}:
            words.append(self._word())
        return " ".join(words)

    def _word(self) -> str:
        token = self._tokens[self._next]
        if token in {*_JOINTS, ""}:
            raise ValueError(f"found “{token or 'the end'}” in “{self._text}”; expected a word.")
        self._next += 1
        return token

    def _take(self, token: str) -> bool:
        is_next = self._tokens[self._next] == token
        self._next += is_next and bool(token)
        return is_next


def _holds(column: str, values: frozenset[str]) -> Condition:
    return lambda organisation, view: not values.isdisjoint(content(organisation, column, view))
