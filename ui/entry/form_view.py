"""The left side of the entry page: every field of the household on one sheet."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.entry.board import Board, is_consent, put_in_order
from ui.entry.cards import ConsentCard, FieldCard
from ui.entry.editors import ChoiceField
from ui.entry.evidence import ClaimsCard, EvidenceCard
from ui.entry.fields import HOUSEHOLD, PAYMENT
from ui.entry.form import person_of
from ui.entry.grid import GridCard
from ui.entry.more import MoreCard, more_paths
from ui.entry.relevance import CONSENTS_STOP, RARELY, order, shown
from ui.entry.sheet import Sheet
from ui.entry.wording import region_hint
from ui.theme import Theme
from ui.widgets.scrolling import Scrolling
from ui.widgets.words import words

KEYS = (
    "回车 下一格　Shift+回车 上一格　F7 带出上年　F8 下一处问题　F4 清除沿用　"
    "F6 更多　Ctrl+Z 撤销"
)
MOST_CHOICES = 8
SIGHT_MARGIN = 40
HOUSEHOLD_COLUMNS = 4
PAYMENT_COLUMNS = 7


class FormView(QWidget):
    """The cards in reading order, scrolling when they do not fit, keys at the foot."""

    def __init__(self, sheet: Sheet, board: Board, theme: Theme) -> None:
        super().__init__()
        self.setProperty("part", "ground")
        self._sheet = sheet
        self._tabs: list[str] = []
        self.board = board
        self.household = FieldCard(
            "家庭", "灰底的沿用上一户，F4 清除", board, HOUSEHOLD_COLUMNS
        )
        self.grid = GridCard(board, theme)
        self.evidence = EvidenceCard(board)
        self.claims = ClaimsCard(board)
        self.consents = ConsentCard(sheet)
        self.payment = FieldCard("缴费与签字", "", board, PAYMENT_COLUMNS)
        self.more = MoreCard(board)
        self._keys = words(KEYS, "tiny")
        self._lay_out()
        board.arrived.connect(self._arrived)
        self.consents.arrived.connect(self._arrived_at_consents)

    def show_sheet(self, source: str) -> None:
        """Show the sheet; the text being typed at `source` is left alone."""
        state = self._sheet.state
        by_person = state.terms.by_person
        self.household.arrange(shown(state, HOUSEHOLD))
        self.grid.show_sheet()
        self.evidence.setVisible(not by_person)
        if by_person:
            self.claims.show_sheet()
        else:
            self.claims.hide()
            self.evidence.show_sheet()
        self.consents.show_sheet()
        self.payment.arrange(shown(state, PAYMENT))
        self.more.show_sheet()
        tones = self.board.tones()
        self.board.show_sheet(source, tones)
        self.grid.tint(tones)
        self._order_tabs()
        self._show_keys()

    def go(self, path: str) -> bool:
        """Put the cursor at `path`, opening what hides it; False when that is nowhere."""
        path = self.place_of(path) if path != CONSENTS_STOP else path
        if path == CONSENTS_STOP:
            self.consents.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if path not in self.board.editors:
            self._open_more_at(path)
        return self.board.focus(path)

    def place_of(self, field: str) -> str:
        """Return where the cursor goes for a problem at `field`; empty when nowhere."""
        if is_consent(field):
            return CONSENTS_STOP
        ref = person_of(field)
        state = self._sheet.state
        if field in RARELY or (ref and field in more_paths(state, ref)):
            return field
        return self.board.home_of(field)

    def toggle_more(self) -> None:
        """Show or hide the rarely needed fields of the member the cursor is at."""
        if self.more.isVisible():
            self.more.close_up()
            return
        named = self._sheet.form.named()
        ref = person_of(self.board.here)
        if ref not in named:
            ref = (named or self._sheet.form.people)[-1]
        self.more.open_for(ref)
        self.board.focus(more_paths(self._sheet.state, ref)[0])

    def _open_more_at(self, path: str) -> None:
        ref = person_of(path)
        state = self._sheet.state
        if path in RARELY:
            self.more.open_for(state.form.people[0])
        elif ref is not None and path in more_paths(state, ref):
            self.more.open_for(ref)

    def _order_tabs(self) -> None:
        """Let Tab visit every field in reading order."""
        wanted = order(self._sheet.state)
        if wanted == self._tabs:
            return
        self._tabs = wanted
        widgets: list[QWidget] = []
        for path in wanted:
            if path == CONSENTS_STOP:
                widgets.append(self.consents)
            elif path in self.board.editors:
                widgets.append(self.board.editors[path])
        put_in_order(widgets)

    def _arrived(self, path: str) -> None:
        QTimer.singleShot(0, self, self._scroll_here)
        if self.more.isVisible():
            ref = person_of(path)
            if ref is not None and path not in more_paths(self._sheet.state, ref):
                self.more.open_for(ref)
        self._show_keys()

    def _arrived_at_consents(self) -> None:
        self.board.here = CONSENTS_STOP
        QTimer.singleShot(0, self, self._scroll_here)
        self._show_keys()

    def _scroll_here(self) -> None:
        """Bring the field into sight, once the layout has found its place."""
        target = self.board.editors.get(self.board.here, self.consents)
        self._scroll.ensureWidgetVisible(target, 0, SIGHT_MARGIN)

    def _show_keys(self) -> None:
        """Say at the foot what the keys do in the field the cursor is in."""
        keys = self._keys_here()
        if keys != self._keys.text():
            self._keys.setText(keys)

    def _keys_here(self) -> str:
        here = self.board.here
        if here == CONSENTS_STOP:
            return "数字 逐项勾选　空格 全部勾选　回车 下一格　F9 确认"
        editor = self.board.editors.get(here)
        if not isinstance(editor, ChoiceField):
            return region_hint(here, self._sheet.state) + KEYS
        items = editor.choices.items
        offered = "　".join(item.label for item in items[:MOST_CHOICES])
        rest = " …" if len(items) > MOST_CHOICES else ""
        return f"{offered}{rest}　（按数字或拼音首字母，↓ 打开列表）"

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setProperty("part", "clear")
        cards = QVBoxLayout(ground)
        cards.setContentsMargins(12, 8, 12, 4)
        cards.setSpacing(8)
        for card in (
            self.household,
            self.grid,
            self.evidence,
            self.claims,
            self.consents,
            self.payment,
            self.more,
        ):
            cards.addWidget(card)
        cards.addStretch()
        self._scroll = Scrolling(ground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        policy = QSizePolicy.Policy
        self._keys.setSizePolicy(policy.Ignored, policy.Fixed)
        foot = QVBoxLayout()
        foot.setContentsMargins(18, 2, 14, 6)
        foot.addWidget(self._keys)
        column.addLayout(foot)
