"""From a key stroke on the entry page to the painted decision panel."""

from collections.abc import Iterable
from itertools import cycle

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.benchmarks.figures import Figure, percentile, times_ms
from tests.benchmarks.libraries import large_library
from tests.ui.entry.entering import THREE, type_head, type_people
from tests.ui.typist import Typist
from ui.app import application, made_program
from ui.pages.entry import EntryPage
from ui.program import Program

ONE_FRAME_MS = 16
STROKES = 600
# A digit too many and away again: each stroke turns the decision round.
KEYS = (Qt.Key.Key_Backspace, Qt.Key.Key_2)


def figures() -> Iterable[Figure]:
    """The slowest of a hundred key strokes, beside the same strokes in a bare field."""
    app = QApplication.instance() or application()
    assert isinstance(app, QApplication)
    program = made_program(large_library())
    try:
        yield Figure(
            "key stroke to painted decision, p99",
            percentile(_strokes(app, _bare_field()), 99),
            percentile(_strokes(app, _number_field(app, program)), 99),
            ONE_FRAME_MS,
            bound_is_ratio=False,
        )
    finally:
        program.stop()
        program.window.close()


def _bare_field() -> QWidget:
    field = QLineEdit(THREE[2].number)
    field.show()
    field.activateWindow()
    field.setFocus()
    return field


def _number_field(app: QApplication, program: Program) -> QWidget:
    """Type a household of three among 50,000 others; return the child's number field."""
    program.start()
    program.window.resize(1366, 768)
    program.window.show()
    program.window.activateWindow()
    assert program.workspace is not None
    program.workspace.show_page("entry")
    app.processEvents()
    page = program.workspace.page("entry")
    assert isinstance(page, EntryPage)
    typist = Typist()
    type_head(typist)
    type_people(typist, *THREE)
    field = page.board.editors["members.p3.id_no"]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_End)
    app.processEvents()
    return field


def _strokes(app: QApplication, field: QWidget) -> list[float]:
    keys = cycle(KEYS)

    def stroke() -> None:
        QTest.keyClick(field, next(keys))
        app.processEvents()

    return times_ms(stroke, rounds=STROKES)
