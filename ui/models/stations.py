"""The list of stations that a district has equipped."""

from jisheng_desktop.domain.stations import LEVEL_NAMES
from jisheng_desktop.services.register import RegisteredStation, Standing
from ui.models.values import Column, ValueTable

STANDING_NAMES: dict[Standing, str] = {
    "NEW": "等待启用",
    "WORKING": "在用",
    "WITHDRAWN": "已停用",
}


def last_words(known: RegisteredStation) -> str:
    """Return which bundle came last, in words."""
    return f"第{known.last_seq}包" if known.last_seq else "还没有"


COLUMNS: tuple[Column[RegisteredStation], ...] = (
    Column("站点", lambda known: known.station.name),
    Column("代码", lambda known: known.station.code),
    Column("级别", lambda known: LEVEL_NAMES[known.station.level]),
    Column("最近上报", last_words),
    Column("状态", lambda known: STANDING_NAMES[known.standing]),
)


def station_table() -> ValueTable[RegisteredStation]:
    """Return a table of stations, one a row."""
    return ValueTable(COLUMNS)
