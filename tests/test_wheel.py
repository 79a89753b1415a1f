"""The wheel: everything travels in it, and installed anywhere it makes a pack."""

import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.packs import PERIOD, REFERENCE_INPUTS
from tests.requirements import PROJECT

PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")
OFFLINE = ("--no-deps", "--no-index", "--no-build-isolation")


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def tracked() -> list[str]:
    """The files that a commit of everything would hold."""
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", folder=PROJECT)
    return sorted(name for name in listed.split("\0") if name and (PROJECT / name).is_file())


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean export of the project."""
    folder = tmp_path_factory.mktemp("export")
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("wheel")
    run(sys.executable, *PIP, "wheel", *OFFLINE, "--wheel-dir", built, ".", folder=export)
    (path,) = built.glob("auditlib-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment that holds the wheel; its dependencies are those the tests run with."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    run(sys.executable, *PIP, "--python", python, "install", "--quiet", *OFFLINE, wheel, folder=folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    # A line of a .pth file puts a folder on the path without reading the .pth files in it, and so not our checkout.
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    # The kernel is started by the python of the environment that a kernelspec stands in.
    run(python, "-m", "ipykernel", "install", "--sys-prefix", folder=folder)
    return folder / "bin"


def test_whatever_the_package_needs_travels_in_the_wheel(export, wheel):
    held = set(zipfile.ZipFile(wheel).namelist())
    # Reading the version leaves a compiled file in the export, which is no part of it.
    package = [path for path in (export / "src" / "auditlib").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    notebooks = list((export / "notebooks").glob("*.ipynb"))
    assert {path.relative_to(export / "src").as_posix() for path in package} <= held
    assert {f"auditlib/notebooks/{path.name}" for path in notebooks} <= held
    assert {".html", ".css", ".csv"} <= {path.suffix for path in package}
    assert notebooks


def test_nothing_else_travels_in_the_wheel(wheel):
    names = [Path(name) for name in zipfile.ZipFile(wheel).namelist()]
    assert {path.parts[0] for path in names if not path.parts[0].endswith(".dist-info")} == {"auditlib"}
    assert not [path for path in names if "mine" in path.parts or path.suffix in {".pyc", ".xlsx"}]


def test_an_installed_wheel_is_not_the_checkout(installed):
    where = run(installed / "python", "-c", "import auditlib; print(auditlib.__file__)", folder=installed)
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_an_installed_wheel_makes_a_pack_outside_the_checkout(installed, tmp_path):
    arguments = (str(REFERENCE_INPUTS), "--period", PERIOD, "--output", "out", "--quiet")
    run(installed / "auditlib", "run", *arguments, folder=tmp_path)
    (latest,) = (tmp_path / "out").glob(f"*/{PERIOD}/latest")
    made = {path.name for path in (latest / "data").iterdir()}
    reports = [path.stem for path in (PROJECT / "notebooks").glob("[!0]*.ipynb")]
    assert {"index.html", *(f"{name}{ending}" for name in reports for ending in (".html", ".xlsx"))} <= made
