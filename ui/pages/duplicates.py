"""查重: two records about what may be one person, side by side, for people to settle."""

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
)
from typing_extensions import override

from jisheng_desktop.domain.verdicts import CHANGED_TWICE
from jisheng_desktop.services.comparing import Comparison, compare, compare_revisions
from jisheng_desktop.services.duplicates import Pair, changed_twice, queue
from jisheng_desktop.services.keyring import OFFICE_LEVELS
from jisheng_desktop.services.suspecting import SUSPECT
from ui.desk import Desk
from ui.models.duplicates import QUEUE, kind_words, sides
from ui.models.values import ValueTable
from ui.operations.duplicates import resolve, undo
from ui.when import said_moment, today
from ui.widgets.buttons import KeyButton, action, key_row
from ui.widgets.page import Page
from ui.widgets.reason_bar import ReasonBar
from ui.widgets.rows import (
    follow_room,
    leave_out,
    let_rows_grow,
    row_table,
    width_of_words,
)
from ui.widgets.words import Card, Strip, words

NOTHING = "没有重复参保，也没有疑似同一人的登记。收包时发现了会列在这里。"
NOTHING_OPEN = "都处理完了。按 Ctrl+T 看处理过的。"
NUMBER, NAMES, STANDING = 0, 1, 3
DISTRICT_DECIDES = "由区县办公室裁定；镇街可以先和两边核对。"


class DuplicatesPage(Page):
    """The queue at the left, the chosen pair at the right, keys for each decision."""

    title = "查重"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._decides = desk.office.level in OFFICE_LEVELS
        self._keep: tuple[str, ...] = ()
        self._pairs: tuple[Pair, ...] = ()
        self.queue = ValueTable(QUEUE, desk.theme.brush)
        self.lines = ValueTable(sides("1", "2"), desk.theme.brush)
        self.table = row_table(self.queue, "查重队列", wide=NAMES)
        self.comparison = self._made_comparison()
        self.only_open = QCheckBox("只看待核的　Ctrl+T")
        self.only_open.setChecked(True)
        self.count = words("", "hint")
        self.empty = words("", "hint", wrap=True)
        self.ground = Strip("", tone="warn")
        self.decision = Strip("", tone="good")
        self.reason = ReasonBar()
        self._make_actions()
        self._lay_out()
        self._listen()

    @override
    def entered(self) -> None:
        self.refresh()
        self.table.setFocus()

    @override
    def refresh(self) -> None:
        """Read the queue afresh, keeping the pair that is chosen or going on below it."""
        row = max(self.table.currentIndex().row(), 0)
        chosen = self.pair()
        self._pairs = (*queue(), *changed_twice())
        shown = [p for p in self._pairs if p.open or not self.only_open.isChecked()]
        self.queue.show(shown)
        self._show_what_fits(self.table.viewport().width())
        self._tell_counts(len(shown))
        keys = [_key(pair) for pair in shown]
        same = keys.index(_key(chosen)) if chosen and _key(chosen) in keys else row
        self.table.selectRow(min(same, len(shown) - 1))
        self._follow()

    def pair(self) -> Pair | None:
        """Return the pair that is chosen."""
        return self.queue.value_at(self.table.currentIndex().row())

    # -- what is shown -------------------------------------------------------------

    def _tell_counts(self, shown: int) -> None:
        waiting = sum(pair.open for pair in self._pairs)
        self.count.setText(f"待核 {waiting}　共 {len(self._pairs)}")
        self.empty.setText("" if shown else NOTHING_OPEN if self._pairs else NOTHING)
        self.empty.setVisible(not shown)

    def _follow(self) -> None:
        self.reason.close_question()
        pair = self.pair()
        found = _compared(pair) if pair is not None else None
        self._card.setVisible(pair is not None)
        self._offer(pair)
        if pair is None:
            return
        self._show_decision(pair)
        self._show_sides(pair, found)

    def _show_sides(self, pair: Pair, found: Comparison | None) -> None:
        self._card.heading.setText(f"{pair.id or ''}　{kind_words(pair)}".strip())
        why = found.why if found else "其中一份已经不在了"
        self.ground.show_words(pair.ground, why, "warn" if pair.open else "plain")
        self.lines.show(found.lines if found else (), sides(*_titles(pair)))

    def _show_decision(self, pair: Pair) -> None:
        self.decision.setVisible(not pair.open)
        if pair.open or pair.settled_at is None:
            return
        kept = [n for n, s in enumerate(pair.claims, start=1) if s.uid in pair.kept]
        what = f"保留第{kept[0]}份" if len(kept) == 1 else "不是同一人，两份都保留"
        note = f"{pair.settled_by}　{said_moment(pair.settled_at, today())}"
        self.decision.show_words(f"{what}：{pair.reason}", note, "good")

    def _offer(self, pair: Pair | None) -> None:
        can_settle = self._decides and pair is not None and len(pair.claims) > 1
        for act in (self._first, self._second):
            act.setEnabled(can_settle)
        self._neither.setEnabled(
            can_settle and pair is not None and pair.kind == SUSPECT
        )
        self._undo.setEnabled(self._decides and self._last_settled() is not None)

    # -- deciding ------------------------------------------------------------------

    def _ask(self, *sides: int) -> None:
        pair = self.pair()
        if pair is None:
            return
        self._keep = tuple(pair.claims[side].uid for side in sides)
        if len(sides) == 1:
            other = pair.claims[1 - sides[0]]
            self.reason.ask(
                f"保留第{sides[0] + 1}份，退回{other.village_name}的一份。为什么？",
                "裁定",
            )
        else:
            self.reason.ask("不是同一个人，两份都保留。怎么核对的？", "裁定")

    def _resolve(self, reason: str) -> None:
        pair = self.pair()
        if pair is not None and resolve(self._desk, pair, self._keep, reason):
            self.reason.close_question()

    def _take_back(self) -> None:
        pair = self._last_settled()
        if pair is not None:
            undo(self._desk, pair)

    def _last_settled(self) -> Pair | None:
        """Return the chosen pair where it is settled, or else the one settled last."""
        chosen = self.pair()
        if chosen is not None and not chosen.open:
            return chosen
        settled = (pair for pair in self._pairs if not pair.open)
        return max(settled, key=lambda pair: pair.settled_at or "", default=None)

    # -- building ------------------------------------------------------------------

    def _make_actions(self) -> None:
        self._first = action("保留第1份", self, lambda: self._ask(0), keys="1")
        self._second = action("保留第2份", self, lambda: self._ask(1), keys="2")
        self._neither = action("不是同一人", self, lambda: self._ask(0, 1), keys="3")
        self._undo = action("撤销裁定", self, self._take_back, keys="Ctrl+Z")
        action("只看待核的", self, self.only_open.toggle, keys="Ctrl+T")
        action("刷新", self, self.entered, keys="F5")

    def _made_comparison(self) -> QTableView:
        table = row_table(self.lines, "两份登记对照")
        let_rows_grow(table)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(20, 12, 20, 14)
        whole.setSpacing(12)
        whole.addLayout(self._made_left(), 3)
        whole.addWidget(self._made_right(), 7)
        self._resize()

    def _made_left(self) -> QVBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self.count, 1)
        line.addWidget(self.only_open)
        card = Card()
        card.body.addWidget(self.table)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(line)
        left.addWidget(self.empty)
        left.addWidget(card, 1)
        if self._decides:
            left.addWidget(KeyButton(self._undo))
        else:
            left.addWidget(words(DISTRICT_DECIDES, "hint", wrap=True))
        return left

    def _made_right(self) -> Card:
        self._card = Card(" ", "红色的是两份不一样的地方")
        self._card.body.addWidget(self.ground)
        self._card.body.addWidget(self.decision)
        self._card.body.addWidget(self.comparison, 1)
        self._card.body.addWidget(self.reason)
        decisions = (self._first, self._second, self._neither)
        if self._decides:
            self._card.body.addLayout(key_row(*map(KeyButton, decisions)))
        return self._card

    def _listen(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._follow())
        self.only_open.toggled.connect(lambda _: self.refresh())
        self.reason.given.connect(self._resolve)
        self.reason.closed.connect(self.table.setFocus)
        self._desk.changes.saved.connect(self.refresh_when_shown)
        self._desk.theme.changed.connect(self._resize)
        follow_room(self.table, self._show_what_fits)

    def _show_what_fits(self, room: int) -> None:
        """Leave out the columns that tell least, rather than cut the names."""
        widths = [width_of_words(self.table, n) for n in range(len(QUEUE))]
        leave_out(self.table, widths, (NUMBER, STANDING), room)

    def _resize(self) -> None:
        self._show_what_fits(self.table.viewport().width())
        row = self._desk.theme.measures.row
        self.table.verticalHeader().setDefaultSectionSize(row)
        self.comparison.verticalHeader().setMinimumSectionSize(row)


def _key(pair: Pair) -> tuple[int, str]:
    return pair.id, pair.claims[0].uid


def _compared(pair: Pair) -> Comparison | None:
    if pair.kind == CHANGED_TWICE:
        return compare_revisions(pair.claims[0].uid)
    return compare(pair.id)


def _titles(pair: Pair) -> tuple[str, str]:
    if len(pair.claims) == 1:
        return "现在显示的", "另一台电脑上的"
    first, second = pair.claims
    return f"第1份　{first.village_name}", f"第2份　{second.village_name}"
