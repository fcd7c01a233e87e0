"""理赔 by keyboard: report, papers, sent, result; the insurer's list; nothing lost unsaid."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.claims import claims, find_claimants
from tests.claims import listed
from tests.ui.families import family, fill
from tests.ui.typist import CONTROL, Typist
from ui.pages.claims import CASES, GROUPS, ClaimsPage
from ui.theme import Look, TextSize
from ui.widgets.words import Strip
from ui.workspace import Workspace

Key = Qt.Key
CHILD = 2


@pytest.fixture
def page(workspace: Workspace) -> ClaimsPage:
    fill(workspace.desk.session, 4)
    workspace.show_page("claims")
    found = workspace.page("claims")
    assert isinstance(found, ClaimsPage)
    return found


@pytest.fixture
def typist() -> Typist:
    return Typist()


def child_of(number: int) -> tuple[str, str]:
    member = family(number).members[CHILD]
    return member.name, member.id_no or ""


def begin(page: ClaimsPage, typist: Typist, number: int = 0) -> None:
    """Press F7, type the end of the child's number, and take who is found."""
    typist.press(Key.Key_F7)
    typist.types(child_of(number)[1][-6:])
    typist.press(Key.Key_Return)
    assert page.form.name.text() == child_of(number)[0]


def reported(page: ClaimsPage, typist: Typist, number: int = 0) -> None:
    """Report a case on the day it happened, and save it."""
    begin(page, typist, number)
    page.form.go_to("accident_on")
    typist.types("20260501")
    page.form.lines["reported_on"].setText("2026-05-01")
    typist.press(Key.Key_F9)


def test_what_happened_to_a_case_is_one_key_away(
    page: ClaimsPage, typist: Typist, qtbot: QtBot
) -> None:
    reported(page, typist)
    page.form.lines["hospital"].setText("区医院")
    typist.press(Key.Key_F9)
    qtbot.waitUntil(lambda: len(shown_past(page)) > 3)
    typist.press(Key.Key_H, modifiers=CONTROL)
    said = [label.text() for label in shown_past(page)]
    assert said[:3] == ["变更记录", "更改", "就诊医院：区医院"]
    assert said[3].endswith(page._desk.operator.name)
    foot = page.form._scroll.verticalScrollBar()
    assert foot.value() == foot.maximum() > 0
    begin(page, typist, 1)
    assert not shown_past(page)


def shown_past(page: ClaimsPage) -> list[QLabel]:
    labels = page.form.past.findChildren(QLabel)
    return [label for label in labels if label.isVisible()]


def choose(page: ClaimsPage, benefit: str) -> None:
    page.form.benefit.setCurrentText(benefit)


def test_an_empty_register_says_what_to_do(page: ClaimsPage) -> None:
    assert "F7" in page.empty.text()
    assert page.empty.isVisible()


def test_a_case_is_reported_without_the_mouse(page: ClaimsPage, typist: Typist) -> None:
    begin(page, typist)
    choose(page, "意外伤害医疗费")
    typist.press(Key.Key_Return)
    typist.types("20260501")
    typist.press(Key.Key_Return)
    assert page.form.lines["reported_on"].hasFocus()
    page.form.lines["reported_on"].selectAll()
    typist.types("20260502")
    typist.press(Key.Key_F9)
    (known,) = claims("xian-2025", 2026)
    assert known.claim.name == child_of(0)[0]
    assert known.claim.accident_on == date(2026, 5, 1)
    assert known.claim.reported_on == date(2026, 5, 2)
    assert page.model.values == [known]
    assert not page.empty.isVisible()


def test_papers_sent_and_paid(page: ClaimsPage, typist: Typist) -> None:
    begin(page, typist)
    choose(page, "意外伤害医疗费")
    form = page.form
    form.go_to("accident_on")
    typist.types("20260501")
    form.lines["reported_on"].setText("2026-05-01")
    typist.press(Key.Key_T, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert form.claim().stage == "DOCS"
    form.go_to("sent_on")
    typist.types("20260508")
    form.result.setCurrentText("已赔付")
    form.go_to("paid_fen")
    typist.types("812.50")
    typist.press(Key.Key_F9)
    (known,) = claims("xian-2025", 2026)
    assert (known.claim.stage, known.claim.paid_fen) == ("CLOSED", 81250)
    assert "812.50" in page.sum.text()
    assert form.state.text() == "已赔付"


def test_a_doubt_asks_for_its_reason(page: ClaimsPage, typist: Typist) -> None:
    begin(page, typist)
    form = page.form
    form.go_to("accident_on")
    typist.types("20260501")
    form.lines["reported_on"].setText("2026-05-01")
    form.go_to("sent_on")
    typist.types("20260502")
    assert form.reason.isVisible()
    typist.press(Key.Key_F9)
    assert claims("xian-2025", 2026) == ()
    form.reason.setFocus()
    typist.composes("bu", "材料随后补交")
    typist.press(Key.Key_F9)
    assert len(claims("xian-2025", 2026)) == 1


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [
        ("accident_on", "明天", "不是日期"),
        ("accident_on", "", "请填写出险日期"),
        ("paid_fen", "很多", "不是金额"),
        ("accident_on", "20250501", "保险期间"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    page: ClaimsPage, typist: Typist, field: str, text: str, word: str
) -> None:
    begin(page, typist)
    form = page.form
    form.lines["accident_on"].setText("20260501")
    form.lines[field].setText(text)
    form.lines[field].textEdited.emit(text)
    said = [strip.accessibleName() for strip in form.findChildren(Strip)]
    assert any(word in each for each in said)
    typist.press(Key.Key_F9)
    assert claims("xian-2025", 2026) == ()


def test_a_parent_is_not_offered_what_only_children_have(
    page: ClaimsPage, typist: Typist
) -> None:
    typist.press(Key.Key_F7)
    parent = family(0).members[0]
    typist.types((parent.id_no or "")[-6:])
    typist.press(Key.Key_Return)
    box = page.form.benefit
    offered = [box.itemText(n) for n in range(box.count())]
    assert page.form.name.text() == parent.name
    assert "意外身故" in offered
    assert "意外伤残" not in offered


def test_nothing_typed_is_lost_unsaid(
    page: ClaimsPage, typist: Typist, workspace: Workspace
) -> None:
    begin(page, typist)
    page.form.go_to("accident_on")
    typist.types("20260501")
    assert not workspace.show_page("home")
    assert "没有保存" in workspace._notices.text
    assert workspace.book.shown == "claims"
    typist.press(Key.Key_Escape)
    assert workspace.show_page("home")


def test_one_key_from_a_household(
    page: ClaimsPage, typist: Typist, workspace: Workspace
) -> None:
    workspace.show_page("households")
    households = workspace.page("households")
    households.show_record(listed_uid())  # type: ignore[attr-defined]
    typist.press(Key.Key_F7)
    assert workspace.book.shown == "claims"
    assert page.picker.model.rowCount() == 3
    typist.press(Key.Key_Down, Key.Key_Return)
    assert page.form.claimant is not None


def listed_uid() -> str:
    return find_claimants(child_of(0)[1])[0].enrollment_uid


def test_the_insurers_list_comes_in(
    page: ClaimsPage, typist: Typist, tmp_path: Path, qtbot: QtBot
) -> None:
    reported(page, typist)
    (known,) = claims("xian-2025", 2026)
    settled = msgspec.structs.replace(known.claim, result="PAID", paid_fen=90000)
    file = listed(tmp_path / "清单.xlsx", settled)
    page.choose_list = lambda: file
    typist.press(Key.Key_F8)
    qtbot.waitUntil(lambda: "900.00" in page.sum.text())
    assert page.stages.now == CASES


def test_stages_and_search_narrow_the_list(page: ClaimsPage, typist: Typist) -> None:
    for number in (0, 1):
        reported(page, typist, number)
    assert page.model.rowCount() == 2
    page.search.setText(child_of(1)[1][-4:])
    assert [k.claim.name for k in page.model.values] == [child_of(1)[0]]
    page.search.clear()
    typist.press(Key.Key_5, modifiers=Qt.KeyboardModifier.AltModifier)
    assert page.model.rowCount() == 0
    assert "Alt+1" in page.empty.text()


@pytest.mark.parametrize("size", TextSize)
def test_every_group_can_be_read(page: ClaimsPage, size: TextSize) -> None:
    page.window().resize(1366, 768)
    page._desk.theme.use(Look.LIGHT, size)
    page.stages.show_counts(dict.fromkeys(GROUPS, 123))
    QApplication.processEvents()
    for button in page.stages.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width()


def test_the_report_is_written(
    page: ClaimsPage, typist: Typist, tmp_path: Path, qtbot: QtBot
) -> None:
    reported(page, typist)
    page.choose_report = lambda name: tmp_path / name
    typist.press(Key.Key_S, modifiers=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(tmp_path.glob("理赔统计-*.xlsx")))
    qtbot.waitUntil(lambda: not page._desk.runner.is_busy)
