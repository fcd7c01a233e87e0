"""The clock and the dice of the services: the only places where they are read."""

import os
import secrets
import time
from datetime import date, datetime

from db.queries.journal import Moment
from jisheng_desktop.domain.identifiers import RANDOM_BYTES, uuid7
from jisheng_desktop.domain.paper_codes import CODE_ALPHABET, CODE_LENGTH, paper_code
from jisheng_desktop.domain.stations import Operator


def today() -> date:
    """Return today by the computer's clock."""
    return datetime.now().astimezone().date()


def stamp() -> str:
    """Return the present moment as ISO text with its offset, for people to read."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def moment(operator: Operator) -> Moment:
    """Return who writes now, by both clocks."""
    return Moment(operator.id, stamp(), time.monotonic_ns() // 1_000_000)


def new_code() -> str:
    """Return a fresh code of 58 bits for people to copy from paper."""
    size = len(CODE_ALPHABET)
    return paper_code(bytes(secrets.randbelow(size) for _ in range(CODE_LENGTH)))


def new_uid() -> str:
    """Return a fresh identity for a record."""
    return uuid7(time.time_ns() // 1_000_000, os.urandom(RANDOM_BYTES))
