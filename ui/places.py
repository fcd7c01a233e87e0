"""The places a window can show: their names, their keys, and who has them."""

from typing import NamedTuple

COLLECTING = frozenset({"TOWNSHIP", "DISTRICT", "CITY"})
DECIDING = frozenset({"DISTRICT", "CITY"})
EVERYWHERE = COLLECTING | {"VILLAGE"}


class Place(NamedTuple):
    """One page: its key stays the same at every station, whatever else is shown."""

    name: str
    title: str
    keys: str
    levels: frozenset[str] = EVERYWHERE


PLACES = (
    Place("home", "首页", "Ctrl+1"),
    Place("entry", "登记", "Ctrl+2"),
    Place("households", "家庭", "Ctrl+3"),
    Place("renewal", "续保", "Ctrl+4"),
    Place("receipts", "回执", "Ctrl+5"),
    Place("bundles", "上报", "Ctrl+6"),
    Place("claims", "理赔", "Ctrl+7"),
    Place("statistics", "统计", "Ctrl+8"),
    Place("intake", "收包", "Ctrl+Shift+1", COLLECTING),
    Place("duplicates", "查重", "Ctrl+Shift+2", COLLECTING),
    Place("rosters", "名册", "Ctrl+Shift+3"),
    Place("budget", "预算", "Ctrl+Shift+4", DECIDING),
    Place("settings", "设置", "Ctrl+9"),
)
# A page without a row on the rail.
IMPORTING = Place("importing", "导入", "Ctrl+I")


def places_at(level: str) -> tuple[Place, ...]:
    """Return the places of a station of that level, in the order of the rail."""
    return tuple(place for place in PLACES if level in place.levels)
