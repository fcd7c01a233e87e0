"""Programs measured from outside, each run in a fresh interpreter."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]

# What a program with our libraries cannot do without: a window with nothing in it.
EMPTY_WINDOW = """
import cryptography.hazmat.primitives.ciphers.aead, msgspec, peewee
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
application.processEvents()
"""

# Measured to the moment the window can be used, not to the end of tidying up.
STOP = """
import os
os._exit(0)
"""


def side_by_side_ms(
    floor: str, ours: str, *, environment: Mapping[str, str], rounds: int = 9
) -> tuple[float, float]:
    """Median wall times of two Python programs run in turns, each to its last line."""
    _once_ms(floor, environment)
    _once_ms(ours, environment)
    pairs = [
        (_once_ms(floor, environment), _once_ms(ours, environment))
        for _ in range(rounds)
    ]
    return (
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
    )


def _once_ms(program: str, environment: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", program + STOP],
        env=_with_bytecode(environment),
        cwd=ROOT,
        check=True,
    )
    return (time.perf_counter() - began) * 1000


def _with_bytecode(environment: Mapping[str, str]) -> dict[str, str]:
    """Let our modules be compiled once and for all, as an installed program's are."""
    kept = {**os.environ, **environment}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept
