"""The boundary: refusals are said, bugs reported once, cancelling is silent."""

import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jisheng_desktop.errors import CancelledByUser, UserError
from ui.dialogs.bug import BugDialog
from ui.errors import Errors


@pytest.fixture
def errors(qtbot: QtBot) -> Errors:
    return Errors()


def broken(text: str) -> ValueError:
    with pytest.raises(ValueError, match="invalid") as caught:
        int(text)
    return caught.value


def test_a_refusal_is_one_sentence(errors: Errors, qtbot: QtBot) -> None:
    with qtbot.waitSignal(errors.refused) as said:
        errors.show(UserError("原因不少于4个字"))
    assert said.args == ["原因不少于4个字"]


def test_cancelling_says_nothing(errors: Errors, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(errors.refused), qtbot.assertNotEmitted(errors.broken):
        errors.show(CancelledByUser())


def test_a_bug_is_reported_once_and_names_no_one(
    errors: Errors, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    reports: list[str] = []
    errors.broken.connect(reports.append)
    for _ in range(3):
        errors.show(broken("王强 610103198503120018"))
    (report,) = reports
    assert "ValueError" in report
    assert "test_errors.py" in report
    assert "王强" not in report + caplog.text
    assert "610103198503120018" not in report + caplog.text


def test_an_error_of_another_thread_comes_back(errors: Errors, qtbot: QtBot) -> None:
    arguments = threading.ExceptHookArgs((ValueError, broken("x"), None, None))
    with qtbot.waitSignal(errors.broken):
        errors._uncaught_in_thread(arguments)


def test_the_bug_dialog_copies_and_saves(qtbot: QtBot, tmp_path: object) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    file = tmp_path / "report.txt"  # type: ignore[operator]
    dialog = BugDialog("报告", parent, ask=lambda *_: file)
    dialog.open()
    buttons = {b.text(): b for b in dialog.findChildren(QPushButton)}
    assert dialog.findChild(QPlainTextEdit).isHidden()  # type: ignore[union-attr]
    buttons["查看报告(&V)"].click()
    assert dialog.findChild(QPlainTextEdit).isVisible()  # type: ignore[union-attr]
    buttons["复制(&C)"].click()
    assert QGuiApplication.clipboard().text() == "报告"
    buttons["存成文件(&S)…"].click()
    assert file.read_text("utf-8") == "报告"
    buttons["关闭"].click()
    assert not dialog.isVisible()
