"""家庭 with 50,000 households: a page of the list, and opening one household."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QApplication, QTableView
from typing_extensions import override

from jisheng_desktop.domain.enrollments import Row
from jisheng_desktop.services.households import list_households, rows
from jisheng_desktop.services.library import close_library
from tests.benchmarks.figures import Figure, percentile, side_by_side_ms, times_ms
from tests.benchmarks.libraries import large_library
from ui.app import application, made_program
from ui.pages.households import HouseholdsPage
from ui.program import Program

FRAME_MS = 1000 / 60
OPENED_MS = 50
PAGES = 60
HOUSEHOLDS_OPENED = 60
Index = QModelIndex | QPersistentModelIndex


class BareTable(QAbstractTableModel):
    """What no table can do without: the same texts, already in memory."""

    def __init__(self, texts: list[tuple[str, ...]]) -> None:
        super().__init__()
        self._texts = texts

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._texts)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return len(self._texts[0])

    @override
    def data(self, index: Index, role: int = 0) -> object:
        return self._texts[index.row()][index.column()] if role == 0 else None


def figures() -> Iterable[Figure]:
    """A page of our list against a page of the bare view; opening a household."""
    with shown_program() as (program, app):
        page = households_page(program)
        bare = bare_view(page)
        down = turning(page.table, app)
        floor, ours = side_by_side_ms(turning(bare, app), down, rounds=PAGES)
        bare.close()
        yield Figure(
            "a page of the list beyond the bare view",
            0,
            ours - floor,
            FRAME_MS,
            bound_is_ratio=False,
        )
        opened = times_ms(opening(page, app), rounds=HOUSEHOLDS_OPENED)
        yield Figure(
            "opening a household, p95",
            0,
            percentile(opened, 95),
            OPENED_MS,
            bound_is_ratio=False,
        )


@contextmanager
def shown_program() -> Iterator[tuple[Program, QApplication]]:
    """Show the program on the large library, and put it away."""
    folder = large_library()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else application()
    program = made_program(folder)
    program.start()
    program.window.show()
    try:
        yield program, app
    finally:
        program.stop()
        program.window.close()
        close_library()


def households_page(program: Program) -> HouseholdsPage:
    """Return the list as it is shown."""
    assert program.workspace is not None
    program.workspace.show_page("households")
    page = program.workspace.page("households")
    assert isinstance(page, HouseholdsPage)
    return page


def bare_view(page: HouseholdsPage) -> QTableView:
    """Return a plain table of the same size, rows and texts."""
    view = QTableView()
    some: tuple[Row, ...] = rows(list_households()[:5000])
    texts = [tuple(column.text(row) for column in page.model.columns) for row in some]
    view.setModel(BareTable(texts * 10))
    view.resize(page.table.size())
    view.show()
    return view


def turning(view: QTableView, app: QApplication) -> Callable[[], None]:
    """Return what turns one page of a view and draws it."""
    bar = view.verticalScrollBar()

    def turn() -> None:
        bar.setValue((bar.value() + bar.pageStep()) % bar.maximum())
        view.viewport().repaint()
        app.processEvents()

    return turn


def opening(page: HouseholdsPage, app: QApplication) -> Callable[[], None]:
    """Return what opens the next household of the list and draws it."""
    uids = iter([row.uid for row in rows(list_households()[: HOUSEHOLDS_OPENED + 5])])

    def open_next() -> None:
        page.show_record(next(uids))
        page.panel.repaint()
        app.processEvents()

    return open_next
