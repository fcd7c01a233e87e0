"""News of saved work reaches the pages that are there, and none that are gone."""

from PySide6.QtWidgets import QApplication

from tests.ui.conftest import bury
from ui.places import IMPORTING, places_at
from ui.program import Program


def test_pages_that_are_gone_hear_nothing_more(
    program: Program, qapp: QApplication
) -> None:
    workspace = program.workspace
    assert workspace is not None
    desk = workspace.desk
    for place in (*places_at(desk.office.level), IMPORTING):
        workspace.page(place.name)
    program.runner.stop()
    program._change_library(practice=True)
    bury(qapp)
    desk.changes.announce("a task of the old desk has ended")
    desk.changes.office_changed.emit()
    desk.theme.changed.emit()
    assert program.workspace is not workspace
