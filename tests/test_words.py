"""Nothing the product renders claims more than a self-assessment by management may."""

import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditlib.cli import app
from auditlib.explanation import explain_rule
from auditlib.rules import known_rules
from tests.making_registers import CLEAN, a_register
from tests.packs import make_pack
from tests.reading_reports import read_page

# A word stands here as design.md forbids it; the law's own words, and who states what, may stand around it.
FORBIDDEN = re.compile(
    r"""
    \b(?:
        (?:non-?)?compliant | (?:non-?)?conformant | certified | assurance
      | (?<!EDPB\ )opinions? | (?<!sufficient\ )guarantee[ds]?
      | top\ risks? | audit\ reports? | verified
      | (?<!stated\ )(?<!last\ )(?<!statement\ that\ a\ sheet\ is\ )complete(?!\ by\b)
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
SELF_ASSESSMENT = "self-assessment by management"
COMMANDS = ["run", "check", "audit", "explain", "template", "record", "schema", "policy", "next", "mark", "verify"]


# What a rule requires or a column asks for may be completeness; that it is there is what nobody may claim.
REQUIREMENTS = [" ".join(rule.title.split()) for rule in known_rules()]


def forbidden(text: str) -> list[str]:
    """Each forbidden word with what stands around it, outside the titles of rules."""
    flat = " ".join(text.split())
    for requirement in REQUIREMENTS:
        flat = flat.replace(requirement, "[a requirement]")
    return [flat[max(0, found.start() - 60) : found.end() + 30] for found in FORBIDDEN.finditer(flat)]


def claims(text: str) -> list[str]:
    """The same in a text that only asks, where “complete” is no claim."""
    return [found for found in forbidden(text) if FORBIDDEN.search(re.sub("complete", "", found, flags=re.IGNORECASE))]


def strings(workbook: Path) -> str:
    """Every text of a workbook: cells, names of sheets, properties, headers and footers."""
    with zipfile.ZipFile(workbook) as parts:
        contents = [parts.read(name).decode("utf-8") for name in parts.namelist() if name.endswith(".xml")]
    return " ".join(re.sub(r"<[^>]+>", " ", content) for content in contents)


@pytest.mark.parametrize(
    "text",
    [
        "The vendor is compliant.",
        "a Verified record",
        "the register is complete",
        "our opinion",
        "Top risks",
        "AUDIT REPORT",
    ],
)
def test_the_search_finds(text):
    assert forbidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "stated complete by Head of Operations",
        "last complete quarter",
        "completed on",
        "Certification",
        "EDPB Opinion 22/2024",
    ],
)
def test_the_search_passes_over(text):
    assert not forbidden(text)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """The payload of a register whose own cells hold no forbidden word, so that all words found are ours."""
    assert not forbidden(str(CLEAN))
    folder = tmp_path_factory.mktemp("words")
    return make_pack(a_register(folder / "inputs"), folder) / "data"


def test_no_page_says_a_forbidden_word(data):
    found = {path.name: forbidden(read_page(path).text_content()) for path in data.glob("*.html")}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_workbook_says_a_forbidden_word(data):
    found = {path.name: forbidden(strings(path)) for path in data.glob("*.xlsx")}
    assert {name: words for name, words in found.items() if words} == {}


def test_every_page_says_that_it_is_a_self_assessment(data):
    assert [path.name for path in data.glob("*.html") if SELF_ASSESSMENT not in read_page(path).text_content()] == []


def test_every_workbook_says_that_it_is_a_self_assessment(data):
    assert [path.name for path in data.glob("*.xlsx") if SELF_ASSESSMENT not in strings(path)] == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_a_command_says_no_forbidden_word(command):
    shown = CliRunner().invoke(app, [*filter(None, [command]), "--help"])
    assert shown.exit_code == 0
    assert forbidden(shown.output) == []


def test_every_command_is_in_this_list():
    shown = CliRunner().invoke(app, ["--help"]).output.partition("Commands:")[2]
    assert re.findall(r"^  ([a-z]+) ", shown, re.MULTILINE) == COMMANDS


def test_no_explanation_of_a_rule_says_a_forbidden_word():
    found = {rule.rule_id: claims(explain_rule(rule)) for rule in known_rules()}
    assert {name: words for name, words in found.items() if words} == {}
