"""Where one sentence ends and the next begins."""

import pytest

from auditlib.policy.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "We use tools, e.g. Example Stats, to count visits.",
        "Example Inc. (“Example”) bakes bread.",
        "Example Inc. Bakes is a name.",
        "We add 2.5 kg of salt, i.e. little.",
        "See No. 12, Art. 6 and Sec. 7 of the act.",
        "Write to a.b@c.example or see www.d.example.",
        "Ask J. Smith or Dr. Jones.",
        "Gemäß Art. 6 Abs. 1 lit. b DSGVO, z. B. am 3. Mai 2025.",
        "Data go to the U.S. and to Japan.",
        "What we keep (names, ages etc.) is little.",
    ],
)
def test_no_sentence_ends_inside(text):
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("One! Two? “Three.” Four…  Five", ["One!", "Two?", "“Three.”", "Four…", "Five"]),
        ("We are Example Inc. We bake.", ["We are Example Inc.", "We bake."]),
        ("We keep names etc. You may object.", ["We keep names etc.", "You may object."]),
        ("It is 100% safe. 2 of 3 say so.", ["It is 100% safe.", "2 of 3 say so."]),
        ("我们收集姓名。我们不出售数据。", ["我们收集姓名。", "我们不出售数据。"]),
        ("Wrapped\nlines. Next\nline.", ["Wrapped\nlines.", "Next\nline."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, parts):
    assert cut(text) == parts


def test_many_points_take_no_long_time():
    assert cut("." * 50_000 + "x") == ["." * 50_000 + "x"]
