"""A real application, a real library, the real window; and nothing left behind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jisheng_desktop.services.library import close_library
from tests.exchange import Country
from tests.ui.families import found
from ui.app import made_program
from ui.desk import Desk
from ui.program import Program
from ui.workspace import Workspace

Start = Callable[[], Program]
LONGEST_TASK_MS, STEP_MS = 10_000, 10


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
        let_it_finish(program)
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
def two_schemes(own_data_folder: Path, start: Start) -> Workspace:
    """The desk of a Xi'an station that was given Hongta's scheme as well."""
    found(own_data_folder, schemes=2)
    close_library()
    workspace = start().workspace
    assert workspace is not None
    return workspace


@pytest.fixture
def workspace(program: Program) -> Workspace:
    """The desk itself, window shown."""
    assert program.workspace is not None
    return program.workspace


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """What every page is given."""
    return workspace.desk


def let_it_finish(program: Program) -> None:
    """Wait for what pages began of themselves, as a patient operator would."""
    waited = 0
    while program.runner.is_busy and waited < LONGEST_TASK_MS:
        QTest.qWait(STEP_MS)
        waited += STEP_MS


def bury(qapp: QApplication) -> None:
    """Let everything that was marked for deletion go, as an idle program would."""
    qapp.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def desk_at(
    country: Country, code: str, own_data_folder: Path, start: Start
) -> Workspace:
    """Sit down at a station of the country, in the real window."""
    own_data_folder.parent.mkdir(parents=True, exist_ok=True)
    country.folder(code).rename(own_data_folder)
    workspace = start().workspace
    assert workspace is not None
    return workspace
