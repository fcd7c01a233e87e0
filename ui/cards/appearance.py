"""Text size, light or dark, and when the desk locks by itself."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
)

from ui.desk import Desk
from ui.operations.appearance import use_look, use_text_size
from ui.theme import Look, TextSize
from ui.widgets.words import Card, labelled, words

SIZE_NAMES = {
    TextSize.STANDARD: "标准",
    TextSize.LARGE: "大",
    TextSize.HUGE: "特大",
}
LOOK_NAMES = {Look.SYSTEM: "跟随电脑", Look.LIGHT: "浅色", Look.DARK: "深色"}
T = TypeVar("T", TextSize, Look)
LOCK_CHOICES = ((0, "从不"), (5, "5 分钟"), (10, "10 分钟"), (30, "30 分钟"))


class AppearanceCard(Card):
    """Every choice takes effect at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("外观", "选了就生效；Ctrl + 加号、减号也可以改文字大小")
        self._desk = desk
        self._sizes = _Choice(
            "文字大小", SIZE_NAMES, lambda size: use_text_size(desk, size)
        )
        self._looks = _Choice("颜色", LOOK_NAMES, lambda look: use_look(desk, look))
        self.lock = QComboBox()
        for minutes, name in LOCK_CHOICES:
            self.lock.addItem(name, minutes)
        self.lock.setCurrentIndex(self.lock.findData(desk.settings.lock_minutes))
        self.lock.currentIndexChanged.connect(self._keep_lock)
        for row in (self._sizes, self._looks):
            self.body.addLayout(row)
        self.body.addLayout(labelled("没人用多久后锁定（设了密码才会锁）", self.lock))
        desk.theme.changed.connect(self._show)
        self._show()

    def take_focus(self) -> None:
        """Put the focus on the size in use."""
        self._sizes.button(self._desk.theme.size).setFocus()

    def _show(self) -> None:
        self._sizes.show_chosen(self._desk.theme.size)
        self._looks.show_chosen(self._desk.theme.look)

    def _keep_lock(self) -> None:
        self._desk.settings.lock_minutes = self.lock.currentData()


class _Choice(QVBoxLayout, Generic[T]):
    """One of a few, side by side."""

    def __init__(
        self, name: str, names: dict[T, str], choose: Callable[[T], None]
    ) -> None:
        super().__init__()
        self._group: QButtonGroup = QButtonGroup(self)
        self._buttons: dict[T, QRadioButton] = {}
        row = QHBoxLayout()
        row.setSpacing(22)
        for value, said in names.items():
            button = QRadioButton(said)
            button.setAccessibleName(f"{name}：{said}")
            button.clicked.connect(_bound(choose, value))
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        row.addStretch()
        self.setSpacing(3)
        self.addWidget(words(name, "label"))
        self.addLayout(row)

    def button(self, value: T) -> QRadioButton:
        """Return the button of a value."""
        return self._buttons[value]

    def show_chosen(self, value: T) -> None:
        """Tick the value in use."""
        self._buttons[value].setChecked(True)


def _bound(choose: Callable[[T], None], value: T) -> Callable[..., None]:
    return lambda *_: choose(value)
