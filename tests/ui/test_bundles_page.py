"""上报 as people do it: out with one key, the answer in with another."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.covering import cover_file
from jisheng_desktop.services.overview import status
from jisheng_desktop.services.spoken import DIGITS
from tests.exchange import ONE, TWO, Country, home
from tests.households import CODE
from tests.ui.conftest import Start, desk_at
from tests.ui.paper import printer_into
from tests.ui.typist import CONTROL, Key, Typist
from ui.pages.bundles import BundlesPage
from ui.pages.entry import EntryPage
from ui.widgets import drives
from ui.widgets.drives import Drive
from ui.workspace import Workspace


@pytest.fixture
def country(country: Country) -> Country:
    country.enroll(ONE.code, home(1), home(2))
    return country


def shown(workspace: Workspace) -> BundlesPage:
    """Go to 上报 by its key."""
    Typist().press(Key.Key_6, modifiers=CONTROL)
    page = workspace.page("bundles")
    assert isinstance(page, BundlesPage)
    assert page.isVisible()
    return page


def results(page: BundlesPage) -> str:
    return " ".join(letter.text for letter in page.letters.values)


def told(workspace: Workspace) -> str:
    return workspace._notices.text


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def village(country: Country, own_data_folder: Path, start: Start) -> Workspace:
    return desk_at(country, ONE.code, own_data_folder, start)


def test_what_is_inside_is_seen_before_it_is_written(village: Workspace) -> None:
    page = shown(village)
    assert page.sending.unsent.text() == "2 户待答复"
    said = page.sending.inside.text()
    assert "第1包：参保2份，作废0份" in said
    assert "保费330.00元，补贴80.00元，自付250.00元" in said
    assert len(page.records.values) == 2


def test_a_village_reports_in_two_key_strokes(
    village: Workspace, qtbot: QtBot, stick: Path
) -> None:
    village.desk.settings.medium = stick
    page = shown(village)
    Typist().press(Key.Key_F9)
    qtbot.waitUntil(lambda: "第1包已写好" in results(page))
    assert status().enrollments["EXPORTED"] == 2
    (file,) = stick.iterdir()
    assert cover_file(file.name).is_file(), "the cover sheet is kept here"
    code = page.letters.values[0].spoken
    assert f"{code[:4]} {code[4:]}" in told(village)


def test_the_only_stick_is_found_by_itself(
    village: Workspace,
    stick: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = shown(village)
    monkeypatch.setattr(page.medium, "_drives", lambda: (Drive(stick, "KINGSTON"),))
    Typist().press(Key.Key_F5)
    assert page.medium.path == stick
    Typist().press(Key.Key_F9)
    qtbot.waitUntil(lambda: "第1包已写好" in results(page))
    assert any(stick.glob("*.jsb"))


def test_a_stick_that_was_pulled_out_is_named(
    village: Workspace, stick: Path, qtbot: QtBot
) -> None:
    village.desk.settings.medium = stick
    page = shown(village)
    assert page.medium.path == stick
    stick.rmdir()
    Typist().press(Key.Key_F9)
    assert "请插上U盘" in told(village)
    assert not stick.exists(), "no folder is made in the place of the stick"
    assert page.medium.isAncestorOf(Typist().at)


def test_the_cover_sheet_is_printed(
    village: Workspace, qtbot: QtBot, stick: Path, tmp_path: Path
) -> None:
    page = shown(village)
    pdf = tmp_path / "cover.pdf"

    page.choose_printer = printer_into(pdf)
    page.medium.path = stick
    Typist().press(Key.Key_F9)
    qtbot.waitUntil(lambda: bool(page.letters.values))
    Typist().press(Key.Key_F10)
    qtbot.waitUntil(lambda: "交接单已送到打印机" in told(village))
    assert pdf.stat().st_size > 1000


def test_a_past_range_is_written_again(
    village: Workspace, qtbot: QtBot, stick: Path
) -> None:
    page = shown(village)
    page.medium.path = stick
    Typist().press(Key.Key_F9)
    qtbot.waitUntil(lambda: "第1包已写好" in results(page))
    page.letter_table.setFocus()
    page.letter_table.selectRow(0)
    Typist().press(Key.Key_E, modifiers=CONTROL)
    qtbot.waitUntil(lambda: "第2包已写好" in results(page))
    assert len(list(stick.glob("*.jsb"))) == 2


def test_a_returned_record_is_one_key_from_the_form(
    country: Country, own_data_folder: Path, start: Start, qtbot: QtBot
) -> None:
    country.found(TWO)
    country.enroll(TWO.code, home(1, TWO.code))
    country.take(CODE, country.export(ONE.code).file, country.export(TWO.code).file)
    answers = country.answer()
    workspace = desk_at(country, TWO.code, own_data_folder, start)
    page = shown(workspace)
    assert page.returned.isHidden()
    page.source.path = Path(answers[TWO.code].file)
    Typist().press(Key.Key_F8)
    qtbot.waitUntil(page.returned.isVisible)
    assert "先行上报" in page.returned._strips[0].text.text()
    Typist().press(Key.Key_F6)
    entry = workspace.page("entry")
    assert isinstance(entry, EntryPage)
    assert entry.isVisible()


def test_the_telephone_tells_what_has_arrived(
    country: Country, own_data_folder: Path, start: Start
) -> None:
    country.take(CODE, country.export(ONE.code).file)
    code = country.answer()[ONE.code].spoken
    country.enroll(ONE.code, home(3))
    workspace = desk_at(country, ONE.code, own_data_folder, start)
    page = shown(workspace)
    for digits, said in (
        (code, "还差 1 户"),
        ("0" * DIGITS, "对不上"),
        ("12", "不是10位数字"),
    ):
        Typist().press(Key.Key_H, modifiers=CONTROL)
        Typist().types(digits)
        Typist().enter()
        assert said in page.check.answer.text.text()


def test_sticks_are_told_from_the_disk_by_where_they_are() -> None:
    assert drives.is_removable(Path("/media/user/KINGSTON"))
    assert drives.is_removable(Path("/run/media/user/KINGSTON"))
    assert not drives.is_removable(Path("/home"))
    assert drives.plugged_in() == tuple(drives.plugged_in())
