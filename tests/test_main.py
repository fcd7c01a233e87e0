"""Which door the arguments open."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from jisheng_desktop import __main__
from jisheng_desktop.domain.policy_years import year_in_use
from jisheng_desktop.faults import FAULT_FILE
from jisheng_desktop.paths import data_folder
from tests.builders import case_scheme


def test_no_arguments_mean_the_window() -> None:
    assert __main__.window_folder([]) == data_folder()


def test_a_folder_alone_means_the_window_too(tmp_path: Path) -> None:
    assert __main__.window_folder(["--data", str(tmp_path)]) == tmp_path


@pytest.mark.parametrize("arguments", [["status"], ["--data", "x", "status"], ["-h"]])
def test_a_command_means_the_command_line(arguments: list[str]) -> None:
    assert __main__.window_folder(arguments) is None


def test_a_command_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["jisheng", "--version"])
    assert __main__.main() == 0


def test_the_command_line_needs_no_qt() -> None:
    program = (
        "import sys; sys.argv = ['jisheng', '--version'];"
        "from jisheng_desktop.__main__ import main; main();"
        "assert not [m for m in sys.modules if m.startswith('PySide6')]"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.slow
def test_the_self_test_passes() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "jisheng_desktop", __main__.SELF_TEST],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert run.returncode == 0


def test_a_crash_below_python_is_told_at_the_next_start(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path;"
        "from jisheng_desktop.faults import watch_faults;"
        "watch_faults(Path(sys.argv[1])); os.abort()"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert "Fatal Python error" in (tmp_path / FAULT_FILE).read_text("utf-8")
    reader = (
        "import sys; from pathlib import Path;"
        "from jisheng_desktop.faults import watch_faults;"
        "print(watch_faults(Path(sys.argv[1])))"
    )
    told = subprocess.run(
        [sys.executable, "-c", reader, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "Fatal Python error" in told.stdout


@pytest.mark.parametrize(
    ("today", "year"),
    [("2025-12-20", 2026), ("2026-01-10", 2026), ("2031-01-01", 2026)],
)
def test_the_desk_works_on_the_year_that_is_open(today: str, year: int) -> None:
    scheme = case_scheme("xian-2025")
    years = [each.policy_year for each in scheme.years]

    chosen = year_in_use(scheme, date.fromisoformat(today))
    assert chosen in years
    assert chosen == (year if year in years else chosen)
