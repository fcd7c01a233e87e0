"""The hidden `--self-test`: proves that a build carries everything it needs."""

import os
import tempfile
from importlib import import_module
from pathlib import Path

from PySide6.QtWidgets import QApplication

from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.loading import HEAVY
from jisheng_desktop.services.guides import DESK_CARD, MANUAL, guide
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.practising import start_practice
from jisheng_desktop.services.schemes import shipped_schemes
from resources import resource
from ui.app import application, made_program
from ui.places import places_at
from ui.workspace import Workspace


def run() -> int:
    """Open a temporary library, load every resource, show every page; return 0."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["JISHENG_STATE"] = folder
        app = application()
        load_libraries()
        load_resources()
        show_window(app, Path(folder) / "data")
    return 0


def load_libraries() -> None:
    """Import what is otherwise imported on first use: a build may lack it."""
    for library in HEAVY:
        import_module(library.__name__)


def load_resources() -> None:
    """Read every shipped file and parse every scheme."""
    for kind in ("fonts", "icons", "styles", "data"):
        for file in resource(kind).iterdir():
            assert not file.is_file() or file.read_bytes(), file.name
    assert guide(MANUAL).read_bytes()
    assert guide(DESK_CARD).read_bytes()
    assert [read_scheme(text) for text in shipped_schemes()]


def show_window(app: QApplication, folder: Path) -> None:
    """Show the window on a new library, visit every page, close it."""
    start_practice(folder)
    close_library()
    program = made_program(folder)
    program.start()
    program.window.show()
    workspace = program.workspace
    assert isinstance(workspace, Workspace)
    for place in places_at(workspace.desk.office.level):
        assert workspace.show_page(place.name)
        app.processEvents()
    program.window.close()
    program.stop()
