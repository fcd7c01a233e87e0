"""Kills every service at every statement it writes, and looks at what is left.

Run as a program, so that only this small process forks, never one that has Qt:
`python -m tests.services.crash_lab FOLDER` prints one JSON line.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from db import connection
from db.queries.journal import Head
from jisheng_desktop.sealing import passwords
from jisheng_desktop.services import anchors
from jisheng_desktop.services.backups import back_up
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.library import (
    close_library,
    has_library,
    open_library,
)
from jisheng_desktop.services.restoring import restore
from tests.households import district, family
from tests.services.writers import PASSWORD, WRITERS, Scene, everything, prepared

MOST_EVENTS = 200
RANDOM_KILLS = 40
RANDOM = random.Random(20260115)

Tables = dict[str, list[tuple[object, ...]]]


class Killer:
    """Kills this process at its k-th step: a statement, a commit, an anchor."""

    def __init__(self, step: int) -> None:
        self.left = step

    def count(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(self, sql: str) -> None:
        if not sql.startswith(("SELECT", "PRAGMA", "--")):
            self.count()

    def watch(self) -> None:
        """Count the statements of every connection, and the anchors."""
        driver, keep = connection.source.driver, anchors.keep

        def opened(*arguments: object, **options: object) -> object:
            fresh = driver(*arguments, **options)
            fresh.set_trace_callback(self.traced)
            return fresh

        def kept(head: Head, library: Path) -> None:
            self.count()
            keep(head, library)
            self.count()

        connection.source.driver = opened
        anchors.keep = kept
        if not connection.database.is_closed():
            connection.database.connection.set_trace_callback(self.traced)


def main(work: Path) -> None:
    """Run all experiments and print how many kills there were."""
    passwords.MEMORY_KIB = 64  # the slowness of argon2id protects nothing here
    template = work / "template"
    scene = prepared(template / "data")
    backup = work / "backup.jsbak"
    back_up(backup, scene.session)
    close_library()
    kills = sum(_kill_everywhere(work, template, scene, name) for name in WRITERS)
    kills += _kill_founding(work)
    kills += _kill_restoring(work, template, backup)
    kills += _kill_at_random(work, template, scene)
    sys.stdout.write(json.dumps({"kills": kills}) + "\n")


def _kill_everywhere(work: Path, template: Path, scene: Scene, name: str) -> int:
    """One writer: after each kill the tables are as before it, or as after it."""
    for step in range(1, MOST_EVENTS):
        folder = _fresh(work, template)
        open_library(folder)
        before = _essence(everything())
        close_library()
        trial = scene._replace(folder=folder)
        killed = _child(partial(_write, trial, name, step))
        open_library(folder)
        after = _essence(everything())
        _require_sound(name, step)
        confirmed = {row[0] for row in before["confirmed"]}
        assert confirmed <= {row[0] for row in after["confirmed"]}, (name, step)
        close_library()
        if not killed:
            return step - 1
        _require_whole(name, step, before, after)
    raise AssertionError(f"{name} never came to an end")


_AFTER: dict[str, Tables] = {}


def _require_whole(name: str, step: int, before: Tables, after: Tables) -> None:
    """Whatever is not the state before must be one and the same state after."""
    if after != before:
        assert _AFTER.setdefault(name, after) == after, (name, step, "half-written")


def _essence(tables: Tables) -> Tables:
    """What two runs of one writer have in common: no times, identities, ciphers."""
    enrollments = [(r[4], r[8], r[9], r[12], r[15]) for r in tables["enrollment"]]
    return {
        "confirmed": sorted((r for r in enrollments if r[0]), key=str),
        "all": sorted(enrollments, key=str),
        "persons": sorted([r[2:10] for r in tables["person"]], key=str),
        "words": tables["person_words"],
        "counters": tables["counter"],
        "journal": [row[:3] for row in tables["journal"]],
        "form": tables["form"],
        "claims": [row[1:13] for row in tables["claim"]],
        "villages": tables["village"],
        "schemes": [row[:3] for row in tables["scheme"]],
        "operators": [(r[0], r[1], r[3], bool(r[4])) for r in tables["operator"]],
        "stations": [row[:4] for row in tables["station"]],
        "facts": [row[:1] for row in tables["fact"]],
    }


def _write(scene: Scene, name: str, step: int) -> None:
    open_library(scene.folder)
    Killer(step).watch()
    WRITERS[name](scene)


def _kill_founding(work: Path) -> int:
    """Founding leaves a whole library or none, and can be done again."""
    for step in range(1, MOST_EVENTS):
        folder = _fresh(work, None)

        def found(folder: Path = folder, step: int = step) -> None:
            Killer(step).watch()
            district(folder)

        killed = _child(found)
        if has_library(folder):
            open_library(folder)
        else:
            district(folder)
        _require_sound("found", step)
        close_library()
        if not killed:
            return step - 1
    raise AssertionError("founding never came to an end")


def _kill_restoring(work: Path, template: Path, backup: Path) -> int:
    """Restoring leaves the old library or the restored one."""
    for kill in range(RANDOM_KILLS):
        folder = _fresh(work, template)
        _child(partial(restore, folder, backup, PASSWORD), after_s=_moment())
        open_library(folder)
        _require_sound("restore", kill)
        assert len(everything()["enrollment"]) == 2
        close_library()
    return RANDOM_KILLS


def _kill_at_random(work: Path, template: Path, scene: Scene) -> int:
    """A busy desk, killed at any moment: what was reported as confirmed is there."""
    folder = _fresh(work, template)
    count = 100
    for kill in range(RANDOM_KILLS):
        report = work / f"report-{kill}"

        def busy(count: int = count, report: Path = report) -> None:
            open_library(folder)
            with report.open("w") as lines:
                for n in range(count, count + 1000):
                    done = enroll(family(n), operator=scene.session.operator)
                    lines.write(f"{done.enroll_no}\n")
                    lines.flush()

        _child(busy, after_s=_moment())
        reported = report.read_text().split() if report.exists() else []
        open_library(folder)
        _require_sound("busy", kill)
        stored = {row[4] for row in everything()["enrollment"]}
        assert set(reported) <= stored, "a confirmed enrolment was lost"
        close_library()
        count += len(reported) + 1
    return RANDOM_KILLS


def _moment() -> float:
    return RANDOM.uniform(0.0, 0.15)


def _require_sound(name: str, step: int) -> None:
    broken = [each for each in check() if not each.ok]
    assert not broken, (name, step, broken)


def _fresh(work: Path, template: Path | None) -> Path:
    trial = work / "trial"
    shutil.rmtree(trial, ignore_errors=True)
    if template is not None:
        shutil.copytree(template, trial)
    (trial / "files").mkdir(parents=True, exist_ok=True)
    return trial / "data"


def _child(work: Callable[[], object], after_s: float | None = None) -> bool:
    """Run in a forked process, perhaps killed after a while; tell whether it was."""
    process = os.fork()
    if process == 0:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - the end of a forked process
            sys.stderr.write(f"{error!r}\n")
            os._exit(1)
        os._exit(0)
    if after_s is not None:
        time.sleep(after_s)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0, status
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
