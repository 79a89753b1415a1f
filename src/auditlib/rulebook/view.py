"""What a rule sees of a case: everything it asks for, or `NotAssessable` where that was not supplied."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from auditlib.case import Case
from auditlib.errors import InputRefused, NotAssessable
from auditlib.evidence.facts import Evidence
from auditlib.findings import Finding
from auditlib.intake.inventory import Role
from auditlib.period import Period
from auditlib.policy.reading import policy_of_file
from auditlib.policy.structure import Policy
from auditlib.prior.pack import Prior
from auditlib.reference.adequacy import protected_area
from auditlib.reference.legal_dates import limit
from auditlib.register.register import Register
from auditlib.schema.record import Record
from auditlib.settings import Settings
from auditlib.sheets import sheets
from auditlib.sheets.organisation import Organisation

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class StrictRegister:
    """The register as rules read it: asking for a sheet that was not supplied is no answer, not an empty one."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of a sheet.

        Raises:
            NotAssessable: the sheet was not supplied.
        """
        self._require(kind.about.name)
        return self._register.all(kind)

    def get(self, kind: type[R], identity: str | None) -> R | None:
        """The record an id points to, or None; raises `NotAssessable` where its sheet was not supplied."""
        self._require(kind.about.name)
        return self._register.get(kind, identity)

    def follow(self, kind: type[R], identities: Iterable[str]) -> tuple[R, ...]:
        """The records that ids point to; raises `NotAssessable` where their sheet was not supplied."""
        self._require(kind.about.name)
        return self._register.follow(kind, identities)

    def pointing_at(self, record: Record, reference: str) -> tuple[Record, ...]:
        """The records whose reference column names this one; raises `NotAssessable` where their sheet is absent."""
        self._require(reference.partition(".")[0])
        return self._register.pointing_at(record, reference)

    def sharing_id(self, record: Record) -> tuple[Record, ...]:
        """Every record of the same sheet with the same id, this one included."""
        return self._register.sharing_id(record)

    def has(self, kind: type[Record]) -> bool:
        """Whether a sheet was supplied, be it without rows."""
        return self._register.has(kind)

    def every_record(self) -> tuple[Record, ...]:
        """Every record of every supplied sheet, in the order of the sheets."""
        return tuple(record for name in self._register.supplied for record in self._register.all(sheets()[name]))

    def _require(self, sheet: str) -> None:
        if sheet in self._register.absent:
            raise NotAssessable(f"sheet {sheet} not supplied")


def _policy(view: "View") -> Policy | None:
    files = [file for file in view.case.files if file.role is Role.POLICY]
    try:
        return policy_of_file(files[0].path) if len(files) == 1 else None
    except InputRefused:
        return None


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

    @property
    def policy(self) -> Policy:
        """The published policy, as its one file among the inputs holds it.

        Raises:
            NotAssessable: there is no such file, or several, or one that cannot be read or is not in English.
        """
        policy = self.once(_policy)
        if policy is None:
            raise NotAssessable("policy not read")
        if policy.language != "en":
            raise NotAssessable(f"policy text in another language ({policy.language})")
        return policy

    @property
    def policy_text(self) -> str:
        """The visible text of the published policy; raises `NotAssessable` where `policy` does."""
        return self.policy.text

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

    def is_established(self, entity: Organisation, regime: str) -> bool:
        """Whether an entity has its main establishment, a branch or an office in the area of a regime."""
        places = {entity.country, *entity.establishment_countries}
        return not protected_area(regime).isdisjoint(place for place in places if place)

    def limit(self, reference_id: str) -> int:
        """A limit of the reference dates, in the unit it states, or what the settings put in its place."""
        set_here = self.settings.thresholds.get(reference_id)
        return limit(reference_id).value if set_here is None else set_here

    def once(self, make: "Callable[[View], T]") -> T:
        """What a function makes of the case, made once for a run: how a rule avoids comparing all rows with all."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def attested(self, kind: type[Record]) -> bool:
        """Whether somebody states that a sheet is complete, within the statement's validity."""
        return kind.about.name in self.case.attested
