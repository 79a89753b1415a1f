"""The command lines of docs/scheduling.md do what the page says, unattended."""

import re
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditlib import errors
from tests.requirements import PROJECT

PAGE = PROJECT / "docs" / "scheduling.md"
FOLDER = "/srv/auditlib"
CRON_TIMES = re.compile(r"(?:\S+ ){5}")


def block(language: str, containing: str) -> str:
    """The one fenced block of the page in a language that contains a text."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (found,) = (text for text in blocks if containing in text)
    return found


def setting(name: str) -> str:
    (value,) = re.findall(rf"^{name}=(.*)$", block("ini", "SuccessExitStatus="), re.MULTILINE)
    return value


def crontab_line() -> str:
    (line,) = block("crontab", FOLDER).splitlines()
    return line


def last_complete_quarter() -> str:
    now = datetime.now(UTC)
    year, quarter = divmod(now.year * 4 + (now.month - 1) // 3 - 1, 4)
    return f"{year}-Q{quarter + 1}"


@pytest.fixture
def installation(tmp_path):
    """What stands in /srv/auditlib: an environment and the inputs of the last complete quarter."""
    period = last_complete_quarter()
    inputs = PROJECT / "inputs" / "auxerta"
    source = inputs / period if (inputs / period).is_dir() else max(inputs.glob("????-Q?"))
    shutil.copytree(source, tmp_path / "inputs" / "auxerta" / period)
    commands = tmp_path / ".venv" / "bin"
    commands.mkdir(parents=True)
    (commands / "auditlib").symlink_to(Path(sys.executable).with_name("auditlib"))
    (tmp_path / "home").mkdir()
    return tmp_path


def run_unattended(command: list[str], installation: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a service manager does: in its own session, without terminal, input or our environment."""
    home = str(installation / "home")
    return subprocess.run(
        [part.replace(FOLDER, str(installation)) for part in command],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": home, "LOGNAME": "auditlib", "SHELL": "/bin/sh"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        timeout=300,
        check=False,
    )


def assert_published(done: subprocess.CompletedProcess[str], installation: Path) -> None:
    assert (done.returncode, done.stdout) == (0, "")
    (latest,) = installation.glob(f"reports/*/{last_complete_quarter()}/latest")
    assert latest.is_symlink()
    assert not latest.readlink().is_absolute()
    assert (latest / "data" / "index.html").is_file()


def test_the_service_makes_the_pack_unattended(installation):
    folder = Path(setting("WorkingDirectory").replace(FOLDER, str(installation)))
    assert_published(run_unattended(shlex.split(setting("ExecStart")), installation, folder), installation)


def test_the_crontab_line_makes_the_pack_unattended(installation):
    command = CRON_TIMES.sub("", crontab_line(), count=1)
    done = run_unattended(["/bin/sh", "-c", command], installation, folder=installation / "home")
    assert_published(done, installation)


def test_the_crontab_line_has_no_character_that_cron_treats_specially():
    assert "%" not in crontab_line()


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def test_timer_and_crontab_name_the_same_days():
    minute, hour, day, months, weekday = crontab_line().split()[:5]
    (calendar,) = re.findall("^OnCalendar=(.*)$", block("ini", "[Timer]"), re.MULTILINE)
    assert numbers(calendar) == [*numbers(months), int(day), int(hour), int(minute), 0]
    assert weekday == "*"


def test_every_exit_code_is_explained():
    explained = {int(code) for code in re.findall(r"^\| (\d+)", PAGE.read_text("utf-8"), re.MULTILINE)}
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert {kind.exit_code for kind in kinds if issubclass(kind, errors.AuditlibError)} <= explained
