"""The page at every text size on the smallest screen."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea

from tests.ui.entry.entering import (
    DAUGHTER,
    FATHER,
    MOTHER,
    SISTER,
    type_head,
    type_people,
)
from tests.ui.typist import Typist
from ui.pages.entry import EntryPage
from ui.program import Program
from ui.theme import Look, TextSize
from ui.workspace import Workspace


def room_and_need(page: EntryPage) -> tuple[QSize, QSize]:
    """Return the room there is for the cards, and what they need at least."""
    area = page.view.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    ground = area.widget()
    assert ground is not None
    return area.viewport().size(), ground.minimumSizeHint()


def fill(program: Program, page: EntryPage, size: TextSize) -> tuple[QSize, QSize]:
    """Dress the window in a text size and type a family of four."""
    program.theme.use(Look.LIGHT, size)
    program.window.resize(1366, 768)
    typist = Typist()
    type_head(typist)
    type_people(typist, FATHER, MOTHER, DAUGHTER, SISTER)
    program.window.grab()
    return room_and_need(page)


@pytest.mark.parametrize("size", TextSize)
def test_nothing_is_cut_off_at_the_side(
    program: Program, page: EntryPage, size: TextSize
) -> None:
    room, need = fill(program, page, size)
    assert need.width() <= room.width()


@pytest.mark.parametrize("size", TextSize)
def test_nothing_of_a_person_scheme_is_cut_off(
    two_schemes: Workspace, size: TextSize
) -> None:
    two_schemes.desk.choose_scheme("hongta-2026", 2026)
    two_schemes.show_page("entry")
    page = two_schemes.page("entry")
    assert isinstance(page, EntryPage)
    two_schemes.desk.theme.use(Look.LIGHT, size)
    two_schemes.window().resize(1366, 768)
    page.view.go("members.p1.id_no")
    type_people(Typist(), FATHER)
    two_schemes.window().grab()
    room, need = room_and_need(page)
    assert need.width() <= room.width()


def test_four_members_need_no_scrolling(program: Program, page: EntryPage) -> None:
    room, need = fill(program, page, TextSize.STANDARD)
    assert need.height() <= room.height()
