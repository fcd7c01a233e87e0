"""What the window expects of a page."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """A screen in the main window.

    Its actions (`addAction`, with shortcut) appear in the menu and in Ctrl+K while
    the page is shown. `standing` sets the small chip beside the title (text, tone);
    an empty text removes it.
    """

    title = ""
    standing = Signal(str, str)

    def entered(self) -> None:
        """Refresh and take the focus; called each time the page comes to the front."""

    def refresh(self) -> None:
        """Read afresh what the page shows."""

    def refresh_when_shown(self) -> None:
        """Refresh, unless another page is in front: entering this one will do it."""
        if self.isVisible():
            self.refresh()

    def leaving(self) -> bool:
        """Return whether another page may come; if not, the page says why."""
        return True

    def offer(self, action: QAction) -> QAction:
        """Make `action` one of the page's own, with its shortcut; return it."""
        self.addAction(action)
        return action
