"""How those who did something are called: nobody bears the name of another's deed."""

from collections.abc import Callable

from db.queries import offices, operators
from db.queries.workers import BETWEEN, EARLIER

Namer = Callable[[str], str]


def worker_names() -> Namer:
    """Return how workers are called: ours by name, another station's by its name.

    Ids count from 1 at every station, and names of persons do not leave theirs.
    """
    ours = operators.names()
    places = {each.code: each.name for each in offices.stations()}
    places[EARLIER] = "以前的"

    def name(worker: str) -> str:
        station, _, operator = worker.rpartition(BETWEEN)
        if not station:
            return ours.get(operator, operator)
        number = operator.removeprefix(operators.PREFIX)
        return f"{places.get(station, station)}{number}号经办人"

    return name
