"""The header: the page's title, the scheme in use, how things stand, the finder."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton

from ui.theme import Theme
from ui.widgets.words import chip, low, show_chip, words


class Header(QFrame):
    """One line above every page."""

    find_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("part", "header")
        self._theme = theme
        self._title = words("", "title")
        self._scheme = QToolButton()
        self._scheme.setProperty("part", "scheme")
        self._scheme.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._scheme.setProperty("focusPolicy", "NoFocus")
        self._standing = chip()
        self._find = self._made_finder()
        self._lay_out()
        theme.changed.connect(self._resize)
        self._resize()

    def show_title(self, title: str) -> None:
        """Show the title of the page in front."""
        self._title.setText(title)

    def show_scheme(self, text: str, menu: QMenu | None) -> None:
        """Show the scheme and year in use; `menu` offers the others, if there are any."""
        self._scheme.setText(text)
        self._scheme.setAccessibleName(f"方案与年度：{text}")
        self._scheme.setToolTip("换方案或年度　Alt+S" if menu else "")
        self._scheme.setMenu(menu)  # type: ignore[arg-type]  # Qt takes None
        self._scheme.setEnabled(menu is not None)

    def open_schemes(self) -> None:
        """Open the menu of schemes and years, as Alt+S does."""
        self._scheme.showMenu()

    def show_standing(self, text: str, tone: str = "") -> None:
        """Show how the page's work stands; nothing hides the chip."""
        show_chip(self._standing, text, tone)

    def _made_finder(self) -> QPushButton:
        finder = QPushButton("查找人、户、回执、命令")
        finder.setProperty("part", "finder")
        finder.setAccessibleName("查找人、户、回执、命令 Ctrl+K")
        finder.setProperty("focusPolicy", "NoFocus")
        key = words("Ctrl+K", "key")
        row = QHBoxLayout(finder)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch()
        row.addWidget(low(key))
        finder.clicked.connect(self.find_wanted)
        return finder

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(14)
        row.addWidget(self._title)
        row.addWidget(self._scheme)
        row.addWidget(low(self._standing))
        row.addStretch()
        row.addWidget(self._find)
        self._standing.hide()

    def _resize(self) -> None:
        self.setFixedHeight(self._theme.px(48))
        self._find.setFixedWidth(self._theme.px(280))
