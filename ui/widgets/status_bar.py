"""The status bar: a line of facts at the foot of the window."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ui.models.standing import Fact
from ui.theme import Theme, mark
from ui.widgets.words import words


class StatusBar(QFrame):
    """The station's name, the facts, and the last backup at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("part", "status")
        self._theme = theme
        self._station = words()
        self._facts = QHBoxLayout()
        self._facts.setSpacing(26)
        self._labels: list[QLabel] = []
        self._backup = words()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(26)
        row.addWidget(self._station)
        row.addLayout(self._facts)
        row.addStretch()
        row.addWidget(self._backup)
        theme.changed.connect(self._resize)
        self._resize()

    def show_station(self, name: str) -> None:
        """Say whose library this is."""
        self._station.setText(name)

    def show_facts(self, facts: Sequence[Fact], backup: Fact) -> None:
        """Say how things stand now."""
        while len(self._labels) < len(facts):
            self._add_label()
        for label, fact in zip(self._labels, facts, strict=False):
            _say(label, fact)
        for spare in self._labels[len(facts) :]:
            spare.hide()
        _say(self._backup, backup)

    def _add_label(self) -> None:
        label = words()
        self._facts.addWidget(label)
        self._labels.append(label)

    def _resize(self) -> None:
        self.setFixedHeight(self._theme.px(30))


def _say(label: QLabel, fact: Fact) -> None:
    label.setText(fact.text)
    label.show()
    mark(label, tone=fact.tone or "")
