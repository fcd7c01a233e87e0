"""Many bundles at once: opened by other processes, and nothing else is different."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.connection import select
from db.models import TABLES
from jisheng_desktop.errors import CancelledByUser, EnvironmentTrouble
from jisheng_desktop.services import bundles_taken, importing, reading_ahead
from jisheng_desktop.services.arrivals import Imported
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.enrolling import correct, void
from jisheng_desktop.services.importing import import_files
from tests.exchange import ONE, TWO, Country, home, spare_key_derivation
from tests.households import CODE

# Times differ from run to run, and names of rows do not outlive a run.
MOMENTS = {"taken_at", "found_at", "began_at", "bound_at", "noticed_at"}

# By this name in their environment the helpers of a killed program are found again.
MARK = "JISHENG_KILLED_PARENT"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    """Give a district that has taken nothing in, and the files on their way to it."""
    with pytest.MonkeyPatch.context() as patch:
        root = tmp_path_factory.mktemp("ahead")
        patch.setenv("JISHENG_STATE", str(root / "state"))
        spare_key_derivation(patch)
        country = Country(root)
        for station in (ONE, TWO):
            country.found(station)
            _reports(country, station.code)
        yield country


def _reports(country: Country, code: str) -> None:
    """Three bundles: families both villages have, a correction, a void, a lost one."""
    first, second = country.enroll(code, home(1, code), home(2, code))
    country.export(code)
    with country.at(code) as session:
        moved = home(1, code, hukou_address="新街道9号")
        correct(first.uid, moved, operator=session.operator, reason="搬家了")
        void(second.uid, operator=session.operator, reason="登记错误")
    country.export(code)
    country.enroll(code, home(3, code), home(4 if code == ONE.code else 5, code))
    country.export(code)


def files_of(country: Country) -> list[Path]:
    found = sorted(country.sticks.rglob("*.jsb"))
    damaged = country.root / "damaged.jsb"
    damaged.write_bytes(found[0].read_bytes()[:-1])
    return [*found, damaged]


def taken(
    country: Country, files: list[Path], workers: int
) -> tuple[list[Imported], dict[str, object]]:
    """Take files in at a fresh copy of the district; return results and all tables."""
    trial = country.root / "trial"
    shutil.rmtree(trial, ignore_errors=True)
    shutil.copytree(country.folder(CODE), trial)
    with country.at("trial") as session:
        results = import_files(files, session, workers=workers)
        assert [each.detail for each in check() if not each.ok] == []
        return list(results), dump()


def dump() -> dict[str, object]:
    """Return every row that says something, whatever number it bears."""
    return {
        name: sorted(map(repr, select(f"SELECT {_columns(name)} FROM {name}")))
        for name in (table._meta.table_name for table in TABLES)
        if name not in ("fact", "stream")
    }


def _columns(table: str) -> str:
    names = [row[1] for row in select(f"PRAGMA table_info({table})")]
    return ", ".join(name for name in names if name not in MOMENTS)


@settings(max_examples=6)
@given(data=st.data())
def test_other_processes_make_no_difference(
    country: Country, data: st.DataObject
) -> None:
    files = data.draw(st.permutations(files_of(country)))
    alone = taken(country, files, workers=0)
    assert taken(country, files, workers=2) == alone


def test_the_order_of_files_makes_no_difference(country: Country) -> None:
    files = files_of(country)
    found = []
    for order in (files, files[::-1]):
        taken(country, order, workers=2)
        with country.at("trial"):
            found.append(
                select(
                    "SELECT e.uid, e.number, e.receipt_no, e.state, e.live, e.verdict,"
                    " v.result, v.code FROM enrollment e LEFT JOIN verdict v USING (uid)"
                    " ORDER BY e.uid"
                )
            )
    assert found[0] == found[1]


def test_what_was_taken_in_before_is_not_opened_again(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = files_of(country)[:-1]
    taken(country, files, workers=0)
    # Where it is used: a deferred library remembers what it was when it was first used.
    monkeypatch.setattr(
        f"{reading_ahead.__name__}.futures.ProcessPoolExecutor", _NoProcesses
    )
    with country.at("trial") as session:
        again = import_files(files, session, workers=2)
    assert {each.outcome for each in again} == {"already_applied"}


class _NoProcesses:
    def __init__(self, *_: object, **__: object) -> None:
        pass

    def submit(self, *_: object) -> None:
        raise AssertionError("opened again")

    def shutdown(self, **_: object) -> None:
        pass


def test_a_killed_process_is_said_and_leaves_nothing_half_done(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = files_of(country)
    _, whole = taken(country, files, workers=0)
    with monkeypatch.context() as patch:
        patch.setattr(reading_ahead, "_open", _dies)
        with pytest.raises(EnvironmentTrouble, match="辅助进程"):
            taken(country, files, workers=2)
    with country.at("trial") as session:
        assert [each.detail for each in check() if not each.ok] == []
        import_files(files, session, workers=2)
        assert dump() == whole


def _dies(_: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_stopped_half_way_it_goes_on_where_it_was(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = files_of(country)
    _, whole = taken(country, files, workers=0)
    monkeypatch.setattr(importing, "FULL", 1)

    def stop(done: int, total: int) -> None:
        assert total == len(files)
        if done == 3:
            raise CancelledByUser

    shutil.rmtree(country.root / "trial")
    shutil.copytree(country.folder(CODE), country.root / "trial")
    with country.at("trial") as session:
        with pytest.raises(CancelledByUser):
            import_files(files, session, stop, workers=2)
        assert len(importing.arrivals()) == 3
        import_files(files, session, workers=2)
        assert dump() == whole


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_in_a_group_loses_only_what_comes_again(country: Country) -> None:
    files = files_of(country)
    _, whole = taken(country, files, workers=0)
    for after in range(1, 4):
        shutil.rmtree(country.root / "trial")
        shutil.copytree(country.folder(CODE), country.root / "trial")
        assert _killed_after(country, files, after)
        assert _helpers_end()
        with country.at("trial") as session:
            assert [each.detail for each in check() if not each.ok] == []
            import_files(files, session, workers=0)
            assert dump() == whole


def _helpers_end() -> bool:
    """Tell whether all processes that helped the killed one are gone within 10 s."""
    until = time.monotonic() + 10
    while (left := _marked()) and time.monotonic() < until:
        time.sleep(0.05)
    return not left


def _marked() -> list[str]:
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if f"{MARK}=1".encode() in environment.read_bytes():
                found.append(environment.parent.name)
    return found


def _killed_after(country: Country, files: list[Path], bundles: int) -> bool:
    child = os.fork()
    if child == 0:
        left = [bundles]
        take = bundles_taken.take_bundle

        def taking(*arguments: object) -> object:
            result = take(*arguments)  # type: ignore[arg-type]
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        vars(importing)["take_bundle"] = taking
        os.environ[MARK] = "1"
        with country.at("trial") as session:
            import_files(files, session, workers=2)
        os._exit(0)
    _, outcome = os.waitpid(child, 0)
    return os.WIFSIGNALED(outcome)
