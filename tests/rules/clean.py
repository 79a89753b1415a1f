"""The clean register of `clean.toml`, in which no rule finds anything."""

import tomllib
from pathlib import Path

from auditlib.sheets import sheets

Rows = dict[str, list[dict[str, str]]]

_READ: Rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
CLEAN: Rows = {name: _READ[name] for name in sheets() if name in _READ}
