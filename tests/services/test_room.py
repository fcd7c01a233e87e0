"""Too little room is said before anything is written: how much is needed, and is there."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from jisheng_desktop.services.backups import back_up
from jisheng_desktop.services.files import FileNotWritten, streamed_file, write_file
from jisheng_desktop.services.importing import GROWTH
from jisheng_desktop.services.overview import status
from jisheng_desktop.services.restoring import restore
from tests.exchange import ONE, Country, home
from tests.households import CODE, district

TOLD = re.compile(r"需要\d+\.\d [KM]B，只剩[01]\.[0-9] KB，什么都没有写。请")
LEFT = 1000


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Give what fills the medium on which a folder is, but for some bytes."""
    genuine, full = shutil.disk_usage, list[Path]()

    def usage(folder: Path) -> object:
        is_full = any(Path(folder).is_relative_to(each) for each in full)
        return Usage(1, 0, LEFT) if is_full else genuine(folder)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    yield full.append
    full.clear()


def _library_bytes(country: Country) -> int:
    return (country.folder(CODE) / "library" / "library.db").stat().st_size


def test_a_bundle_that_does_not_fit(
    country: Country, fill: Callable[[Path], None]
) -> None:
    country.enroll(ONE.code, home(1))
    fill(country.sticks)
    with pytest.raises(FileNotWritten, match=TOLD):
        country.export(ONE.code)
    assert list(country.sticks.rglob("*.jsb")) == []
    with country.at(ONE.code):
        assert status().unsent == 1


def test_bundles_for_which_the_library_has_no_room(
    country: Country, fill: Callable[[Path], None]
) -> None:
    country.enroll(ONE.code, home(1))
    sent = country.export(ONE.code)
    fill(country.folder(CODE))
    with pytest.raises(FileNotWritten, match=TOLD):
        country.take(CODE, sent.file)
    with country.at(CODE):
        assert status().households == 0


def test_the_room_asked_for_is_what_a_bundle_takes(country: Country) -> None:
    """Households alike in nearly everything: no file is smaller for what is in it."""
    country.enroll(ONE.code, *(home(n) for n in range(1, 101)))
    sent = Path(country.export(ONE.code).file)
    before = _library_bytes(country)
    country.take(CODE, sent)
    grown = _library_bytes(country) - before
    assert grown < sent.stat().st_size * GROWTH


@pytest.mark.parametrize("where", ["beside the library", "at the target"])
def test_a_backup_that_does_not_fit(
    where: str, folder: Path, tmp_path: Path, fill: Callable[[Path], None]
) -> None:
    session = district(folder, "abc123")
    target = tmp_path / "stick" / "b.jsbak"
    target.parent.mkdir()
    fill(folder if where == "beside the library" else target.parent)
    with pytest.raises(FileNotWritten, match=TOLD):
        back_up(target, session)
    assert list(target.parent.iterdir()) == []
    assert not (folder / "backup.work").exists()


def test_a_list_that_does_not_fit(tmp_path: Path, fill: Callable[[Path], None]) -> None:
    fill(tmp_path)
    with (
        pytest.raises(FileNotWritten, match=TOLD),
        streamed_file(tmp_path / "l") as out,
    ):
        out.write(b"x" * 2 * LEFT)
    with pytest.raises(FileNotWritten, match=TOLD):
        write_file(tmp_path / "l", b"x" * 2 * LEFT)
    write_file(tmp_path / "l", b"x" * LEFT)
    assert (tmp_path / "l").stat().st_size == LEFT


def test_a_backup_that_cannot_be_unpacked(
    tmp_path: Path, fill: Callable[[Path], None]
) -> None:
    backup = tmp_path / "b.jsbak"
    backup.write_bytes(b"x" * 2 * LEFT)
    fill(tmp_path / "data")
    with pytest.raises(FileNotWritten, match=TOLD):
        restore(tmp_path / "data", backup, "abc123")
