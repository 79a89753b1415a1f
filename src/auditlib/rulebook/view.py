"""What a rule sees of a case: everything it asks for, or `NotAssessable` where that was not supplied."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, cast

from auditlib.case import Case
from auditlib.errors import NotAssessable
from auditlib.evidence.facts import Evidence
from auditlib.findings import Finding
from auditlib.intake.inventory import InputFile
from auditlib.period import Period
from auditlib.places import Place
from auditlib.policy.structure import Policy
from auditlib.prior.pack import Prior
from auditlib.reference.legal_dates import limit
from auditlib.register.register import Register
from auditlib.rulebook.policy_texts import PolicyText, file_of, read_text
from auditlib.rulebook.rows import Rows
from auditlib.schema.record import Record
from auditlib.scope import entity_of
from auditlib.settings import Settings
from auditlib.sheets import sheets
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.policy_versions import PolicyVersion

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class StrictRegister:
    """The register as rules read it: asking for a sheet that was not supplied is no answer, not an empty one.

    Beside one legal entity it lists no row that belongs to another; what ids point to is found all the same.
    """

    def __init__(self, register: Register, entity: Organisation | None = None) -> None:
        self._register = register
        self._entity = entity
        self._listed: dict[str, tuple[Record, ...]] = {}

    def beside(self, entity: Organisation) -> "StrictRegister":
        """The same register beside one legal entity; what belongs to no entity that is known stays in."""
        return StrictRegister(self._register, entity)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of a sheet.

        Raises:
            NotAssessable: the sheet was not supplied.
        """
        self._require(kind.about.name)
        if self._entity is None:
            return self._register.all(kind)
        if kind.about.name not in self._listed:
            self._listed[kind.about.name] = tuple(row for row in self._register.all(kind) if self._is_near(row))
        return cast("tuple[R, ...]", self._listed[kind.about.name])

    def get(self, kind: type[R], identity: str, place: Place | None = None) -> R:
        """The record that an id, which stands at a place, points to.

        Raises:
            NotAssessable: no row has the id, or the sheet was not supplied.
        """
        row = self.find(kind, identity)
        if row is None:
            raise NotAssessable(f"{identity} is in no row of the sheet {kind.about.name}", place)
        return row

    def find(self, kind: type[R], identity: str | None) -> R | None:
        """The record an id points to, or None: for questions about the id, and for proof, which none is without a row.

        Raises:
            NotAssessable: the sheet was not supplied.
        """
        self._require(kind.about.name)
        return self._register.get(kind, identity)

    def follow(self, kind: type[R], identities: Iterable[str]) -> Rows[R]:
        """The records that ids point to; an id that no row has leaves open what else there is.

        Raises:
            NotAssessable: the sheet was not supplied.
        """
        self._require(kind.about.name)
        named = tuple(identities)
        lost = next((identity for identity in named if self._register.get(kind, identity) is None), None)
        unknown = None if lost is None else NotAssessable(f"{lost} is in no row of the sheet {kind.about.name}")
        return Rows(self._register.follow(kind, named), unknown)

    def pointing_at(self, record: Record, reference: str) -> Rows[Record]:
        """The records whose reference column names this one, such as `retention.activity_ids`.

        A cell of that column that cannot be read leaves open whether there are more.

        Raises:
            NotAssessable: the sheet was not supplied.
        """
        return self.naming(record.identity, reference)

    def naming(self, identity: str, reference: str) -> Rows[Record]:
        """The same for an id, whether or not a row has it."""
        return Rows(self._register.naming(identity, reference), self.unread(reference))

    def unread(self, reference: str) -> NotAssessable | None:
        """Why it is not known what all the cells of a reference column name, or None where each can be read.

        Raises:
            NotAssessable: the sheet was not supplied.
        """
        sheet, column = reference.split(".")
        self._require(sheet)
        row = next(iter(self._register.unread(reference)), None)
        return NotAssessable("the cell could not be read", row.place_of(column)) if row else None

    def sharing_id(self, record: Record) -> tuple[Record, ...]:
        """Every record of the same sheet with the same id, this one included."""
        return self._register.sharing_id(record)

    def has(self, kind: type[Record]) -> bool:
        """Whether a sheet was supplied, be it without rows."""
        return self._register.has(kind)

    def every_record(self) -> tuple[Record, ...]:
        """Every record of every supplied sheet, in the order of the sheets."""
        return tuple(record for name in self._register.supplied for record in self._register.all(sheets()[name]))

    def _is_near(self, row: Record) -> bool:
        owner = entity_of(row, self._register)
        return owner is None or self._entity is None or owner.identity == self._entity.identity

    def _require(self, sheet: str) -> None:
        if sheet in self._register.absent:
            raise NotAssessable(f"sheet {sheet} not supplied")


@dataclass(frozen=True)
class View:
    """A case as rules see it. `earlier` holds what the first round found, for the few rules about other results."""

    case: Case
    register: StrictRegister
    evidence: Evidence
    earlier: tuple[Finding, ...] = ()
    _made: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def as_of(self) -> date:
        """The day whose facts and law count."""
        return self.case.as_of

    @property
    def recorded_until(self) -> date:
        """The last day on which records about the period may be dated."""
        return self.case.recorded_until

    @property
    def period(self) -> Period:
        """The period of the report."""
        return self.case.period

    @property
    def settings(self) -> Settings:
        """What `auditlib.toml` says."""
        return self.case.settings

    def policy_of(self, version: PolicyVersion) -> Policy:
        """The text of a version of a policy, as its file among the inputs holds it.

        Raises:
            NotAssessable: there is no such file, or one that cannot be read or is not in English.
        """
        return self.text_in(file_of(version, self.case)).assessed

    def text_in(self, file: InputFile) -> PolicyText:
        """What was read in a file with the text of a policy; it is read once."""
        if file not in self._made:
            self._made[file] = read_text(file)
        return cast("PolicyText", self._made[file])

    def beside(self, entity: Organisation | None) -> "View":
        """The same case beside one legal entity, without the rows of others; the whole case where none is given."""
        if entity is None or len(self.case.register.all(Organisation)) == 1:
            return self
        key = (Organisation, entity.identity)
        if key not in self._made:
            self._made[key] = replace(self, register=self.register.beside(entity), _made={})
        return cast("View", self._made[key])

    @property
    def prior(self) -> Prior:
        """The pack of the period before.

        Raises:
            NotAssessable: none was given.
        """
        if self.case.previous is None:
            raise NotAssessable("no pack of the period before was given")
        return self.case.previous

    @property
    def entities(self) -> tuple[Organisation, ...]:
        """The legal entities of the register."""
        return self.register.all(Organisation)

    def limit(self, reference_id: str) -> int:
        """A limit of the reference dates, in the unit it states, or what the settings put in its place."""
        set_here = self.settings.thresholds.get(reference_id)
        return limit(reference_id).value if set_here is None else set_here

    def origin_of_limit(self, reference_id: str) -> str:
        """Where a limit that no law sets comes from, for the brackets behind it in a message."""
        return "set in auditlib.toml" if reference_id in self.settings.thresholds else "house default"

    def once(self, make: "Callable[[View], T]") -> T:
        """What a function makes of the case, made once for a run: how a rule avoids comparing all rows with all."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def attested(self, kind: type[Record]) -> bool:
        """Whether somebody states that a sheet is complete, within the statement's validity."""
        return kind.about.name in self.case.attested
