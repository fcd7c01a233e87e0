"""The rail at the left: which page is shown, how much waits there, who works here."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)
from typing_extensions import override

from ui.theme import Theme
from ui.widgets.words import low, words

MARGIN = 14
ROUND_NAME = 24
GAP = 6
LOWEST_ROW = 22


class RailButton(QToolButton):
    """An icon and a word, and a badge with a count when something waits."""

    def __init__(self, theme: Theme, icon: str, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.setProperty("part", "rail")
        self.setText(text)
        self.setAccessibleName(text)
        self.setProperty("toolButtonStyle", "ToolButtonTextBesideIcon")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("focusPolicy", "NoFocus")
        self._badge = words("", "badge")
        self._badge.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 5, 0)
        row.addStretch()
        row.addWidget(low(self._badge))
        theme.changed.connect(self._draw)
        self._draw()

    def show_count(self, count: int) -> None:
        """Show how many things wait here; none shows nothing."""
        self._badge.setText(str(count) if count < 100 else "99+")
        self._badge.setVisible(count > 0)
        name = f"{self.text()}（{count}）" if count else self.text()
        self.setAccessibleName(name)

    def _draw(self) -> None:
        side = self._theme.px(18)
        self.setIconSize(QSize(side, side))
        self.setIcon(self._theme.icon(self._icon, "rail_text"))


class Rail(QFrame):
    """The pages in their order, then the menu and the person at the desk."""

    lock_wanted = Signal()

    def __init__(self, theme: Theme, menu: QMenu) -> None:
        super().__init__()
        self.setProperty("part", "rail")
        self._theme = theme
        self._group = QButtonGroup(self)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(0)
        self._buttons: dict[str, RailButton] = {}
        self._menu_button = self._made_menu_button(menu)
        self._person = RailButton(theme, "person", "")
        self._person.clicked.connect(self.lock_wanted)
        self._name = self._made_name()
        self._lay_out()
        theme.changed.connect(self._resize)
        self._resize()

    def add_page(self, name: str, action: QAction) -> None:
        """Append a page; choosing it triggers `action`."""
        button = RailButton(self._theme, name, action.text())
        button.setCheckable(True)
        keys = action.shortcut().toString()
        button.setToolTip(f"{action.text()}　{keys}")
        button.clicked.connect(action.trigger)
        self._group.addButton(button)
        self._pages.addWidget(button)
        self._buttons[name] = button

    def show_page(self, name: str) -> None:
        """Mark `name` as the page that is shown; a page without a place marks none."""
        self._group.setExclusive(False)
        for each, button in self._buttons.items():
            button.setChecked(each == name)
        self._group.setExclusive(True)

    def show_count(self, name: str, count: int) -> None:
        """Show how many things wait on a page; nothing where there is no such page."""
        if name in self._buttons:
            self._buttons[name].show_count(count)

    def show_person(self, name: str) -> None:
        """Show who works here; a click locks the desk."""
        self._person.setText(name)
        self._person.setToolTip(f"{name}：点击锁定　Ctrl+L")
        self._person.setAccessibleName(f"操作员 {name}，锁定")

    def _made_menu_button(self, menu: QMenu) -> RailButton:
        button = RailButton(self._theme, "menu", "菜单")
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip("全部操作　Alt+M")
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, GAP)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addSpacing(ROUND_NAME - MARGIN)
        column.addLayout(self._pages)
        column.addStretch()
        column.addWidget(self._menu_button)
        column.addWidget(self._person)

    def _made_name(self) -> QLabel:
        name = words("计生家庭\n保险登记")
        name.setContentsMargins(16, 0, 0, 0)
        return name

    def open_menu(self) -> None:
        """Open the menu, as Alt+M does."""
        self._menu_button.showMenu()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the rows closer together on a low screen, so that all stay in view."""
        super().resizeEvent(event)
        self._fit_rows()

    def _resize(self) -> None:
        self.setFixedWidth(self._theme.measures.rail_width)
        self._fit_rows()

    def _fit_rows(self) -> None:
        rows = [*self._buttons.values(), self._menu_button, self._person]
        room = self.height() - self._name.sizeHint().height() - ROUND_NAME - GAP
        row = min(self._theme.measures.rail_row, max(room // len(rows), LOWEST_ROW))
        for button in rows:
            button.setFixedHeight(row)
