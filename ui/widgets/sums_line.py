"""What a list counts and sums up to, in one line of figures."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.layouts import clear
from ui.widgets.words import words


class SumsLine(QWidget):
    """Figures with a word under each; as many as are given."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(28)

    def show_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """Show pairs of a word and its figure in the place of those before."""
        clear(self._row)
        self._parts = [_figure(what, figure) for what, figure in figures]
        for part in self._parts:
            self._row.addWidget(part)
        self._row.addStretch()

    def texts(self) -> list[str]:
        """Return the figures shown, as a reader hears them."""
        return [part.accessibleName() for part in self._parts]


def _figure(what: str, figure: str) -> QWidget:
    part = QWidget()
    part.setAccessibleName(f"{what} {figure}")
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(words(figure, "title"))
    column.addWidget(words(what, "hint"))
    return part
