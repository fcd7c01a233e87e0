"""The evidence a household brings: certificates, proofs, papers of special categories."""

from PySide6.QtWidgets import QVBoxLayout

from ui.entry.board import Board
from ui.entry.cards import FieldCard, compact
from ui.entry.fields import CLAIM_PAPERS, EVIDENCE
from ui.entry.form import person_path
from ui.entry.relevance import claim_paths, shown
from ui.widgets.words import Card

COLUMNS = 4


class EvidenceCard(FieldCard):
    """What proves the category of a household."""

    def __init__(self, board: Board) -> None:
        super().__init__("证明材料", "没有的留空，按自费认定", board, COLUMNS)

    def show_sheet(self) -> None:
        """Show the fields that matter for this household."""
        self.arrange(shown(self._board.sheet.state, EVIDENCE))


class ClaimsCard(Card):
    """The papers of every special category that members claim, one row each."""

    def __init__(self, board: Board) -> None:
        super().__init__("补助证明", "在成员的“补助类别”一栏选择类别后填写")
        self._board = board
        self._claims: dict[tuple[str, str], FieldCard] = {}
        compact(self)
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)

    def show_sheet(self) -> None:
        """Show one row of papers for each claim."""
        state = self._board.sheet.state
        claims = claim_paths(state)
        for claim in [claim for claim in self._claims if claim not in claims]:
            self._drop(claim)
        for ref, slot in claims:
            if (ref, slot) not in self._claims:
                self._add(ref, slot)
            category = state.of(ref, f"{slot}.category")
            name = state.of(ref, "name") or "该成员"
            special = state.terms.special_choices.label(category)
            self._claims[ref, slot].heading.setText(f"{name}　{special}")
        self.setVisible(bool(claims))

    def _add(self, ref: str, slot: str) -> None:
        row = FieldCard("　", "", self._board, COLUMNS)
        row.setProperty("part", "clear")
        row.body.setContentsMargins(0, 0, 0, 0)
        row.arrange([person_path(ref, f"{slot}.{p.path}") for p in CLAIM_PAPERS])
        self._rows.addWidget(row)
        row.show()
        self._claims[ref, slot] = row

    def _drop(self, claim: tuple[str, str]) -> None:
        row = self._claims.pop(claim)
        row.forget()
        self._rows.removeWidget(row)
        row.deleteLater()
