"""保单号 on the 名册 page: a file, a key, and what became of every row."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from jisheng_desktop.domain.enrollments import Filters
from jisheng_desktop.services.households import list_households
from tests.rosters import write
from tests.ui.families import family, fill
from ui.pages.rosters import RostersPage
from ui.workspace import Workspace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> RostersPage:
    """Give the page with the insurer's list: one household here, one from elsewhere."""
    fill(workspace.desk.session, 3)
    workspace.show_page("rosters")
    page = workspace.page("rosters")
    assert isinstance(page, RostersPage)
    head = family(0).members[0]
    rows = [
        ("姓名", "证件号码", "保单号"),
        (head.name, head.id_no, "PZAA-0001"),
        ("外地人", "", "PZAA-0002"),
    ]
    page.policies.file.path = write(tmp_path / "保单.xlsx", rows)
    qtbot.keyClick(page.papers, Qt.Key.Key_End)
    assert page.policies.isVisible()
    return page


def insured() -> int:
    return len(list_households(Filters(state="INSURED")))


def settled(page: RostersPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page._desk.runner.is_busy, timeout=20_000)


def test_a_list_is_checked_before_it_is_taken_in(
    page: RostersPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.papers, Qt.Key.Key_B, CTRL | SHIFT)
    settled(page, qtbot)
    card = page.policies
    assert card.result.text.text() == (
        "名单2行：可以登记1行，不能登记1行，1户将转为已承保"
    )
    assert "还没有保存" in card.result.note.text()
    assert insured() == 0
    (refused,) = card.refused.values
    assert (refused.row, refused.code) == (3, "E811")
    assert card.table.isVisible()


def test_a_list_is_taken_in(
    page: RostersPage, workspace: Workspace, qtbot: QtBot
) -> None:
    said: list[str] = []
    workspace.desk.notices.posted.connect(lambda notice: said.append(notice.text))
    qtbot.keyClick(page.papers, Qt.Key.Key_B, CTRL)
    settled(page, qtbot)
    assert insured() == 1
    assert "已登记1行" in said[-1]
    qtbot.keyClick(page.papers, Qt.Key.Key_B, CTRL)
    settled(page, qtbot)
    assert "原已登记1行" in page.policies.result.text.text()


def test_without_a_file_the_field_is_asked(page: RostersPage, qtbot: QtBot) -> None:
    page.policies.file.path = None
    qtbot.keyClick(page.papers, Qt.Key.Key_B, CTRL)
    assert page.policies.file.line.hasFocus()


def test_a_key_means_nothing_beside_another_paper(
    page: RostersPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.papers, Qt.Key.Key_Return)
    assert page.policies.file.line.hasFocus()
    page.papers.setCurrentRow(0)
    qtbot.waitUntil(lambda: not page.policies.isVisible())
    settled(page, qtbot)
    page.papers.setFocus()
    qtbot.keyClick(page.papers, Qt.Key.Key_B, CTRL)
    settled(page, qtbot)
    assert insured() == 0


def test_another_file_is_named(page: RostersPage, tmp_path: Path, qtbot: QtBot) -> None:
    said: list[str] = []
    page._desk.errors.refused.connect(said.append)
    page.policies.file.path = write(tmp_path / "别的.xlsx", [("甲", "乙"), (1, 2)])
    qtbot.keyClick(page.papers, Qt.Key.Key_B, CTRL)
    settled(page, qtbot)
    assert insured() == 0
    assert "须有保单号" in said[-1]
