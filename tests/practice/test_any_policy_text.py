"""Any text in the place of the policy: nothing raises, no statement is lost, and no changed words pass."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from auditlib.case import Case
from auditlib.intake.inventory import InputFile, Role
from auditlib.policy.comparing import compare
from auditlib.policy.reading import policy_of_text
from auditlib.policy.structure import Policy
from auditlib.practice.checking import check_policy
from auditlib.practice.verdicts import Flag, Judged, Verdict
from auditlib.register.register import Register
from auditlib.sheets import sheets
from auditlib.sheets.policy_commitments import PolicyCommitment
from tests.policy.policies import COMMITMENTS, REFERENCE, reference_statements
from tests.rules.making import NO_EVIDENCE, a_case, rows_with

SAMPLE = 100
TEXT = REFERENCE.read_text(encoding="utf-8")
OLD = policy_of_text(TEXT)
STATEMENTS = reference_statements()
WORDS = (
    "not", "never", "only", "may", "shall", "30 days", "12", "Fernway Ltd", "India", "unless", "without", "Wir löschen",
    "我们不出售您的个人信息。", "мы не продаём", "نحن لا نبيع", "\u200b", "\u00ad", "\u202e", "\ufeff", "e\u0301",
    "\x00", "\ud800", "&nbsp;", "<b>x</b>", "<!--", "|", "- ", "• ", "1. ", "# ", "…", "“", "\t", "\u2028", "\f",
)  # fmt: skip
SCRIPTS = (
    "Wir verkaufen Ihre personenbezogenen Daten nicht und löschen sie nach dreißig Tagen.",
    "Nous ne vendons pas vos données personnelles et nous les supprimons sur demande.",
    "我们不出售您的个人信息。我们会在三十天后删除。",
    "Мы не продаём ваши персональные данные и удаляем их через тридцать дней.",
)
Mutation = Callable[[str, Random], str]


def _pieces(text: str, random: Random) -> tuple[list[str], str]:
    """The text cut into characters, words, sentences, lines, paragraphs or sections."""
    gap = random.choice((" ", ". ", "\n", "\n\n", "\n\n\n"))
    return text.split(gap), gap


def _deleted(text: str, random: Random) -> str:
    pieces, gap = _pieces(text, random)
    place = random.randrange(len(pieces))
    del pieces[place : place + random.choice((1, 1, 3, 30))]
    return gap.join(pieces)


def _duplicated(text: str, random: Random) -> str:
    pieces, gap = _pieces(text, random)
    piece = random.choice(pieces)
    pieces.insert(random.randrange(len(pieces) + 1), piece)
    return gap.join(pieces)


def _swapped(text: str, random: Random) -> str:
    pieces, gap = _pieces(text, random)
    one, other = random.randrange(len(pieces)), random.randrange(len(pieces))
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return gap.join(pieces)


def _inserted(text: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    gap = random.choice(("", " ", "\n", "\n\n"))
    return f"{text[:place]}{gap}{random.choice(WORDS)}{gap}{text[place:]}"


def _garbled(text: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    noise = "".join(chr(random.choice((random.randrange(32, 127), random.randrange(0x2FF0)))) for _ in range(5))
    return text[:place] + noise + text[place + random.randrange(9) :]


def _in_another_language(text: str, random: Random) -> str:
    pieces = text.split("\n\n")
    for _ in range(random.choice((1, 5, len(pieces)))):
        pieces[random.randrange(len(pieces))] = random.choice(SCRIPTS)
    return "\n\n".join(pieces)


def _with_a_huge_list(text: str, random: Random) -> str:
    place = text.find("\n", random.randrange(len(text) + 1))
    items = "\n".join(f"• your identifier {number}" for number in range(random.choice((50, 300))))
    return f"{text[:place]}\n{items}\n{text[place:]}"


def _cut_off(text: str, random: Random) -> str:
    return text[: random.randrange(len(text) + 1)]


MUTATIONS: tuple[Mutation, ...] = (
    _deleted, _deleted, _duplicated, _swapped, _inserted, _inserted, _garbled, _in_another_language,
    _with_a_huge_list, _cut_off,
)  # fmt: skip


def _as_html(text: str) -> str:
    return "<html><body>" + "".join(f"<p>{piece}</p>" for piece in text.split("\n\n")) + "</body></html>"


def _as_list(text: str) -> str:
    return "# Policy\n\n" + "\n".join(f"- {line}" for line in text.splitlines())


WRAPPERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("policy.txt", str),
    ("policy.txt", str),
    ("policy.html", _as_html),
    ("policy.md", str),
    ("policy.md", _as_list),
)


def any_text(seed: int) -> tuple[str, bytes]:
    """A policy made of the reference text by up to four changes: the name of its file, and what it holds."""
    random = Random(seed)  # noqa: S311  # the same seed has to give the same text
    text = TEXT
    for _ in range(random.randint(1, 4)):
        text = random.choice(MUTATIONS)(text, random) or "."
    name, wrapped = random.choice(WRAPPERS)
    return name, wrapped(text).encode("utf-8", "replace")


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """The clean register with the reference statements, beside a file of each name that the tests write."""
    folder = tmp_path_factory.mktemp("inputs")
    return {name: _case(folder / name) for name in dict(WRAPPERS)}


def _case(path: Path) -> Case:
    rows = rows_with()
    with COMMITMENTS.open(encoding="utf-8", newline="") as file:
        rows["policy_commitments"] = [{**row, "policy_version_id": "PV-01"} for row in csv.DictReader(file)]
    rows["policy_versions"][0]["text_ref"] = path.name
    made = a_case(rows)
    file = InputFile(path.name, Role.POLICY, 0, "0" * 64, path)
    records = {name: made.register.all(kind) for name, kind in sheets().items() if made.register.has(kind)}
    return replace(made, register=Register(records, (file,), made.register.problems), inputs=path.parent)


def assert_nothing_is_lost(seed: int, cases: dict[str, Case]) -> None:
    name, data = any_text(seed)
    case = cases[name]
    case.files[0].path.write_bytes(data)
    check = check_policy(case, NO_EVIDENCE)
    stated = [row.identity for row in case.register.all(PolicyCommitment)]
    assert [one.commitment.identity for one in check.judged] == stated
    if check.policy is None:
        assert b"\x00" in data
        assert {one.decision.verdict for one in check.judged} == {Verdict.NOT_TESTED}
        return
    assert not [one.commitment.identity for one in check.judged if _passes_wrongly(one, check.policy)]
    changes = compare(OLD, STATEMENTS, check.policy).changes
    assert [one.commitment_id for one in changes] == [one.commitment_id for one in STATEMENTS]
    for one, judged in zip(changes, check.judged, strict=True):
        assert one.start is None or check.policy.text[one.start : one.end] == one.new_text
        assert one.is_substantive or one.start is not None or Flag.STALE in judged.decision.flags
    for told in check.disclosures:
        assert all(check.policy.text[start:end].strip() for start, end, _ in told.clauses), told
    for contradiction in check.contradictions:
        assert contradiction.passages


def _passes_wrongly(one: Judged, policy: Policy) -> bool:
    """Whether a statement passes whose words are not verbatim in one place of a text in English."""
    quote = one.commitment.quote or ""
    is_there = policy.text[one.start : one.end] == quote if one.start is not None else False
    if one.decision.verdict is Verdict.PASSED:
        return not is_there or policy.language != "en"
    is_told = one.start is not None or Flag.STALE in one.decision.flags or policy.language != "en"
    return not is_told


@pytest.mark.parametrize("tenth", range(10))
def test_any_text_loses_no_statement_and_passes_no_changed_words(tenth: int, cases: dict[str, Case]) -> None:
    for seed in range(tenth, SAMPLE, 10):
        assert_nothing_is_lost(seed, cases)


@pytest.mark.torture
@pytest.mark.parametrize("thousand", range(10))
def test_ten_thousand_texts_lose_no_statement(thousand: int, cases: dict[str, Case]) -> None:
    for seed in range(1_000 * thousand, 1_000 * (thousand + 1)):
        assert_nothing_is_lost(seed, cases)


MARKS = (
    "not", "never", "cannot", "only", "solely", "all", "may", "might", "must", "should", "14", "½", "thirty", "30 days",
    "two months", "weekly", "5 %", "Fernway", "Fernway Ltd", "GmbH", "non-personal", "unless", "without", "if",
)  # fmt: skip


def _with_mark(number: int, mark: str) -> tuple[str, str]:
    """The id of a statement, and the reference text with a mark among the words of the statement."""
    one = STATEMENTS[number * 7 % len(STATEMENTS)]
    words = [place for place in range(one.quote_start, one.quote_end) if TEXT[place] == " "]
    place = words[len(words) // 2] if words else one.quote_end
    return one.commitment_id, f"{TEXT[:place]} {mark}{TEXT[place:]}"


@pytest.mark.parametrize(("number", "mark"), list(enumerate(MARKS)), ids=MARKS)
def test_a_mark_that_comes_or_goes_is_a_change_of_substance(number: int, mark: str) -> None:
    identity, text = _with_mark(number, mark)
    marked = policy_of_text(text)
    (came,) = [one for one in compare(OLD, STATEMENTS, marked).changes if one.commitment_id == identity]
    assert came.is_substantive, came
    shifted = [
        replace(one, quote=became.new_text, quote_start=became.start, quote_end=became.end)
        for one, became in zip(STATEMENTS, compare(OLD, STATEMENTS, marked).changes, strict=True)
    ]
    (gone,) = [one for one in compare(marked, shifted, OLD).changes if one.commitment_id == identity]
    assert gone.is_substantive, gone


def test_a_company_that_only_begins_sentences_is_a_name_too() -> None:
    old, new = (policy_of_text(f"Policy\n\n{name} receives your data.\n") for name in ("Fernway", "Northgate"))
    statement = replace(STATEMENTS[0], quote="Fernway receives your data.", quote_start=0, quote_end=0)
    (change,) = compare(old, [statement], new).changes
    assert change.reasons == ("name",)
