"""Rarely needed fields, of the household and of the member the cursor is at."""

from ui.entry.board import Board
from ui.entry.cards import FieldCard, compact
from ui.entry.fields import PERSON_MORE
from ui.entry.form import person_path
from ui.entry.relevance import RARELY, State
from ui.widgets.words import Card

COLUMNS = 4
BY_PERSON_ONLY = {"plan", "units", "special_categories.1.category"}
BY_HOUSEHOLD_ONLY = {"guardian_kind"}


class MoreCard(Card):
    """Hidden until it is asked for, or until a problem leads into it."""

    def __init__(self, board: Board) -> None:
        super().__init__("更多", "F6 收起")
        self._board = board
        self._ref = ""
        compact(self)
        self._person = FieldCard("　", "", board, COLUMNS)
        self._household = FieldCard("", "", board, COLUMNS)
        for card in (self._person, self._household):
            card.setProperty("part", "clear")
            card.body.setContentsMargins(0, 0, 0, 0)
            self.body.addWidget(card)
        self.hide()

    def open_for(self, ref: str) -> None:
        """Show the fields of a member and of the household."""
        state = self._board.sheet.state
        if ref != self._ref:
            self._person.forget()
            self._ref = ref
        self._person.arrange(more_paths(state, ref))
        self._household.arrange(RARELY)
        self.show()
        self.show_sheet()

    def close_up(self) -> None:
        """Take the fields away."""
        self._person.forget()
        self._household.forget()
        self._ref = ""
        self.hide()

    def show_sheet(self) -> None:
        """Name the member whose fields these are; go when the member has gone."""
        if self.isHidden():
            return
        state = self._board.sheet.state
        if self._ref not in state.form.people:
            self.close_up()
            return
        name = state.of(self._ref, "name")
        number = state.form.people.index(self._ref) + 1
        self._person.heading.setText(f"成员 {number}　{name}")


def more_paths(state: State, ref: str) -> list[str]:
    """Return the paths of a member's further fields under the scheme in use."""
    hidden = BY_HOUSEHOLD_ONLY if state.terms.by_person else BY_PERSON_ONLY
    return [person_path(ref, f.path) for f in PERSON_MORE if f.path not in hidden]
