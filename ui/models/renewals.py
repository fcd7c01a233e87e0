"""The list of last year's households on the 续保 page, each with a tick."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from typing_extensions import override

from jisheng_desktop.domain.money import yuan
from jisheng_desktop.services.renewal_reviews import Reviewed
from ui.models.tables import DISPLAY, NO_PARENT, RIGHT, Index
from ui.models.values import Column, ValueTable

CHECKED = int(Qt.ItemDataRole.CheckStateRole)
DONE = "done"
OUTCOME_NAMES = {
    "unchanged": "不变",
    "changed": "有变化",
    "ineligible": "不能续保",
    DONE: "已续保",
}
TONES = {
    "unchanged": "good",
    "changed": "warn",
    "ineligible": "bad",
    DONE: "text_faint",
}


def group_of(row: Reviewed) -> str:
    """Return under which of `OUTCOME_NAMES` a household is listed."""
    return DONE if row.done else row.proposal.outcome


def _said_outcome(row: Reviewed) -> str:
    begun = row.proposal.uid is not None and not row.done
    return OUTCOME_NAMES[group_of(row)] + ("（草稿）" if begun else "")


def _amount(fen: int | None) -> str:
    return "—" if fen is None else yuan(fen)


COLUMNS: tuple[Column[Reviewed], ...] = (
    Column("", lambda _: ""),
    Column("户主", lambda row: row.proposal.head_name),
    Column("结果", _said_outcome, colour=lambda row: TONES[group_of(row)]),
    Column("村居", lambda row: row.village),
    Column("保费", lambda row: _amount(row.proposal.premium_fen), RIGHT),
    Column("自付", lambda row: _amount(row.proposal.self_pay_fen), RIGHT),
    Column("说明", lambda row: "；".join(row.proposal.reasons)),
)


class RenewalTable(ValueTable[Reviewed]):
    """Households with a tick in the first column, where they can be confirmed."""

    def __init__(self, brush: Callable[[str], QBrush]) -> None:
        super().__init__(COLUMNS, brush)
        self.ticked: set[str] = set()

    def forget_others(self, rows: Iterable[Reviewed]) -> None:
        """Take the ticks from all but those of `rows` that can be confirmed."""
        self.ticked &= {row.key for row in rows if can_confirm(row)}

    def tick(self, rows: Sequence[Reviewed]) -> None:
        """Tick the rows, or take their ticks away where all of them have one."""
        keys = {row.key for row in rows if can_confirm(row)}
        self.ticked = self.ticked - keys if keys <= self.ticked else self.ticked | keys
        last = self.index(max(self.rowCount() - 1, 0), 0)
        self.dataChanged.emit(self.index(0, 0), last)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if not index.column() else flags

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role != CHECKED:
            return super().data(index, role)
        row = self.values[index.row()]
        if index.column() or not can_confirm(row):
            return None
        is_ticked = row.key in self.ticked
        return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked

    @override
    def setData(self, index: Index, value: object, role: int = CHECKED) -> bool:
        if role != CHECKED or index.parent() != NO_PARENT:
            return False
        self.tick([self.values[index.row()]])
        return True


def can_confirm(row: Reviewed) -> bool:
    """Tell whether a household can be confirmed for the new year at all."""
    return group_of(row) in ("unchanged", "changed")
