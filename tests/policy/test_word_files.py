"""Word files: what they show, made here with the library that reads them."""

import io

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from auditlib.errors import InputRefused
from auditlib.policy.reading import policy_of_bytes
from auditlib.policy.structure import ClauseKind
from tests.policy.policies import above, assert_sound, words_of_kind


def read(document) -> object:
    file = io.BytesIO()
    document.save(file)
    return policy_of_bytes("policy.docx", file.getvalue())


@pytest.fixture
def document():
    return Document()


def add_hidden(paragraph, text: str) -> None:
    paragraph.add_run(text).font.hidden = True


def add_deleted(paragraph, text: str) -> None:
    deleted = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>{text}</w:delText></w:r></w:del>")
    paragraph._p.append(deleted)


def add_inserted(paragraph, text: str) -> None:
    inserted = parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:ins>")
    paragraph._p.append(inserted)


def write_notice(document) -> None:
    document.add_heading("Puffin Ferries privacy notice", 0)
    document.add_paragraph("Last updated 2 April 2026")
    document.add_heading("What we collect", 1)
    document.add_paragraph("We collect:")
    for item in ("your name", "the ferry you take"):
        document.add_paragraph(item, style="List Bullet")
    document.add_paragraph("on which day", style="List Bullet 2")
    document.add_heading("At the pier", 2)
    document.add_paragraph("We film the pier. Recordings are kept for 3 days.")
    document.add_heading("Who sees it", 1)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Who", "Where", "Harbour master", "Norway"), strict=True):
        cell.text = text


def test_headings_items_and_rows_of_a_word_file(document):
    write_notice(document)
    policy = read(document)
    assert_sound(policy)
    assert policy.title == "Puffin Ferries privacy notice"
    assert [section.heading for section in policy.sections[1:]] == ["What we collect", "Who sees it"]
    assert policy.sections[1].sub_headings == ("At the pier",)
    assert words_of_kind(policy, ClauseKind.BULLET) == ["your name", "the ferry you take", "on which day"]
    assert words_of_kind(policy, ClauseKind.SENTENCE) == [
        "Last updated 2 April 2026",
        "We film the pier.",
        "Recordings are kept for 3 days.",
    ]
    assert words_of_kind(policy, ClauseKind.ROW) == ["Harbour master Norway"]


def test_a_bullet_of_a_word_file_carries_its_heading_and_lead_in(document):
    write_notice(document)
    policy = read(document)
    assert above(policy, "the ferry you take") == ["What we collect", "We collect:"]


def test_hidden_deleted_and_commented_words_are_not_shown(document):
    paragraph = document.add_paragraph("We keep names")
    add_hidden(paragraph, " and sell them")
    add_deleted(paragraph, " for ever")
    run = paragraph.add_run(".")
    document.add_comment(run, text="Is that so?", author="Counsel")
    assert read(document).text == "We keep names."


def test_inserted_words_and_those_of_content_controls_are_shown(document):
    paragraph = document.add_paragraph("We keep names")
    add_inserted(paragraph, " for a year")
    control = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    control.append(content)
    paragraph._p.addprevious(control)
    content.append(paragraph._p)
    assert read(document).text == "We keep names for a year"


def test_numbers_that_word_counts_are_part_of_the_text(document):
    for text in ("first", "second"):
        document.add_paragraph(text, style="List Number")
    assert read(document).text == "  1. first\n  2. second"


def test_a_heading_that_word_numbers_shows_its_number(document):
    numbered = document.add_paragraph("x", style="List Number")._p.pPr
    numbered_by = document.styles["List Number"].element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    assert numbered is not None
    for text in ("Who we are", "What we do"):
        paragraph = document.add_heading(text, 1)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = int(numbered_by)
    policy = read(document)
    assert [(section.number, section.heading) for section in policy.sections[1:]] == [
        ("2", "Who we are"),
        ("3", "What we do"),
    ]


def test_an_archive_that_is_no_word_document_is_refused(document):
    file = io.BytesIO()
    document.save(file)
    with pytest.raises(InputRefused, match="Word"):
        policy_of_bytes("policy.docx", file.getvalue().replace(b"word/document.xml", b"word/documenx.xml"))
    with pytest.raises(InputRefused):
        policy_of_bytes("policy.docx", file.getvalue()[:900])
