"""The list of choices under a field; the focus stays in the field."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.entry.choices import Choice

MOST_ROWS = 9
GAP = 2
SCROLL_BAR = 32
VALUE = Qt.ItemDataRole.UserRole


class ChoicePopup(QListWidget):
    """One per window, moved under whichever field offers choices.

    An ordinary child of the window, no window of its own: it takes no focus and no
    input method away from the field.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("part", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._clicked)
        self._take: Callable[[str], None] | None = None
        self.hide()

    @staticmethod
    def of(widget: QWidget) -> "ChoicePopup":
        """Return the popup of the window that `widget` is in."""
        window = widget.window()
        found = window.findChild(ChoicePopup)
        return found if isinstance(found, ChoicePopup) else ChoicePopup(window)

    def offer(
        self,
        field: QWidget,
        choices: Sequence[Choice],
        value: str,
        take: Callable[[str], None],
    ) -> None:
        """Show `choices` under `field`, `value` marked; a click calls `take` with a value.

        Nothing to choose hides the list.
        """
        self._take = take
        self.clear()
        for choice in choices:
            item = QListWidgetItem(choice.label, self)
            item.setData(VALUE, choice.value)
            if choice.value == value:
                self.setCurrentItem(item)
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self._place(field)
        self.setVisible(bool(choices))

    def step(self, by: int) -> None:
        """Move the mark up or down, stopping at the ends."""
        row = min(max(self.currentRow() + by, 0), self.count() - 1)
        self.setCurrentRow(row)

    def current(self) -> str:
        """Return the value of the marked choice, empty when there is none."""
        item = self.currentItem()
        return str(item.data(VALUE)) if self.count() else ""

    def _place(self, field: QWidget) -> None:
        """Stand below the field, or above it where there is more room."""
        window = self.window()
        rows = min(max(self.count(), 1), MOST_ROWS)
        wanted = rows * max(self.sizeHintForRow(0), 1) + 2 * self.frameWidth() + 2
        corner = field.mapTo(window, QPoint(0, 0))
        under = corner.y() + field.height() + GAP
        room_above, room_below = corner.y() - GAP, window.height() - under
        is_above = wanted > room_below and room_above > room_below
        height = min(wanted, room_above if is_above else room_below)
        top = corner.y() - GAP - height if is_above else under
        width = max(field.width(), self.sizeHintForColumn(0) + SCROLL_BAR)
        left = min(corner.x(), max(window.width() - width, 0))
        self.setGeometry(left, top, width, height)
        self.raise_()

    def _clicked(self, item: QListWidgetItem) -> None:
        if self._take is not None:
            self._take(str(item.data(VALUE)))
