"""The district's register: the stations it equipped, and how each of them stands."""

from itertools import chain
from typing import Literal

import msgspec

from db.connection import snapshot
from db.queries import offices, parcels, station_keys
from db.queries.station_keys import StationKey
from jisheng_desktop.domain.stations import Level, NewStation, territory
from jisheng_desktop.services.library import office

# Not heard of since its latest kit; reporting; withdrawn.
Standing = Literal["NEW", "WORKING", "WITHDRAWN"]


class RegisteredStation(msgspec.Struct, frozen=True):
    """A station, the count of its last bundle taken in (0: none), and its standing."""

    station: NewStation
    last_seq: int
    standing: Standing


def registered_stations() -> tuple[RegisteredStation, ...]:
    """Return the stations that have been equipped with a kit, by code."""
    with snapshot():
        keys = station_keys.everybody()
        return tuple(_registered(each, keys) for each in offices.stations())


def likely_parent(level: Level, code: str) -> str:
    """Return the office that a new station will most likely report to.

    For a village that is the township in whose territory it lies, if there is one.
    """
    here = office().code
    if level != "VILLAGE":
        return here
    above = [
        each.code
        for each in offices.stations()
        if each.level == "TOWNSHIP" and code.startswith(territory(each.code))
    ]
    return max(above, key=lambda each: len(territory(each)), default=here)


def known_name(code: str) -> str:
    """Return what the station or village with a code is called here, or nothing."""
    stations = (each.name for each in offices.stations() if each.code == code)
    villages = (each.name for each in office().villages if each.code == code)
    return next(chain(stations, villages), "")


def _registered(station: NewStation, keys: tuple[StationKey, ...]) -> RegisteredStation:
    own = [key for key in keys if key.station == station.code]
    return RegisteredStation(
        station, parcels.last_seq(station.code), _standing(station.code, own)
    )


def _standing(code: str, keys: list[StationKey]) -> Standing:
    entry = station_keys.registered(code)
    if entry is None or entry.withdrawn_at is not None:
        return "WITHDRAWN"
    if any(key.withdrawn_at is None for key in keys):
        return "WORKING"
    return "NEW"
