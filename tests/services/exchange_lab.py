"""Kills export, import, answering and hearing at every statement, then goes on.

Run as a program, so that only this small process forks:
`python -m tests.services.exchange_lab FOLDER` prints one JSON line.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db import connection
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.claims import claims, report_claim
from jisheng_desktop.services.overview import status
from tests.claims import case
from tests.exchange import ONE, Country, home, spare_key_derivation
from tests.households import CODE
from tests.services.crash_lab import Killer

Act = Callable[[Country], object]


def sends(country: Country) -> object:
    return country.export(ONE.code)


def takes(country: Country) -> object:
    return country.take(CODE, country.sticks / ONE.code)


def answers(country: Country) -> object:
    return country.answer()


def hears(country: Country) -> object:
    return country.take(ONE.code, country.sticks / "answers" / CODE)


PAID = case(1, claim_no="P1", paid_fen=90000, result="PAID")
ACTS: tuple[Act, ...] = (sends, takes, answers, hears)


def main(work: Path) -> None:
    """Run all experiments and print how many kills there were."""
    os.environ["JISHENG_STATE"] = str(work / "world" / "state")
    (work / "world").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        spare_key_derivation(patch)
        country = Country(work / "world")
        country.found(ONE)
        country.enroll(ONE.code, home(1))
        country.round(ONE.code)
        _insurer_decides(country)
        country.enroll(ONE.code, home(2))
        kills = sum(_phase(country, work, number) for number in range(len(ACTS)))
    sys.stdout.write(json.dumps({"kills": kills}) + "\n")


def _insurer_decides(country: Country) -> None:
    """The district registers a claim, which the village has yet to hear of."""
    with country.at(CODE) as session:
        report_claim(PAID, operator=session.operator)


def _phase(country: Country, work: Path, number: int) -> int:
    """Kill one act at its every step until it survives; then do it for good."""
    before = work / f"before-{number}"
    shutil.copytree(country.root, before)
    step = 1
    while _was_killed(ACTS[number], country, step):
        _goes_on(country, number)
        shutil.rmtree(country.root)
        shutil.copytree(before, country.root)
        step += 1
    return step - 1


def _was_killed(act: Act, country: Country, step: int) -> bool:
    child = os.fork()
    if child == 0:
        Killer(step).watch()
        _keep_watching()
        act(country)
        os._exit(0)
    _, outcome = os.waitpid(child, 0)
    return os.WIFSIGNALED(outcome)


def _keep_watching() -> None:
    """Opening a library must not bring back a driver that nobody watches."""
    configure, watched = connection.configure, connection.source.driver
    connection.configure = lambda path, *_: configure(path, watched)


def _goes_on(country: Country, number: int) -> None:
    """Whatever was interrupted is done again, and nothing is lost or there twice."""
    for act in (ACTS[number], *ACTS):
        act(country)
    for code in (CODE, ONE.code):
        with country.at(code):
            assert [c.detail for c in check() if not c.ok] == []
            found = status()
            assert found.enrollments["ACCEPTED"] == 2
            assert found.unsent == 0
            known = claims("xian-2025", 2026)
            assert [(each.station, each.claim) for each in known] == [(CODE, PAID)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
