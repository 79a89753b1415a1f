"""What a connector is: which files it reads into which kind of source; a file put in this folder is found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from pkgutil import iter_modules

from auditlib.evidence.source import Source


class UnusableExtract(Exception):
    """A file from which no facts can be taken; the reason continues a sentence that begins with its name."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Extract:
    """One file to read: the id of its row in the evidence sheet, its name among the inputs, where it lies.

    What is dated before `first_on` or after `last_on` is of another period.
    """

    evidence_id: str
    name: str
    path: Path
    first_on: date = date.min
    last_on: date = date.max

    @property
    def ending(self) -> str:
        """The ending of its name; what a link leads to may be called anything."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Connector:
    """Reads files of some endings where the evidence sheet says that they are of the kind of a source."""

    source: type[Source]
    endings: tuple[str, ...]
    read: Callable[[Extract], Source]


@cache
def connectors() -> tuple[Connector, ...]:
    """Every connector; a module of this folder with a `CONNECTOR` is one."""
    package = import_module(__name__.rpartition(".")[0])
    names = sorted(module.name for module in iter_modules(package.__path__))
    modules = [import_module(f"{package.__name__}.{name}") for name in names]
    return tuple(module.CONNECTOR for module in modules if hasattr(module, "CONNECTOR"))


def has_connector(kind: str) -> bool:
    """Whether evidence of this kind is read into facts at all."""
    return any(connector.source.kind == kind for connector in connectors())


def names_companies(kind: str) -> bool:
    """Whether sources of this kind name companies."""
    named = {connector.source.kind for connector in connectors() if connector.source.companies is not Source.companies}
    return kind in named


def read_extract(kind: str, extract: Extract) -> Source:
    """Read a file with the connector for its kind and ending.

    Raises:
        UnusableExtract: there is no such connector, or the file is not what the connector reads.
    """
    suitable = [connector for connector in connectors() if connector.source.kind == kind]
    for connector in suitable:
        if extract.ending in connector.endings:
            return connector.read(extract)
    known = ", ".join(sorted({known for connector in suitable for known in connector.endings}))
    raise UnusableExtract(f"is not read: evidence of the kind {kind} is read from files that end in {known}")
