"""The first page of a pack: what it is and is not, what is open, what could not be tested, where everything is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from markupsafe import Markup

from auditlib.assessment import assess_policy
from auditlib.audit import Audit
from auditlib.findings import State
from auditlib.pack_format import DRAFT, FINAL, FOR_PROGRAMS, SIGNED, WORKLIST
from auditlib.practice.verdicts import Verdict
from auditlib.prior.standing import NOTHING_TO_COMPARE, Lapsed
from auditlib.render.fragments import cover_html, folded_html, note_html, table_html
from auditlib.reports.entries import listing
from auditlib.reports.limits import problems, sheet_counts
from auditlib.reports.page import Report, cover_of
from auditlib.reports.self_assessment import REPORT as SELF_ASSESSMENT, by_severity, gaps, look_first, open_findings
from auditlib.sheets.sign_offs import SignOff
from auditlib.sign_off import findings_digest
from auditlib.tables import Cover, Table, plain_table
from auditlib.wording import counted, plural

TITLE = "Privacy register and records of processing"
_WHAT_IT_IS = (
    "A self-assessment by management: what the organisation's own spreadsheets state, and where rules noted an "
    "exception to what they require. It supports review; it is no determination of lawfulness, and nobody outside "
    "the organisation has examined it."
)


@dataclass(frozen=True, slots=True)
class Made:
    """One report of the pack: its title, what it is about, and its files without ending."""

    title: str
    about: str
    stem: str


def index_body(audit: Audit, made: Sequence[Made], state: str = DRAFT) -> str:
    """The fragments of the page, in order."""
    case = audit.case
    parts = (
        cover_html(_cover(audit, state)),
        note_html(_WHAT_IT_IS),
        _to_sign(audit, state),
        "<h2>Open findings</h2>",
        table_html(by_severity(audit)),
        '<div class="two"><section><h2>What could not be tested</h2>',
        table_html(_untested(audit)),
        "</section><section><h2>Since the period before</h2>",
        table_html(_since(audit)),
        "</section></div><h2>Look at these first</h2>",
        table_html(look_first(audit), page=f"{SELF_ASSESSMENT.notebook}.html"),
        _worklist(audit),
        _policy(audit),
        "<h2>Reports</h2>",
        _links(made),
        _data_files(),
        folded_html(problems(case)),
        folded_html(sheet_counts(case)),
    )
    return "\n".join(parts)


def _cover(audit: Audit, state: str) -> Cover:
    case = audit.case
    cover = cover_of(Report("index", TITLE, "GDPR Art. 5(2), 24, 30"), case, state)
    period = case.period.in_words
    title = f"{listing(case.entities) or 'Organisation not stated'}, {period[0].lower()}{period[1:]}"
    facts = tuple(
        ("Compared with", _compared_with(audit)) if name == "Law" else (name, fact) for name, fact in cover.facts
    )
    return replace(cover, kicker="Privacy self-assessment by management", title=title, facts=facts)


def _compared_with(audit: Audit) -> str:
    before = audit.case.previous
    if before is None:
        return NOTHING_TO_COMPARE
    return f"{before.period.name}, {FINAL if before.is_final else DRAFT} {before.report_id}"


# The page shows the beginning of the digest; whoever selects it has all of it.
_SIGN = Markup(
    '<div class="auditlib remark"><p>{} <code class="digest" title="{digest}">{digest}</code> '
    'It is the SHA-256 of the file <a href="{file}">{file}</a> of this folder.</p></div>'
)


def _to_sign(audit: Audit, state: str) -> str:
    to_sign = (
        f"To sign these findings, enter their digest in the sheet {SignOff.about.title}; select it to copy all of it:"
    )
    text = to_sign if state == DRAFT else "The findings signed have this digest:"
    return _SIGN.format(text, digest=findings_digest(audit), file=PurePosixPath(SIGNED).name)


_LINK = Markup(
    '<li><a href="{stem}.html">{title}</a> · {about} '
    '<span class="files"><a href="{stem}.xlsx">workbook</a>, <a href="{stem}.ipynb">notebook</a></span></li>'
)


def _links(made: Sequence[Made]) -> str:
    lines = (_LINK.format(stem=report.stem, title=report.title, about=report.about) for report in made)
    return Markup('<ul class="reports">{}</ul>').format(Markup("").join(lines))


_WORKLIST = Markup(
    '<p>Answer them in the <a href="{}">worklist</a> and save it into the inputs folder: '
    "{} of {} open {} no response yet.</p>"
)


def _worklist(audit: Audit) -> str:
    found = open_findings(audit)
    unanswered = sum(one.finding_id not in audit.responses for one in found)
    have = plural(unanswered, "has", "have")
    findings = f"{plural(len(found), 'finding')} {have}"
    return _WORKLIST.format(PurePosixPath(WORKLIST).name, unanswered, len(found), findings)


def _policy(audit: Audit) -> str:
    """How many promises the rows contradict, as no finding counts those that no rule is about."""
    judged = assess_policy(audit).judged
    failed = [one for one in judged if one.decision.verdict is Verdict.FAILED]
    lacking = sum(one.decision.verdict is Verdict.NO_EVIDENCE for one in judged)
    reported = sum(bool(one.finding_ids) for one in failed)
    if not judged:
        return note_html("No statement of a published policy is entered in the register, so none is tested.")
    text = (
        f"Of the {counted(len(judged), 'statement')} of the published policy, rows of the register "
        f"contradict {len(failed)}; {reported} of these {plural(reported, 'is also a finding', 'are also findings')}. "
        f"{lacking} {plural(lacking, 'has', 'have')} no evidence. “Policy and practice” shows each of them."
    )
    return Markup("<p>{}</p>").format(text)


def _data_files() -> str:
    names = (PurePosixPath(file).name for file in FOR_PROGRAMS)
    links = (Markup('<a href="{name}">{name}</a>').format(name=name) for name in names)
    return Markup('<p class="note">For other programs: {}.</p><p class="note">{}</p>').format(
        Markup(", ").join(links), _HOW_TO_CHECK
    )


_HOW_TO_CHECK = (
    "The folder above holds manifest-sha256.txt, with the SHA-256 of every file here; its own SHA-256 is the digest of "
    "the pack, which run.json gives beside the moment the pack was made. The input files are not in the pack: ask for "
    "them, and compare their SHA-256 with those in run.json."
)


def _untested(audit: Audit) -> Table:
    rows = [(count, what) for count, what, _ in gaps(audit)]
    return plain_table("Not tested", "Not tested, or not known", ("How many", "What"), rows)


def _since(audit: Audit) -> Table:
    rows = [] if audit.case.previous is None else list(_moved(audit))
    empty = f"{NOTHING_TO_COMPARE[0].upper()}{NOTHING_TO_COMPARE[1:]}."
    return plain_table("Since", "What became of it", ("How many", "What"), rows, empty=empty)


def _moved(audit: Audit) -> Iterator[tuple[int, str]]:
    now, past = [one.state for one in audit.findings], [one.state for one in audit.past]
    resolved, back = past.count(State.RESOLVED), now.count(State.REOPENED)
    not_retested = past.count(State.NOT_RETESTED)
    persisting = sum(one.facts_changed for one in audit.findings)
    lapsed = sum(isinstance(one, Lapsed) for one in audit.acceptances)
    changed = len(audit.comparison.changes)
    yield resolved, f"earlier {plural(resolved, 'finding')} resolved"
    yield not_retested, f"earlier {plural(not_retested, 'finding')} not retested, still open"
    yield back, f"resolved {plural(back, 'finding')} came back"
    yield persisting, plural(persisting, "finding persists with other facts", "findings persist with other facts")
    yield lapsed, plural(lapsed, "exception does not hold", "exceptions do not hold")
    yield changed, f"{plural(changed, 'row')} of the register came, went or changed"
