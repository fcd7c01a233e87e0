"""Killed at every write: nothing confirmed is lost, nothing half-written stays."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("laboratory", "kills"),
    [
        ("crash_lab", 200),  # every service of one station
        ("exchange_lab", 100),  # between village and district: it arrives once
    ],
)
def test_a_kill_at_any_step_loses_nothing(
    laboratory: str, kills: int, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.services.{laboratory}", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"JISHENG_STATE": str(tmp_path / "state")},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout)["kills"] >= kills
