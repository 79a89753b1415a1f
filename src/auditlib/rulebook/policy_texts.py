"""Which input file holds the text of a version of a policy, and what was read in it."""

from dataclasses import dataclass

from auditlib.case import Case
from auditlib.errors import InputRefused, NotAssessable
from auditlib.intake.inventory import EVIDENCE_FOLDER, InputFile, Role
from auditlib.policy.reading import policy_of_file
from auditlib.policy.structure import ASSESSED_LANGUAGES, UNDETERMINED, Policy
from auditlib.scope import readable
from auditlib.sheets.evidence import Evidence
from auditlib.sheets.policy_versions import PolicyVersion

_NOT_READ = "policy not read"


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A text of a policy: its file and what it says, as far as there are any; `reason` says why nothing is tested."""

    file: InputFile | None
    policy: Policy | None
    reason: str = ""

    @property
    def assessed(self) -> Policy:
        """What it says; raises `NotAssessable` where nothing is tested."""
        if self.policy is None or self.reason:
            raise NotAssessable(self.reason)
        return self.policy


def texts_among_inputs(case: Case) -> tuple[InputFile, ...]:
    """The files of the inputs that hold a policy, in the order of their names."""
    return tuple(file for file in case.files if file.role is Role.POLICY)


def file_of(version: PolicyVersion, case: Case) -> InputFile:
    """The file with the text of a version: the one its row names, else the one that has the SHA-256 it states.

    Raises:
        NotAssessable: there is no such file among the inputs.
    """
    name, digest = _name_of(version, case), str(readable(version, "text_sha256") or "").strip().lower()
    named = (file for file in case.files if name and file.name in {name, f"{EVIDENCE_FOLDER}/{name}"})
    alike = (file for file in case.files if digest and file.sha256 == digest)
    found = next(named, None) or next(alike, None)
    if found is None:
        raise NotAssessable(_why_not_found(version, name, case), version.place_of("text_ref"))
    return found


def read_text(file: InputFile) -> PolicyText:
    """Read a text; one that cannot be read, or is not in English, says so."""
    try:
        policy = policy_of_file(file.path)
    except InputRefused as refused:
        problem = refused.problems[0]
        return PolicyText(file, None, f"{_NOT_READ}: found {problem.found}. {problem.remedy.rstrip('.')}")
    except OSError:
        return PolicyText(file, None, f"{_NOT_READ}: its file cannot be opened")
    return PolicyText(file, policy, _why_not_tested(policy))


def only_text(case: Case) -> PolicyText:
    """The one text among the inputs, where no version says which it is."""
    files = texts_among_inputs(case)
    if len(files) == 1:
        return read_text(files[0])
    return PolicyText(None, None, f"{_NOT_READ}: {len(files)} texts among the inputs" if files else _NOT_READ)


def _name_of(version: PolicyVersion, case: Case) -> str:
    """The name of the file, which a row gives itself or by the id of its evidence."""
    given = str(readable(version, "text_ref") or "").strip()
    row = case.register.get(Evidence, given)
    return str(readable(row, "file_name") or "") if row else given


def _why_not_found(version: PolicyVersion, name: str, case: Case) -> str:
    if not texts_among_inputs(case):
        return _NOT_READ
    if not name:
        return f"{_NOT_READ}: {version.identity} does not say which file holds its text"
    return f"{_NOT_READ}: {name}, which {version.identity} names, is not among the inputs"


def _why_not_tested(policy: Policy) -> str:
    """Why nothing is tested against a text; blank where something is."""
    if policy.language in ASSESSED_LANGUAGES:
        return ""
    if not policy.clauses:
        return f"{_NOT_READ}: its file holds no text"
    is_told = policy.language != UNDETERMINED
    return (
        f"policy text in another language ({policy.language})" if is_told else "policy text in no language that is told"
    )
