"""What the register holds that a policy has to tell: rows and columns with their terms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from auditlib.rulebook.view import View
from auditlib.schema.columns import Answer
from auditlib.schema.durations import Duration
from auditlib.schema.record import Record
from auditlib.scope import CONTROLLER_ROLES, activities_of, is_current, listed, readable
from auditlib.sheets.cookies import Cookie
from auditlib.sheets.data_categories import DataCategory
from auditlib.sheets.organisation import Organisation
from auditlib.sheets.processing_activities import ProcessingActivity
from auditlib.sheets.purposes import Purpose
from auditlib.sheets.retention import Retention
from auditlib.sheets.systems import System
from auditlib.sheets.transfers import Transfer
from auditlib.sheets.vendors import Vendor

_NOT_TOLD = frozenset({"internal_only", "internal_team"})


@dataclass(frozen=True, slots=True)
class Held:
    """A cell of the register and one term in it; the term is blank where the cell states none."""

    record: Record
    column: str
    term: str


class Scope:
    """The rows of an entity's own current processing, which its policy has to tell; None stands for every entity."""

    def __init__(self, entity: Organisation | None, view: View) -> None:
        self.entity = entity
        self.view = view
        # What is not supplied is not known: activities_of would give none.
        view.register.all(ProcessingActivity)
        self.activities = activities_of(view.case.register, entity, CONTROLLER_ROLES, view.as_of).current
        self._own = frozenset(activity.identity for activity in self.activities)

    def data_categories(self) -> Iterator[Held]:
        """Each category that an activity uses, once."""
        named = dict.fromkeys(chain.from_iterable(listed(one, "data_category_ids") for one in self.activities))
        return _cells(self.view.register.follow(DataCategory, named).there, "kind")

    def purposes(self) -> tuple[Purpose, ...]:
        """The purposes of the activities."""
        every = self.view.register.all(Purpose)
        return tuple(one for one in every if readable(one, "activity_id") in self._own)

    def vendors(self) -> tuple[Vendor, ...]:
        """The current vendors that see personal data, or of which nobody said that they do not."""
        current = (one for one in self.view.register.all(Vendor) if is_current(one, self.view.as_of))
        return tuple(one for one in current if readable(one, "processes_personal_data") is not Answer.NO)

    def recipients(self) -> Iterator[Held]:
        """Each kind of recipient that an activity names, once, without those that a vendor stands for."""
        supplied = set(chain.from_iterable(listed(one, "services") for one in self.vendors()))
        return _once(self._named_by_activities("recipient_categories"), supplied | _NOT_TOLD)

    def countries(self) -> Iterator[Held]:
        """Each country data go to or are kept in, once: of transfers, vendors and systems, the home country aside."""
        home = {str(readable(self.entity, "country"))} if self.entity else set()
        return _once(chain(self._transfers(), self._processing(), self._storage()), home)

    def retention(self) -> tuple[Retention, ...]:
        """The rows that say how long data of the activities are kept."""
        every = self.view.register.all(Retention)
        return tuple(one for one in every if not self._own.isdisjoint(listed(one, "activity_ids")))

    def kept(self, row: Retention) -> tuple[Record, ...]:
        """What a retention row is about: the activities, their purposes, and the categories of data."""
        activities = tuple(one for one in self.activities if one.identity in listed(row, "activity_ids"))
        named = listed(row, "data_category_ids")
        named = named or tuple(chain.from_iterable(listed(one, "data_category_ids") for one in activities))
        register = self.view.register
        purposes = (one for owner in activities for one in register.pointing_at(owner, "purposes.activity_id").there)
        return (*activities, *purposes, *register.follow(DataCategory, dict.fromkeys(named)).there)

    def cookies(self) -> tuple[Cookie, ...]:
        """The current cookies."""
        return tuple(one for one in self.view.register.all(Cookie) if is_current(one, self.view.as_of))

    def _named_by_activities(self, column: str) -> Iterator[Held]:
        return (Held(one, column, term) for one in self.activities for term in listed(one, column))

    def _transfers(self) -> Iterator[Held]:
        running = (one for one in self.view.register.all(Transfer) if is_current(one, self.view.as_of))
        own = (one for one in running if self._is_own(listed(one, "activity_ids")))
        return _cells(own, "country")

    def _processing(self) -> Iterator[Held]:
        named = set(chain.from_iterable(listed(one, "vendor_ids") for one in self.activities))
        own = [one for one in self.vendors() if one.identity in named or not self._serves_others(one)]
        return (Held(one, "processing_countries", code) for one in own for code in listed(one, "processing_countries"))

    def _storage(self) -> Iterator[Held]:
        named = chain.from_iterable(listed(one, "system_ids") for one in self.activities)
        register = self.view.register
        systems = register.follow(System, dict.fromkeys(named)).there if register.has(System) else ()
        return (Held(one, "storage_countries", code) for one in systems for code in listed(one, "storage_countries"))

    def _serves_others(self, vendor: Vendor) -> bool:
        """Whether only activities under somebody's instructions, or of another entity, name a vendor."""
        return bool(self.view.register.pointing_at(vendor, "processing_activities.vendor_ids").there)

    def _is_own(self, activity_ids: Iterable[str]) -> bool:
        named = set(activity_ids)
        return not named or not self._own.isdisjoint(named)


def period_of(row: Retention) -> Duration | None:
    """How long a row says data are kept, or None where it states criteria only or an unreadable text."""
    period = readable(row, "period")
    return period if isinstance(period, Duration) and period.is_readable else None


def _cells(records: Iterable[Record], column: str) -> Iterator[Held]:
    return (Held(one, column, str(readable(one, column) or "")) for one in records)


def _once(cells: Iterable[Held], without: Iterable[str]) -> Iterator[Held]:
    seen = set(without) | {""}
    for cell in cells:
        if cell.term not in seen:
            seen.add(cell.term)
            yield cell
