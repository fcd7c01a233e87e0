"""Where the user's data, logs and anchors live; no folder is made here."""

import os
from pathlib import Path

from jisheng_desktop.loading import platformdirs

APPLICATION = "jisheng-desktop"


def data_folder() -> Path:
    """Return the station's data folder: `JISHENG_DATA`, or the platform's default."""
    chosen = os.environ.get("JISHENG_DATA")
    return (
        Path(chosen)
        if chosen
        else platformdirs.user_data_path(APPLICATION, appauthor=False)
    )


def library_folder(folder: Path) -> Path:
    """Return the folder of the library itself; only its owner may read it."""
    return folder / "library"


def library_file(folder: Path) -> Path:
    """Return the library's SQLite file."""
    return library_folder(folder) / "library.db"


def lock_file(folder: Path) -> Path:
    """Return the file that one process locks while the library is open."""
    return folder / "library.lock"


def log_folder(folder: Path) -> Path:
    """Return where logs and bug reports go."""
    return folder / "logs"


def anchor_folder() -> Path:
    """Return where journal anchors are kept: outside of every data folder, so that
    a library that was copied or restored is noticed. `JISHENG_STATE` overrides.
    """
    chosen = os.environ.get("JISHENG_STATE")
    state = (
        Path(chosen)
        if chosen
        else platformdirs.user_state_path(APPLICATION, appauthor=False)
    )
    return state / "anchors"
