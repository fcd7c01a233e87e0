"""A specialist in a process of its own, so that it can be killed.

`type` founds a station, types half a household, says "typed" and waits for ever;
`resume` opens the same station and prints what the window shows.
"""

import json
import sys
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from jisheng_desktop.paths import data_folder
from jisheng_desktop.services.library import close_library
from tests.ui.entry.entering import FATHER, MOTHER, type_head, type_people
from tests.ui.families import found
from tests.ui.typist import Typist
from ui.app import application, made_program
from ui.pages.entry import EntryPage
from ui.program import Program

WORKING_DAY = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


def main(task: str) -> None:
    """Type, or resume."""
    app = application()
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("ui.when.now", lambda: WORKING_DAY)
        if task == "type":
            found(data_folder())
            close_library()
            half_type(app)
        else:
            tell(app)


def half_type(app: QApplication) -> None:
    """Type a family's head, the father, and eleven digits of the mother's number."""
    program = started(app)
    assert program.workspace is not None
    program.workspace.show_page("entry")
    app.processEvents()
    typist = Typist()
    type_head(typist)
    type_people(typist, FATHER)
    typist.types(MOTHER.number[:11])
    sys.stdout.write("typed\n")
    sys.stdout.flush()
    app.exec()


def tell(app: QApplication) -> None:
    """Print the values and the cursor of the page that the window opens with."""
    program = started(app)
    workspace = program.workspace
    assert workspace is not None
    page = workspace.page("entry")
    assert isinstance(page, EntryPage)
    shown = {
        "visible": page.isVisible(),
        "entered": page.sheet.form.entered,
        "here": page.board.here,
        "position": page.board.position(),
    }
    sys.stdout.write(json.dumps(shown))
    sys.stdout.flush()
    program.stop()


def started(app: QApplication) -> Program:
    """Show the program of the data folder."""
    program = made_program(data_folder())
    program.start()
    program.window.show()
    program.window.activateWindow()
    app.processEvents()
    return program


if __name__ == "__main__":
    main(sys.argv[1])
