"""上报 as people do it: out with one key, the answer in with another."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.overview import status
from tests.exchange import ONE, Country, home, spare_key_derivation
from tests.households import CODE
from tests.ui.conftest import Start
from ui.pages.bundles import BundlesPage
from ui.widgets.words import Strip


@pytest.fixture
def country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Country:
    spare_key_derivation(monkeypatch)
    found = Country(tmp_path)
    found.found(ONE)
    found.enroll(ONE.code, home(1), home(2))
    return found


def page_of(
    country: Country, code: str, own_data_folder: Path, start: Start
) -> BundlesPage:
    own_data_folder.parent.mkdir(parents=True, exist_ok=True)
    country.folder(code).rename(own_data_folder)
    program = start()
    workspace = program.workspace
    assert workspace is not None
    workspace.show_page("bundles")
    page = workspace.page("bundles")
    assert isinstance(page, BundlesPage)
    return page


def shown(page: BundlesPage) -> str:
    return " ".join(strip.accessibleName() for strip in page.findChildren(Strip))


def test_a_village_reports_with_one_key(
    country: Country, own_data_folder: Path, start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(country, ONE.code, own_data_folder, start)
    assert page.unsent.text() == "2 户待答复"
    page.medium.path = tmp_path / "stick"
    page.actions()[0].trigger()
    qtbot.waitUntil(lambda: "第1包" in shown(page))
    assert status().enrollments["EXPORTED"] == 2
    assert len(list((tmp_path / "stick").glob("*.jsb"))) == 1


def test_a_district_takes_in_and_answers(
    country: Country, own_data_folder: Path, start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    sent = country.export(ONE.code)
    page = page_of(country, CODE, own_data_folder, start)
    page.source.path = Path(sent.file)
    page.actions()[1].trigger()
    qtbot.waitUntil(lambda: "收下2户" in shown(page))
    page.medium.path = tmp_path / "answers"
    page.actions()[2].trigger()
    qtbot.waitUntil(lambda: any((tmp_path / "answers").glob("*.jsb")))
