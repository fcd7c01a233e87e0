"""What the list of households is narrowed to: words, state, village, category."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QWidget

from jisheng_desktop.domain.enrollments import Filters
from jisheng_desktop.domain.states import STATE_NAMES, STATES, State
from ui.theme import TextSize, Theme
from ui.widgets.words import words

Choices = Sequence[tuple[str, str]]


class HouseholdFilters(QWidget):
    """A line to search in and three boxes; `changed` comes at each letter and choice."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.search = _search()
        states = [(each, STATE_NAMES[each]) for each in STATES]
        self.state = _box("状态", "全部状态", states)
        self.village = _box("村居", "全部村居")
        self.category = _box("类别", "全部类别")
        self.count = words("", "hint")
        self._boxes = (self.state, self.village, self.category)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out()
        self._listen()

    def offer(self, villages: Choices, categories: Choices) -> None:
        """Offer the villages and categories there are now; what is chosen stays."""
        _refill(self.village, villages)
        _refill(self.category, categories)

    def wanted(self) -> Filters:
        """Return what the list is narrowed to."""
        return Filters(
            state=self.state.currentData(),
            village=self.village.currentData(),
            category=self.category.currentData(),
            text=self.search.text().strip(),
        )

    def show_count(self, households: int) -> None:
        """Say how many households answer."""
        self.count.setText(f"{households:,} 户")

    def show_only(self, state: State) -> None:
        """Narrow to one state, whatever was searched."""
        self.search.clear()
        self.state.setCurrentIndex(self.state.findData(state))

    def clear(self) -> None:
        """Narrow to nothing and let the user search anew."""
        for box in self._boxes:
            box.setCurrentIndex(0)
        self.search.clear()
        self.search.setFocus()

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(10)
        for box in self._boxes:
            choices.addWidget(box)
        choices.addWidget(self.count)
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


def _box(name: str, everything: str, choices: Choices = ()) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    box.setMinimumContentsLength(6)
    box.addItem(everything, None)
    _add(box, choices)
    return box


def _refill(box: QComboBox, choices: Choices) -> None:
    chosen = box.currentData()
    with QSignalBlocker(box):
        while box.count() > 1:
            box.removeItem(1)
        _add(box, choices)
        box.setCurrentIndex(max(0, box.findData(chosen)))


def _add(box: QComboBox, choices: Choices) -> None:
    for code, name in choices:
        box.addItem(name, code)
