"""What `auditlib.toml` in an inputs folder may say."""

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from auditlib.errors import InputRefused
from auditlib.findings import Severity
from auditlib.intake.inventory import SETTINGS_FILE
from auditlib.places import Place, Problem
from auditlib.reference.vocabularies import vocabulary
from auditlib.schema.dates import DateOrder, ReadingOptions

_MOST_DAYS = 366


def _zone(name: object) -> object:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("an IANA time zone such as Europe/Dublin") from error


def _sheet(name: str) -> str:
    if name not in vocabulary("sheet"):
        near = get_close_matches(name, vocabulary("sheet"), n=1)
        raise ValueError(f"the name of a sheet, such as {near[0] if near else 'vendors'}")
    return name


def _role(name: object) -> str:
    if not isinstance(name, str) or not name.strip():
        raise ValueError("a role, such as Head of Sales")
    return name.strip()


def _days(count: object) -> int:
    if type(count) is not int or not 0 <= count <= _MOST_DAYS:
        raise ValueError(f"a whole number from 0 to {_MOST_DAYS}")
    return count


class Settings(BaseModel):
    """Settings of one inputs folder. Nothing here has a default that changes what is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    date_order: DateOrder | None = None
    # By the id of a house default in the reference dates, in the unit that it states.
    thresholds: dict[str, int] = {}
    # By the id of a rule.
    severities: dict[str, Severity] = {}
    # Days after the end of a period in which it may still be attested, approved and signed.
    recording_days: Annotated[int | None, BeforeValidator(_days)] = None
    # By the name of a sheet: the role that answers findings in rows for which the register names nobody.
    owners: dict[Annotated[str, AfterValidator(_sheet)], Annotated[str, BeforeValidator(_role)]] = {}
    time_zone: Annotated[ZoneInfo | None, BeforeValidator(_zone)] = None

    @property
    def reading(self) -> ReadingOptions:
        """What of it concerns the reading of cells."""
        return ReadingOptions(self.date_order, self.time_zone)


def read_settings(inputs: Path) -> Settings:
    """Read the settings beside the workbooks; without a file, nothing is set.

    Raises:
        InputRefused: the file is no TOML, or holds a name or value that is not known.
    """
    path = inputs / SETTINGS_FILE
    if not path.is_file():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputRefused([_problem("", f"text that is not TOML ({error})", _EXAMPLE)]) from error
    except ValidationError as error:
        raise InputRefused(_from_pydantic(part) for part in error.errors()) from error


_EXAMPLE = 'a line such as date_order = "day-month"'


def _from_pydantic(error: ErrorDetails) -> Problem:
    # Where a name inside a table is at fault, pydantic adds a part that says so.
    name = ".".join(str(part) for part in error["loc"] if part != "[key]")
    if error["type"] == "extra_forbidden":
        near = get_close_matches(name, Settings.model_fields, n=1)
        return _problem(name, f"the setting “{name}”", f"“{near[0]}”" if near else "a known setting")
    expected = error.get("ctx", {}).get("expected") or error.get("ctx", {}).get("error") or error["msg"]
    return _problem(name, f"“{error['input']}”", str(expected))


def _problem(name: str, found: str, expected: str) -> Problem:
    known = ", ".join(Settings.model_fields)
    return Problem(Place(SETTINGS_FILE, name), "settings", found, expected, f"The settings are {known}.")
