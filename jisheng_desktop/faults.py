"""Crashes below Python: written by faulthandler, read at the next start."""

import faulthandler
from pathlib import Path

FAULT_FILE = "fault.txt"


def watch_faults(folder: Path) -> str:
    """Write crashes of this process into `folder`; return what the last one left."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FAULT_FILE
    left = file.read_text("utf-8", "replace") if file.exists() else ""
    # Stays open for the life of the process: faulthandler writes to it when it dies.
    faulthandler.enable(file.open("w"))
    return left
