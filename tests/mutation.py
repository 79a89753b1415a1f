"""Changes one thing at a time in the rules and asks whether a test notices: `python -m tests.mutation [FILE …]`."""

import argparse
import ast
import copy
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditlib import rules
from auditlib.rules import known_rules
from tests.rules import making

RULES = Path(rules.__file__).parent
TESTS = Path(__file__).parent / "rules"
SILENCE = f"{TESTS / 'test_every_rule.py'}::test_no_rule_finds_anything_in_the_clean_register"
SECONDS = 120
# What a rule states about itself is compared with the catalogue; words for people are no behaviour.
STATED = {"severity", "force", "cites", "why", "fix", "each", "regimes", "message"}
SWAPPED_TESTS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SWAPPED_CALLS = {
    "every": "some",
    "some": "every",
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "says_yes": "says_no",
    "says_no": "says_yes",
    "is_set": "is_blank",
    "is_blank": "is_set",
}
NAMES = "from auditlib.rulebook.conditions import every, some, says_yes, says_no, is_set, is_blank\n"


@dataclass(frozen=True)
class Mutant:
    """One change: the number of the node in the tree, what it is in words, and how it is made."""

    node: int
    words: str
    change: Callable[[ast.AST], None]


def main() -> None:
    """Try the mutants of the named files, or of all, and print which survive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "files", nargs="*", help="names of files in rules/ without ending; all of them where none is named"
    )
    parser.add_argument("--sample", type=int, default=0, help="how many mutants of each file; 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="seed of the sample")
    given = parser.parse_args()
    known_rules()
    stems = given.files or sorted(path.stem for path in RULES.glob("[a-z]*.py"))
    killed = tried = 0
    for stem in stems:
        survivors, count = try_file(stem, given.sample, random.Random(given.seed))  # noqa: S311  a sample, no secret
        killed, tried = killed + count - len(survivors), tried + count
        print(f"{stem}: {count - len(survivors)} of {count} killed", *survivors, sep="\n    survived ", flush=True)
    print(f"killed {killed} of {tried} mutants: {killed / max(tried, 1):.1%}")


def try_file(stem: str, sample: int, chance: random.Random) -> tuple[list[str], int]:
    """The survivors among the mutants of one file, and how many were tried."""
    tree = ast.parse((RULES / f"{stem}.py").read_text(encoding="utf-8"))
    found = list(mutants(tree))
    chosen = chance.sample(found, sample) if 0 < sample < len(found) else found
    return [mutant.words for mutant in chosen if survives(stem, tree, mutant)], len(chosen)


def survives(stem: str, tree: ast.Module, mutant: Mutant) -> bool:
    """Whether the tests of the file pass although it was changed; each mutant lives in a process of its own."""
    child = os.fork()
    if child == 0:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        signal.alarm(SECONDS)
        try:
            os._exit(0 if run_mutated(stem, tree, mutant) == 0 else 1)
        except BaseException:  # noqa: BLE001  a mutant may raise anything, and is killed by it
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def run_mutated(stem: str, tree: ast.Module, mutant: Mutant) -> int:
    """Put the changed code in the place of the module and run its tests."""
    changed = copy.deepcopy(tree)
    mutant.change(list(ast.walk(changed))[mutant.node])
    ast.fix_missing_locations(changed)
    module = sys.modules[f"{rules.__name__}.{stem}"]
    for name in [name for name in vars(module) if not name.startswith("__")]:
        delattr(module, name)
    exec(NAMES, module.__dict__)  # noqa: S102  the code is our own
    exec(compile(changed, str(RULES / f"{stem}.py"), "exec"), module.__dict__)  # noqa: S102
    known_rules.cache_clear()
    making.the_clean_audit.cache_clear()
    tests = [str(TESTS / f"test_{stem}.py"), SILENCE]
    return int(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore", *tests]))


def mutants(tree: ast.Module) -> Iterator[Mutant]:
    """Every change that is tried: comparisons, connectives, negations, constants, conditions, dropped statements."""
    spared = set(_spared(tree))
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in spared:
            yield from (Mutant(number, f"line {_line(node)}: {words}", change) for words, change in _changes(node))


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0))


def _spared(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef) and ast.get_docstring(node) is not None:
            yield from map(id, ast.walk(node.body[0]))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"rule", "must_state"}:
            stated = [*node.args[:3], *(word.value for word in node.keywords if word.arg in STATED)]
            yield from (id(inner) for part in stated for inner in ast.walk(part))
        if isinstance(node, ast.JoinedStr):
            yield from (id(part) for part in node.values if isinstance(part, ast.Constant))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Noted":
            yield from map(id, node.args[1:2])
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if annotation is not None:
                yield from map(id, ast.walk(annotation))


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED_TESTS:
        other = SWAPPED_TESTS[type(node.ops[0])]
        yield f"{type(node.ops[0]).__name__} becomes {other.__name__}", lambda m: _set(m, "ops", [other(), *m.ops[1:]])  # type: ignore[attr-defined]
    if isinstance(node, ast.BoolOp):
        other_word = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield "and becomes or, or or and", lambda m: _set(m, "op", other_word())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not is dropped", lambda m: _set(m, "operand", ast.UnaryOp(ast.Not(), m.operand))  # type: ignore[attr-defined]
    if isinstance(node, ast.Constant):
        yield from _constants(node)
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SWAPPED_CALLS:
        name = SWAPPED_CALLS[node.func.id]  # type: ignore[attr-defined]
        yield f"{node.func.id} becomes {name}", lambda m: _set(m.func, "id", name)  # type: ignore[attr-defined]
    if isinstance(node, ast.IfExp):
        yield "if-else is turned round", lambda m: _set(m, "test", ast.UnaryOp(ast.Not(), m.test))  # type: ignore[attr-defined]
    if isinstance(node, ast.If):
        yield "condition always holds", lambda m: _set(m, "test", ast.Constant(value=True))


def _constants(node: ast.Constant) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} is turned round", lambda m: _set(m, "value", not value)
    elif isinstance(value, int):
        yield f"{value} becomes {value + 1}", lambda m: _set(m, "value", value + 1)
    elif isinstance(value, str) and value:
        yield f"text {value[:40]!r} is another", lambda m: _set(m, "value", f"XX{value}XX")


def _set(node: ast.AST, field: str, value: object) -> None:
    setattr(node, field, value)


if __name__ == "__main__":
    main()
