"""The page at every text size on the smallest screen."""

import pytest
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


def form_area(page: EntryPage) -> QScrollArea:
    """Return the scrolling ground of the cards."""
    area = page.view.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    return area


def fill(program: Program, page: EntryPage, size: TextSize) -> QScrollArea:
    """Dress the window in a text size and type a family of four."""
    program.theme.use(Look.LIGHT, size)
    program.window.resize(1366, 768)
    typist = Typist()
    type_head(typist)
    type_people(typist, FATHER, MOTHER, DAUGHTER, SISTER)
    program.window.grab()
    return form_area(page)


@pytest.mark.parametrize("size", TextSize)
def test_nothing_is_cut_off_at_the_side(
    program: Program, page: EntryPage, size: TextSize
) -> None:
    area = fill(program, page, size)
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_four_members_need_no_scrolling(program: Program, page: EntryPage) -> None:
    area = fill(program, page, TextSize.STANDARD)
    assert area.widget().minimumSizeHint().height() <= area.viewport().height()
