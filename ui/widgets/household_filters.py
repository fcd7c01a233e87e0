"""What the list of households is narrowed to: words, state, village, category."""

import msgspec
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QWidget

from jisheng_desktop.domain.enrollments import Filters
from jisheng_desktop.domain.states import STATE_NAMES, STATES, State
from ui.theme import TextSize, Theme
from ui.widgets.filter_boxes import Choices, filter_box, refill
from ui.widgets.words import chip, show_chip, words


class HouseholdFilters(QWidget):
    """A line to search in and three boxes; `changed` comes at each letter and choice."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.search = _search()
        states = [(each, STATE_NAMES[each]) for each in STATES]
        self.state = filter_box("状态", "全部状态", states)
        self.village = filter_box("村居", "全部村居")
        self.category = filter_box("类别", "全部类别")
        self.count = words("", "hint")
        self.figure = chip()
        self._beyond = Filters()
        self._boxes = (self.state, self.village, self.category)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out()
        self._listen()

    def offer(self, villages: Choices, categories: Choices) -> None:
        """Offer the villages and categories there are now; what is chosen stays."""
        refill(self.village, villages)
        refill(self.category, categories)

    def wanted(self) -> Filters:
        """Return what the list is narrowed to."""
        beyond = self._beyond
        said: Filters = msgspec.structs.replace(
            beyond,
            state=self.state.currentData(),
            village=self.village.currentData() or beyond.village,
            category=self.category.currentData() or beyond.category,
            text=self.search.text().strip(),
        )
        return said

    def show_count(self, households: int) -> None:
        """Say how many households answer."""
        self.count.setText(f"{households:,} 户")

    def show_only(self, state: State) -> None:
        """Narrow to one state, whatever was searched."""
        self.clear()
        self.state.setCurrentIndex(self.state.findData(state))

    def show_figure(self, filters: Filters, what: str) -> None:
        """Narrow to what a figure counts; `what` names it, until the filters are cleared.

        Village and category stand in their boxes, so that they can be changed.
        """
        said = {"village": self.village, "category": self.category}
        with QSignalBlocker(self):
            self.clear()
            for field, box in said.items():
                place = box.findData(getattr(filters, field))
                if place > 0:
                    box.setCurrentIndex(place)
                    filters = msgspec.structs.replace(filters, **{field: None})
        self._beyond = filters
        show_chip(self.figure, what, "info")
        self.changed.emit()

    def clear(self) -> None:
        """Narrow to nothing and let the user search anew."""
        for box in self._boxes:
            box.setCurrentIndex(0)
        self._beyond = Filters()
        show_chip(self.figure, "")
        self.search.clear()
        self.search.setFocus()
        self.changed.emit()

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(10)
        for box in self._boxes:
            choices.addWidget(box)
        choices.addWidget(self.figure)
        choices.addWidget(self.count)
        self.figure.hide()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(10)
        self._line.addWidget(self.search, 1)
        self._line.addLayout(choices)
        self._turn()

    def _listen(self) -> None:
        self.search.textChanged.connect(lambda _: self.changed.emit())
        for box in self._boxes:
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._theme.changed.connect(self._turn)

    def _turn(self) -> None:
        """Give the search a line of its own where the largest text leaves it no room."""
        side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        is_huge = self._theme.size is TextSize.HUGE
        self._line.setDirection(below if is_huge else side)


def _search() -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName("查找家庭")
    line.setPlaceholderText("姓名、拼音首字母、证件号尾数、电话、回执号")
    line.setClearButtonEnabled(True)
    return line
