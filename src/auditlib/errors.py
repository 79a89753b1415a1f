"""What can go wrong, and the exit code that says so."""

from collections.abc import Iterable

from auditlib.places import Place, Problem


class AuditlibError(Exception):
    """A failure the user can act on; `exit_code` is what the command line returns."""

    exit_code = 70


class UsageError(AuditlibError):
    """The command or a parameter cannot be used as given."""

    exit_code = 2


class InputRefused(AuditlibError):
    """The input is missing, or its structure cannot be read; carries every problem found, and what is said once."""

    exit_code = 10

    def __init__(self, problems: Iterable[Problem], note: str = "") -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([*map(str, self.problems), *filter(None, [note])]))


class Busy(AuditlibError):
    """Another run holds the lock of the same reports folder."""

    exit_code = 11


class NotebookFailed(AuditlibError):
    """A cell of a notebook raised, or the notebook did not reach its end."""

    exit_code = 12


class KernelDied(AuditlibError):
    """The process that executes a notebook ended unexpectedly."""

    exit_code = 13


class TimeLimitReached(AuditlibError):
    """A notebook took longer than its limit."""

    exit_code = 14


class OutputRejected(AuditlibError):
    """What was produced breaks a limit of its format, so it is not published."""

    exit_code = 15


class VerificationFailed(AuditlibError):
    """A pack is not what its manifest says."""

    exit_code = 16


class StorageFailed(AuditlibError):
    """Files could not be written: no space, no permission, another I/O fault."""

    exit_code = 17


class NotAssessable(Exception):
    """A value that cannot be read was needed; only the runner of the rules catches this."""

    def __init__(self, reason: str, place: Place | None = None) -> None:
        self.reason = reason
        self.place = place
        super().__init__(f"{reason} ({place})" if place else reason)
