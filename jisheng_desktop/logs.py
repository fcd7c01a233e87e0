"""Logs and bug reports in the data folder. No personal data is ever written here."""

import logging
import tempfile
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
MAX_BYTES = 1_000_000
KEPT_FILES = 3


def log_to(folder: Path) -> logging.Handler:
    """Send the program's log to a rotating file in `folder`; return its handler.

    The caller removes and closes the handler when it is done.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "jisheng.log",
        maxBytes=MAX_BYTES,
        backupCount=KEPT_FILES,
        encoding="utf-8",
        delay=True,
    )
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return handler


def keep_report(text: str, folder: Path) -> Path:
    """Write a bug report into the log folder, or where it can be; return its file."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    for place in (folder, Path(tempfile.gettempdir())):
        file = place / f"report-{stamp}.txt"
        try:
            place.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        except OSError:
            continue
        return file
    return folder
