"""The manual and the desk card from the window."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QAction

from jisheng_desktop.services import guides as services
from jisheng_desktop.services.guides import DESK_CARD, MANUAL
from ui.desk import Desk
from ui.operations import guides
from ui.workspace import Workspace


class Viewer:
    """A computer's PDF program, as far as the window knows of it."""

    def __init__(self) -> None:
        self.opened: list[Path] = []

    def show(self, file: Path) -> bool:
        self.opened.append(file)
        return True


def told(workspace: Workspace) -> str:
    return workspace._notices.text


def test_both_have_their_keys(workspace: Workspace) -> None:
    keys = {a.text(): a.shortcut().toString() for a in workspace.findChildren(QAction)}
    assert (keys["使用手册"], keys["快捷键卡片"]) == ("Shift+F1", "Ctrl+F1")


def test_the_manual_that_ships_is_opened(desk: Desk, workspace: Workspace) -> None:
    viewer = Viewer()
    assert guides.open_manual(desk, viewer.show)
    assert [file.name for file in viewer.opened] == [MANUAL]
    assert told(workspace) == "使用手册已打开"


def test_a_computer_that_shows_no_pdf_is_told_where_it_lies(
    desk: Desk, workspace: Workspace
) -> None:
    assert not guides.open_manual(desk, lambda _: False)
    assert MANUAL in told(workspace)


def test_a_build_that_lost_its_manual_says_so(
    desk: Desk, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "document", lambda name: tmp_path / name)
    assert not guides.open_manual(desk, lambda _: True)
    assert "重新安装" in told(workspace)


def test_the_card_of_this_desk_is_written_and_opened(
    desk: Desk, workspace: Workspace, tmp_path: Path
) -> None:
    file, viewer = tmp_path / DESK_CARD, Viewer()
    groups = workspace.key_groups()
    assert guides.write_desk_card(desk, groups, file, viewer.show)
    assert viewer.opened == [file]
    words = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
    assert all(key.words in words for group in groups for key in group.keys)


def test_a_card_that_cannot_be_written_is_refused_in_words(
    desk: Desk, workspace: Workspace, tmp_path: Path
) -> None:
    missing = tmp_path / "没有的文件夹" / DESK_CARD
    assert not guides.write_desk_card(desk, workspace.key_groups(), missing, bool)
    assert "没有的文件夹" in told(workspace)
