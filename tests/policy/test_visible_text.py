"""What of a page, a Markdown file or a text file is visible."""

import pytest

from auditlib.errors import InputRefused
from auditlib.policy.reading import policy_of_bytes
from auditlib.policy.structure import ClauseKind


def shown(markup: str, name: str = "page.html") -> str:
    return policy_of_bytes(name, markup.encode()).text


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a</p><!-- b -->",
        "<p>a</p><p hidden>b</p>",
        "<p>a</p><p style='color:red; DISPLAY : none'>b</p>",
        "<p>a</p><p style='visibility:hidden'>b</p>",
        "<p>a</p><div aria-hidden='true'><p>b</p></div>",
        "<style>.x, .y { display:none }</style><p>a</p><p class='z y'>b</p>",
        "<style>#x{display:none !important}</style><p>a</p><p id='x'>b</p>",
        "<p>a</p><script>b</script><style>b</style><noscript>b</noscript><template>b</template>",
        "<p>a</p><textarea>b</textarea><select><option>b</option></select><svg><text>b</text></svg>",
        "<p>a</p><dialog>b</dialog>",
        "<p>a</p><nav><ul><li>b</li></ul></nav>",
        "<head><title>b</title></head><p>a</p>",
        "<p>a</p><p style='/* */display:none'>b</p>",
        "<p>a<span hidden> b <b hidden>b</b></span></p>",
        "<style>.x .y { display:none }</style><p>a</p><div class='x'><p class='y'>b</p></div>",
        "<style>#x .y, .z { display:none }</style><p>a</p><div id='x'><p class='y'>b</p></div><p class='z'>b</p>",
        "<style>div > p.x { display:none }</style><p>a</p><div><p class='x'>b</p></div>",
        "<style>p.x:not(.y, .z) { display:none }</style><p>a</p><p class='x'>b</p>",
        "<style>[data-draft] { display:none }</style><p>a</p><p data-draft='1'>b</p>",
        "<style>@media screen { .x { display:none } }</style><p>a</p><p class='x'>b</p>",
        "<style>@media all { @layer base { .x { display:none } } }</style><p>a</p><p class='x'>b</p>",
        "<style>.x::before, p + .x { display:none }</style><p>a</p><p class='x'>b</p>",
        "<p>a</p><p style='position:absolute; left:-9999px'>b</p>",
        "<p>a</p><p style='text-indent: -9999px'>b</p>",
        "<p>a</p><p style='position:absolute; clip: rect(0, 0, 0, 0)'>b</p>",
        "<p>a</p><p style='clip-path: inset(50%)'>b</p>",
        "<p>a</p><div style='height:0; overflow:hidden'><p>b</p></div>",
        "<p>a</p><p><del>b</del></p><p><s>b</s></p>",
    ],
)
def test_what_a_browser_hides_is_not_in_the_text(markup):
    assert shown(markup) == "a"


@pytest.mark.parametrize(
    "markup",
    [
        "<style>@media print { p { display:none } }</style><p>a</p>",
        "<style media='print'>p { display:none }</style><p>a</p>",
        "<style>.x p { display:none }</style><p>a</p>",
        "<style>.x > p { display:none }</style><div class='x'><div><p>a</p></div></div>",
        "<style>@media screen and (max-width: 600px) { p { display:none } }</style><p>a</p>",
        "<style>p:hover, p:::x { display:none }</style><p>a</p>",
        "<p style='text-indent:-2em; height:0'>a</p>",
        "<p style='color:transparent'>a</p>",
        "<p style='display:block'>a</p>",
        "<p aria-hidden='false'>a</p>",
        "<details><summary>a</summary></details>",
    ],
)
def test_what_a_browser_shows_stays(markup):
    assert shown(markup) == "a"


def test_text_after_a_hidden_element_stays():
    assert shown("<p>a <span hidden>b</span>c</p>") == "a c"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>  a \n\t b  </p>", "a b"),
        ("<p>a<b>b</b>c</p>", "abc"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<p>a<br><br>b</p>", "a\n\nb"),
        ("<p>a\u00ad\u200bb</p>", "ab"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<ul><li>a</li><li>b</li></ul>", "  • a\n  • b"),
        ("<ol start='3'><li>a<li value='7'>b</ol>", "  3. a\n  7. b"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td"),
        ("<table><tr><td><h2>a</h2><p>b</p></td><td>c</td></tr></table>", "a\n\nb\n\nc"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("&lt;b&gt; &amp; &eacute;", "<b> & é"),
    ],
)
def test_white_space_and_marks_of_a_page(markup, text):
    assert shown(markup) == text


def test_the_main_part_is_the_policy_where_it_holds_most_words():
    assert shown("<div>menu</div><main><p>We keep nothing.</p></main>") == "We keep nothing."
    assert "menu" in shown("<div>menu and much more of the page</div><main><p>x</p></main>")


def test_a_short_paragraph_all_in_bold_is_a_heading():
    policy = policy_of_bytes("p.html", b"<p><b>Who we are</b></p><p>A baker.</p><p><b>What we do</b></p><p>Bread.</p>")
    assert [section.heading for section in policy.sections] == ["", "Who we are", "What we do"]


def test_a_heading_in_an_item_shows_the_number_of_the_item():
    policy = policy_of_bytes("p.html", b"<ol><li><h2>Who</h2><p>Us.</p><li><h2>Why</h2><p>So.</p></ol>")
    assert [(section.number, section.heading) for section in policy.sections[1:]] == [("1", "Who"), ("2", "Why")]
    assert not [clause for clause in policy.clauses if clause.kind is ClauseKind.BULLET]


def test_bullets_typed_by_hand_into_a_page_are_items():
    policy = policy_of_bytes("p.html", "<p>We keep:<br>• names<br>• ages</p>".encode())
    assert [clause.kind for clause in policy.clauses] == [ClauseKind.LEAD_IN, ClauseKind.BULLET, ClauseKind.BULLET]


def test_markdown_hides_front_matter_and_comments():
    assert shown("---\ntitle: x\n---\n<!-- no -->\n# T\n\n* a\n", "p.md") == "T\n\n  • a"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_encoding_it_has(encoding):
    policy = policy_of_bytes("p.txt", "We keep “naïve” names.".encode(encoding))
    assert policy.text == "We keep “naïve” names."


def test_a_page_is_read_in_the_encoding_it_names():
    assert shown("x", "p.txt") == "x"
    data = "<meta charset='iso-8859-1'><p>naïve</p>".encode("iso-8859-1")
    assert policy_of_bytes("p.html", data).text == "naïve"


def test_line_ends_of_a_text_file_stay_as_they_are():
    policy = policy_of_bytes("p.txt", b"1. Who\r\n\r\nWe bake.\r\n\r\n2. Why\r\n\r\nHunger.\r\n")
    assert policy.text.count("\r\n") == 7
    assert [section.heading for section in policy.sections] == ["", "Who", "Why"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("policy.pdf", b"%PDF-1.7"),
        ("policy.txt", b"\x89PNG\x00\x00"),
        ("policy.docx", b"no archive"),
        ("policy.html", b"<div>" * 5000 + b"deep"),
        ("policy.txt", b"x" * (8 * 1024 * 1024 + 1)),
    ],
)
def test_what_is_no_text_of_a_policy_is_refused(name, data):
    with pytest.raises(InputRefused, match=name):
        policy_of_bytes(name, data)


@pytest.mark.parametrize("markup", ["", " ", "<!-- only -->", "<p></p>"])
def test_an_empty_page_is_a_policy_without_words(markup):
    policy = policy_of_bytes("p.html", markup.encode())
    assert (policy.text, policy.clauses, len(policy.sections)) == ("", (), 1)
