"""A real application, a real library, the real window; and nothing left behind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jisheng_desktop.services.library import close_library
from tests.ui.families import found
from ui.app import application, load_rare_font, made_program
from ui.desk import Desk
from ui.program import Program
from ui.workspace import Workspace

Start = Callable[[], Program]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Give pytest-qt the application as the program makes it: fonts, Chinese, style."""
    app = application()
    load_rare_font()
    return app


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window, a running task or an open library."""
    before = set(QApplication.topLevelWidgets())
    yield
    bury(qapp)
    left = [w for w in QApplication.topLevelWidgets() if w not in before]
    close_library()
    assert not [w for w in left if w.isVisible()], "a window was left open"


@pytest.fixture
def start(own_data_folder: Path, qapp: QApplication) -> Iterator[Start]:
    """Start the program on the test's data folder; it is stopped in the end."""
    running: list[Program] = []

    def run() -> Program:
        program = made_program(own_data_folder)
        running.append(program)
        program.start()
        program.window.show()
        program.window.activateWindow()
        assert QTest.qWaitForWindowActive(program.window)
        return program

    yield run
    for program in running:
        program.stop()
        assert not program.runner.is_busy, "a task was left running"
        program.window.may_close = lambda: True
        program.window.close()
        program.window.deleteLater()
    bury(qapp)


@pytest.fixture
def program(own_data_folder: Path, start: Start) -> Program:
    """The program at the desk of a new station with no password."""
    found(own_data_folder)
    close_library()
    return start()


@pytest.fixture
def workspace(program: Program) -> Workspace:
    """The desk itself, window shown."""
    assert program.workspace is not None
    return program.workspace


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """What every page is given."""
    return workspace.desk


def bury(qapp: QApplication) -> None:
    """Let everything that was marked for deletion go, as an idle program would."""
    qapp.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
