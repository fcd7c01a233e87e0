"""A half-typed household after the process was killed with no warning at all."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from jisheng_desktop.services.checking import check
from jisheng_desktop.services.library import close_library, open_library
from tests.ui.entry.entering import ADDRESS, FATHER, MOTHER, PHONE

ROOT = Path(__file__).parents[2]
PROMISED_SECONDS = 1.0


def specialist(task: str) -> subprocess.Popen[str]:
    """Start a specialist on the data folder of this test."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.end_to_end.entry_by_hand", task],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_while_typing(after_seconds: float) -> None:
    """Let a specialist type half a household, then pull the plug."""
    with specialist("type") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "typed\n"
        time.sleep(after_seconds)
        os.kill(process.pid, signal.SIGKILL)


def resumed() -> dict[str, Any]:
    """Return what the window shows when the program is started again."""
    with specialist("resume") as process:
        output, _ = process.communicate(timeout=60)
    shown: dict[str, Any] = json.loads(output)
    return shown


def test_the_form_comes_back_cursor_included(own_data_folder: Path) -> None:
    kill_while_typing(PROMISED_SECONDS)
    shown = resumed()
    assert shown["visible"]
    assert shown["here"] == "members.p2.id_no"
    assert shown["position"] == 11
    entered = shown["entered"]
    assert entered["household.contact_phone"] == PHONE
    assert entered["household.hukou_address"] == ADDRESS
    assert entered["members.p1.id_no"] == FATHER.number
    assert entered["members.p1.name"] == "王强"
    assert entered["members.p2.id_no"] == MOTHER.number[:11]


@pytest.mark.parametrize("after_seconds", [0.0, 0.05, 0.2, 0.4])
def test_whenever_it_is_killed_the_library_is_whole(
    own_data_folder: Path, after_seconds: float
) -> None:
    kill_while_typing(after_seconds)
    open_library(own_data_folder, wait_seconds=5)
    assert [each for each in check() if not each.ok] == []
    close_library()
    entered = resumed()["entered"]
    known = {PHONE, ADDRESS, FATHER.number, "王强", MOTHER.number[:11], "二组"}
    texts = {text for text in entered.values() if len(text) > 1}
    assert texts <= known | {"RURAL", "610103001001"}
