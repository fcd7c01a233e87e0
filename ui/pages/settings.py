"""设置: a page of cards, each about one subject."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from jisheng_desktop.services.keyring import OFFICE_LEVELS
from ui.cards.appearance import AppearanceCard
from ui.cards.backups import BackupsCard
from ui.cards.keys import KeysCard
from ui.cards.operators import OperatorsCard
from ui.cards.practice import PracticeCard
from ui.cards.schemes import SchemesCard
from ui.cards.stations import StationsCard
from ui.cards.villages import VillagesCard
from ui.cards.year import YearCard
from ui.desk import Desk
from ui.widgets.buttons import action
from ui.widgets.page import Page
from ui.widgets.scrolling import Scrolling


class SettingsPage(Page):
    """What is set once; everything takes effect at once, nothing needs saving."""

    title = "设置"
    practice_wanted = Signal(bool)
    restore_wanted = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.appearance = AppearanceCard(desk)
        self.operators = OperatorsCard(desk)
        self.backups = BackupsCard(desk)
        self.villages = VillagesCard(desk)
        self.schemes = SchemesCard(desk)
        self.practice = PracticeCard(desk)
        self.keys = KeysCard(desk)
        is_office = desk.office.level in OFFICE_LEVELS
        self.year = YearCard(desk) if is_office else None
        self.stations = _stations_of(desk)
        self.practice.practice_wanted.connect(self.practice_wanted)
        self.backups.restore_wanted.connect(self.restore_wanted)
        self._lay_out()
        if self.year is not None:
            action("填写年度和保费", self, lambda: self.begin("year"), keys="F6")
        if self.stations is not None:
            self.stations.unfolded.connect(self._scroll.bring_into_view)
            action("制作站点文件", self, self.stations.begin, keys="F7")

    @override
    def entered(self) -> None:
        self.backups.refresh()
        if self.stations is not None:
            self.stations.refresh()
        self.appearance.take_focus()

    def begin(self, subject: str) -> None:
        """Bring a subject's card into view and begin there: villages, backups or year."""
        cards = {"villages": self.villages, "backups": self.backups, "year": self.year}
        card = cards[subject]
        if card is not None:
            self._scroll.bring_into_view(card)
            card.begin()

    def _lay_out(self) -> None:
        sheet = QWidget()
        sheet.setProperty("part", "clear")
        whole = QVBoxLayout(sheet)
        whole.setContentsMargins(20, 14, 20, 16)
        whole.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(_column((self.appearance, self.operators, self.schemes)), 1)
        row.addLayout(
            _column((self.backups, self.keys, self.villages, self.practice)), 1
        )
        whole.addLayout(row, 1)
        for wide in (self.year, self.stations):
            if wide is not None:
                whole.addWidget(wide)
        self._scroll = Scrolling(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)


def _stations_of(desk: Desk) -> StationsCard | None:
    """Return the card of a district's stations; others, and practice, have none."""
    office = desk.office
    is_district = office.level in OFFICE_LEVELS and not office.practice
    return StationsCard(desk) if is_district else None


def _column(cards: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(12)
    for card in cards:
        column.addWidget(card)
    column.addStretch()
    return column
