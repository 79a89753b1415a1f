"""A room imports from lower floors only; CONTRIBUTING.md says which room is on which floor."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.requirements import PROJECT

SOURCE = PROJECT / "src" / "auditlib"
NO_FLOOR = 99
ROOMS = sorted(path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or any(path.glob("*.py")))


def floors() -> dict[str, int]:
    """The floor of every room, read from the table of CONTRIBUTING.md."""
    rows = re.findall(r"^\| (\d+) \| (`.+?`) \|", (PROJECT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    return {room: int(floor) for floor, rooms in rows for room in re.findall(r"`(\w+)`", rooms)}


def imported_modules(path: Path) -> Iterator[tuple[int, str]]:
    """Every import of a module, wherever it stands in the file: line and absolute name."""
    package = ("auditlib", *path.relative_to(SOURCE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            yield node.lineno, ".".join((*above, *filter(None, [node.module])))


def test_every_room_has_a_floor():
    assert [room for room in ROOMS if room not in floors()] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_from_lower_floors_only(room):
    floor = defaultdict(lambda: NO_FLOOR, floors())
    files = [SOURCE / f"{room}.py"] if (SOURCE / f"{room}.py").exists() else sorted((SOURCE / room).rglob("*.py"))
    imports = [(path, line, name.split(".")) for path in files for line, name in imported_modules(path)]
    wrong = [
        f"{path.relative_to(PROJECT)}:{line} imports {'.'.join(name)}"
        for path, line, name in imports
        if name[0] == "auditlib" and (len(name) == 1 or (name[1] != room and floor[name[1]] >= floor[room]))
    ]
    assert not wrong
