"""The list of stations that a district has equipped."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, Qt
from typing_extensions import override

from jisheng_desktop.domain.stations import LEVEL_NAMES
from jisheng_desktop.services.register import RegisteredStation, Standing
from ui.models.households import DISPLAY, NO_PARENT, Index

STANDING_NAMES: dict[Standing, str] = {
    "NEW": "等待启用",
    "WORKING": "在用",
    "WITHDRAWN": "已停用",
}


class Column(NamedTuple):
    """A column: its title and its text."""

    title: str
    text: Callable[[RegisteredStation], str]


def last_words(known: RegisteredStation) -> str:
    """Return which bundle came last, in words."""
    return f"第{known.last_seq}包" if known.last_seq else "还没有"


COLUMNS = (
    Column("站点", lambda known: known.station.name),
    Column("代码", lambda known: known.station.code),
    Column("级别", lambda known: LEVEL_NAMES[known.station.level]),
    Column("最近上报", last_words),
    Column("状态", lambda known: STANDING_NAMES[known.standing]),
)


class StationTable(QAbstractTableModel):
    """Stations, one a row."""

    def __init__(self) -> None:
        super().__init__()
        self.stations: Sequence[RegisteredStation] = ()

    def show(self, stations: Sequence[RegisteredStation]) -> None:
        """Show these stations and no others."""
        self.beginResetModel()
        self.stations = stations
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.stations)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role == DISPLAY:
            return COLUMNS[index.column()].text(self.stations[index.row()])
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> object:
        if role == DISPLAY and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section].title
        return None
