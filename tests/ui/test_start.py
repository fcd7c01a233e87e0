"""What the window does without until it is shown, so that a start stays short."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jisheng_desktop.services.library import close_library
from tests.benchmarks.bench_start import USABLE_WINDOW
from tests.ui.families import found


@pytest.fixture
def station(own_data_folder: Path) -> Path:
    found(own_data_folder)
    close_library()
    return own_data_folder


def shown_then(question: str, folder: Path) -> str:
    """Return what a new process answers as soon as its window is shown."""
    done = subprocess.run(
        [sys.executable, "-c", f"{USABLE_WINDOW}\n{question}\nimport os; os._exit(0)"],
        env=os.environ | {"JISHENG_DATA": str(folder)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_first_page_does_without_qts_enumerations(station: Path) -> None:
    question = "import PySide6.QtCore; print('Qt' in vars(PySide6.QtCore), flush=True)"
    assert shown_then(question, station) == "False", (
        "something needed `Qt` before the window was shown: it takes 19 ms to make"
    )


def test_no_source_is_read_and_no_heavy_library_loaded(station: Path) -> None:
    question = """
import linecache, sys
heavy = {"peewee", "cryptography", "openpyxl"}
later = {"jisheng_desktop.services.overview", "ui.pages.entry"}
ours = [file for file in linecache.cache if "/ui/pages" in file]
print(ours, sorted((heavy | later) & set(sys.modules)), flush=True)
"""
    assert shown_then(question, station) == "[] []"
