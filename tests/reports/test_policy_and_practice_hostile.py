"""Policies that nobody means well with: shown as they are, harmless on the page, within the limits of a workbook."""

from pathlib import Path
from time import perf_counter

import lxml.html
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from auditlib.policy.structure import Clause, ClauseKind
from auditlib.render.characters import visible
from auditlib.render.marked_text import letters_of, marked_text_html
from auditlib.render.sanitise import clean
from auditlib.render.xlsx import write_workbook
from auditlib.render.xlsx_limits import check_workbook
from auditlib.reports import policy_and_practice as practice
from auditlib.reports.page import cover_of
from auditlib.reports.policy_and_practice.text import runs_of
from auditlib.tables import MarkedText
from tests.reports.reviewing import a_review, statement, the_reference_review

HOSTILE = """Privacy Policy

1. <script>alert(1)</script> What we do

We collect <img src=x onerror=alert(1)> your name. We do not <b>sell</b> data & "things" to 'anybody'.

2. מדיניות פרטיות

אנו אוספים את שמך. Reads \u202eesrever\u202c and hides\u200bzero\u200dwidth.

3. Long

{long}

=HYPERLINK("https://example.org","click") and </p></div></section><style>*{{display:none}}</style> end.
""".format(long="w" * 5_000)
QUOTES = ("<img src=x onerror=alert(1)>", "not <b>sell</b>", "esrever\u202c and hides\u200b", "w" * 5_000, "=HYPERLINK")


def rendered(text: MarkedText) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(clean(marked_text_html(text)), create_parent="main")


def clauses_of(page: lxml.html.HtmlElement) -> list[str]:
    for sign in page.xpath("//span[@class='text']//sup"):
        sign.drop_tree()
    return [one.text_content() for one in page.xpath("//span[@class='text']")]


@pytest.fixture
def review(tmp_path: Path) -> practice.PolicyReview:
    statements = [statement(number, quote) for number, quote in enumerate(QUOTES, start=1)]
    return a_review(tmp_path, HOSTILE, statements=statements)


def test_hostile_text_is_shown_letter_by_letter_and_is_no_markup(review):
    page = rendered(practice.policy_text(review))
    assert clauses_of(page) == [visible(clause.text) for clause in review.clauses]
    assert not page.xpath("//script | //img | //style[contains(., 'display:none')] | //*[@onerror] | //*[@style]")
    assert not page.xpath("//*[@class='text']//b")


def test_text_that_turns_its_direction_is_written_out(review):
    shown = "".join(clauses_of(rendered(practice.policy_text(review))))
    assert "[U+202E]esrever[U+202C]" in shown
    assert "\u202e" not in shown


def test_every_hostile_quote_is_marked(review):
    assert [one.start is not None for one in review.check.judged] == [True] * len(QUOTES)
    marked = {key for one in practice.policy_text(review).paragraphs for run in one.runs for key in run.within}
    assert len(marked) == len(QUOTES)


def test_a_hostile_policy_stays_within_the_limits_of_a_workbook(review, tmp_path):
    path = tmp_path / "out.xlsx"
    tables = [practice.policy_text(review).table, practice.contradictions(review), practice.findings(review)]
    write_workbook(path, cover_of(practice.REPORT, review.audit.case), tables)
    assert check_workbook(path) == []
    cells = [cell.value for row in openpyxl.load_workbook(path)["Policy"].iter_rows() for cell in row]
    assert any(str(value).startswith("=HYPERLINK(") for value in cells)


def test_two_thousand_clauses_are_all_shown_in_little_time(tmp_path):
    text = "Privacy Policy\n\n" + "\n\n".join(
        f"{number}. Heading {number}\n\nWe collect item number {number} for you." for number in range(1, 1_001)
    )
    statements = [statement(number, f"item number {number} for") for number in range(1, 1_001, 10)]
    review = a_review(tmp_path, text, statements=statements)
    began = perf_counter()
    shown = practice.policy_text(review)
    html = marked_text_html(shown)
    assert perf_counter() - began < 10
    assert len(shown.paragraphs) == len(review.clauses) == 2_001
    assert html.count('<span class="text"') == 2_001
    path = tmp_path / "out.xlsx"
    write_workbook(path, cover_of(practice.REPORT, review.audit.case), [shown.table])
    assert check_workbook(path) == []


def test_a_workbook_leads_from_a_statement_to_its_findings_and_back(tmp_path):
    review = the_reference_review()
    path = tmp_path / "out.xlsx"
    tables = [
        practice.policy_text(review).table,
        practice.less_told(review),
        practice.asked_by_law(review),
        practice.contradictions(review),
        practice.findings(review),
    ]
    write_workbook(path, cover_of(practice.REPORT, review.audit.case), tables)
    book = openpyxl.load_workbook(path)
    (statement_cell,) = (cell for cell in book["Policy"]["D"] if cell.value == "S04-C03")
    finding = book["Policy"].cell(statement_cell.row, 12)
    sheet, _, cells = finding.hyperlink.location.partition("!")
    row = cells.partition(":")[0][1:]
    assert sheet.strip("'") == "Findings"
    assert book["Findings"][f"A{row}"].value == finding.value
    back = next(cell for cell in book["Findings"][row] if cell.value == "S04-C03")
    assert back.hyperlink.location.startswith(f"'Policy'!A{statement_cell.row}:")


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    text=st.text(min_size=1, max_size=40),
    start=st.integers(0, 50),
    spans=st.lists(st.tuples(st.integers(0, 100), st.integers(1, 60)), max_size=8),
)
def test_runs_join_to_the_clause_and_each_passage_has_its_characters(text, start, spans):
    clause = Clause("S01.01", ClauseKind.SENTENCE, "S01", "", (), text, start, start + len(text), "en")
    touching = sorted(
        (begin, begin + length) for begin, length in spans if begin < clause.end and clause.start < begin + length
    )
    passages = {str(number): span for number, span in enumerate(touching)}
    runs = runs_of(clause, passages)
    assert "".join(run.text for run in runs) == text
    for key, (begin, end) in passages.items():
        marked = "".join(run.text for run in runs if key in run.within)
        assert marked == text[max(0, begin - start) : end - start]
        assert sum(key in run.ending for run in runs) == 1


def test_letters_go_on_after_z():
    assert [letters_of(number) for number in (0, 25, 26, 701, 702)] == ["a", "z", "aa", "zz", "aaa"]
