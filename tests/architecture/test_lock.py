"""What the locks pin, with which hashes, and from nowhere in particular."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.requirements import PROJECT

LOCKS = ("runtime", "dev")

# Older versions have known holes in what a report goes through: notebooks, Markdown, XML.
SECURE_SINCE = {
    "defusedxml": "0.7.1",
    "jupyter-server": "2.21",
    "lxml": "6.1",
    "mistune": "3.3",
    "nbconvert": "7.17.1",
}


def lock_text(lock: str) -> str:
    return Path(PROJECT, "requirements", f"{lock}.txt").read_text("utf-8")


def entries(lock: str) -> list[tuple[Requirement, str]]:
    """Each pinned requirement with its hashes."""
    lines = re.sub(r"^ *#.*\n", "", lock_text(lock), flags=re.MULTILINE).replace("\\\n", "").splitlines()
    parts = (line.partition(" --hash=") for line in lines if line.strip())
    return [(Requirement(pinned.strip()), separator + hashes) for pinned, separator, hashes in parts]


def pins(lock: str) -> dict[str, set[str]]:
    """The versions pinned for each package: several where markers tell them apart."""
    versions: dict[str, set[str]] = {}
    for requirement, _ in entries(lock):
        (specifier,) = requirement.specifier
        assert specifier.operator == "=="
        versions.setdefault(canonicalize_name(requirement.name), set()).add(specifier.version)
    return versions


every_lock = pytest.mark.parametrize("lock", LOCKS)


@every_lock
def test_every_requirement_has_a_hash(lock):
    assert not [str(pinned) for pinned, hashes in entries(lock) if not re.search(r"--hash=sha256:[0-9a-f]{64}", hashes)]


@every_lock
def test_no_lock_names_a_registry(lock):
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host| @ ", lock_text(lock))


@every_lock
@pytest.mark.parametrize("package", SECURE_SINCE)
def test_a_version_that_security_needs_is_pinned(lock, package):
    assert all(Version(version) >= Version(SECURE_SINCE[package]) for version in pins(lock)[package])


def test_both_locks_pin_the_same_versions():
    runtime, dev = pins("runtime"), pins("dev")
    assert {package: dev.get(package) for package in runtime} == runtime


def test_the_lock_holds_what_the_project_asks_for():
    project = tomllib.loads(Path(PROJECT, "pyproject.toml").read_text("utf-8"))
    asked = map(Requirement, project["project"]["dependencies"] + project["build-system"]["requires"])
    pinned = pins("runtime")
    missing = [str(one) for one in asked if not all(map(one.specifier.contains, pinned[canonicalize_name(one.name)]))]
    assert not missing
