"""How a verdict, a flag and the reading of a statement are said."""

from collections.abc import Mapping
from types import MappingProxyType

from auditlib.practice.verdicts import Flag, Judged, Verdict
from auditlib.reference.vocabularies import country_name, label_of
from auditlib.scope import listed, readable
from auditlib.sheets.policy_commitments import PolicyCommitment
from auditlib.tables import Entry

VERDICTS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.PASSED: "no exception noted",
        Verdict.FAILED: "exception noted",
        Verdict.NO_EVIDENCE: "no evidence",
        Verdict.NOT_APPLICABLE: "not applicable",
        Verdict.NOT_TESTED: "not tested",
    }
)
MEANINGS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.PASSED: "rows were found and none contradicts it; or none could, and its sheets are stated complete",
        Verdict.FAILED: "a row, or the text itself, contradicts it, or no row shows what it names",
        Verdict.NO_EVIDENCE: "nothing shows it, and nothing contradicts it",
        Verdict.NOT_APPLICABLE: "nothing in the register makes use of it",
        Verdict.NOT_TESTED: "no procedure was applied to it",
    }
)
FLAGS: Mapping[Flag, str] = MappingProxyType(
    {
        Flag.STALE: "the words changed since the statement was read in them",
        Flag.UNREVIEWED: "nobody accepted the reading",
        Flag.VAGUE: "a broader or open wording alone covers a row",
    }
)


def flags_explained() -> str:
    """What each flag means, in one sentence."""
    return "; ".join(f"{flag.value}: {meaning}" for flag, meaning in FLAGS.items())


def verdict_entry(one: Judged) -> Entry:
    """A verdict with its mark."""
    return Entry(VERDICTS[one.decision.verdict], mark=one.decision.verdict.value)


def flags_of(one: Judged) -> tuple[str, ...]:
    """The flags of a statement as single words."""
    return tuple(dict.fromkeys(flag.value for flag in one.decision.flags))


def quote_of(one: Judged) -> str:
    """The words of a statement as the register has them, on one line."""
    return " ".join(one.commitment.raw_of("quote").split())


def how_read(commitment: PolicyCommitment) -> str:
    """How somebody read a statement: its kind, what it does, and what it names."""
    kind = _label(commitment, "kind", "claim_kind")
    modality = _label(commitment, "modality", "modality").partition(":")[0]
    return "; ".join((f"{kind}: {_small(modality)}", *_named(commitment)))


def tested_entry(one: Judged) -> Entry:
    """The condition a statement was held to, as a sentence; where there is none, that nothing was tested."""
    return Entry(one.decision.tested or None, absent="nothing: no procedure was applied to it")


def _named(commitment: PolicyCommitment) -> list[str]:
    vocabulary = str(readable(commitment, "vocabulary") or "")
    labels = [label_of(vocabulary, term) if vocabulary else term for term in listed(commitment, "terms")]
    parts = [f"{_small(label_of('vocabulary', vocabulary) or 'terms')}: {', '.join(labels)}"] if labels else []
    if parties := listed(commitment, "named_parties"):
        parts.append(f"names: {', '.join(parties)}")
    if period := readable(commitment, "stated_period"):
        parts.append(f"period: {period}")
    if countries := listed(commitment, "stated_countries"):
        parts.append(f"countries: {', '.join(map(country_name, countries))}")
    if interest := readable(commitment, "stated_interest"):
        parts.append(f"interest: {interest}")
    return parts


def _label(commitment: PolicyCommitment, column: str, choices: str) -> str:
    value = readable(commitment, column)
    return label_of(choices, str(value)) if value else "not stated"


def _small(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
