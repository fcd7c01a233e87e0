"""The buttons below a narrow panel."""

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.buttons import KeyButton


class KeyPad(QWidget):
    """Buttons for a narrow panel: the first across, the others two in a row."""

    def __init__(self, *buttons: KeyButton) -> None:
        super().__init__()
        self._buttons = buttons
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        for column in range(2):
            self._grid.setColumnStretch(column, 1)
        for button in buttons:
            self._grid.addWidget(button)
        self.arrange()

    def arrange(self) -> None:
        """Close the gaps of buttons whose actions have been hidden."""
        for button in self._buttons:
            self._grid.removeWidget(button)
        shown = [each for each in self._buttons if not each.isHidden()]
        for at, button in enumerate(shown):
            row, column = divmod(at + 1, 2) if at else (0, 0)
            is_alone = at == 0 or (column == 0 and button is shown[-1])
            self._grid.addWidget(button, row, column, 1, 2 if is_alone else 1)
