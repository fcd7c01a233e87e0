"""A list of rows: read only, whole rows chosen, left by Tab; every page's table."""

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QTableView


def row_table(model: QAbstractItemModel, name: str) -> QTableView:
    """Return a table of a model's rows, under the name a screen reader says.

    How wide its columns are is the page's own.
    """
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    return table


def let_rows_grow(table: QTableView) -> None:
    """Let a short table's rows be as high as their wrapped words."""
    table.setWordWrap(True)
    rows = table.verticalHeader()
    rows.setSectionResizeMode(rows.ResizeMode.ResizeToContents)
