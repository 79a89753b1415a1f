"""What `auditlib.toml` in an inputs folder may say."""

import tomllib
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from auditlib.errors import InputRefused
from auditlib.intake.inventory import SETTINGS_FILE
from auditlib.places import Place, Problem
from auditlib.schema.dates import DateOrder, ReadingOptions


def _zone(name: object) -> object:
    if not isinstance(name, str):
        return name
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("expected an IANA time zone such as Europe/Dublin") from error


class Settings(BaseModel):
    """Settings of one inputs folder. Nothing here has a default that changes what is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    date_order: DateOrder | None = None
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
        raise InputRefused([_problem("", "text that is not TOML", str(error))]) from error
    except ValidationError as error:
        raise InputRefused(
            _problem(_name(part["loc"]), repr(part["input"]), part["msg"]) for part in error.errors()
        ) from error


def _name(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)


def _problem(name: str, found: str, expected: str) -> Problem:
    known = ", ".join(Settings.model_fields)
    return Problem(Place(SETTINGS_FILE, name), "settings", found, expected, f"Known settings: {known}.")
