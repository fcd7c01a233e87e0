"""The board of 收包: a station a row, its standing, then a week a column."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtGui import QBrush
from typing_extensions import override

from jisheng_desktop.services.board import Board, Concern, Line, monday, week_of
from jisheng_desktop.services.correspondence import Letter
from ui.models.tables import CENTRE, DISPLAY, Index
from ui.models.values import Column, ValueTable
from ui.when import today

BACKGROUND = 8

CONCERN_TONES: dict[Concern, str] = {
    "WITHDRAWN": "",
    "FORKED": "bad",
    "REFUSED": "bad",
    "MISSING": "warn",
    "CLOCK": "warn",
    "NEVER": "warn",
    "OVERDUE": "warn",
    "": "good",
}
PLAIN_CONCERNS: dict[Concern, str] = {
    "WITHDRAWN": "已停用",
    "FORKED": "两台电脑",
    "REFUSED": "有文件没收",
    "CLOCK": "时钟不准",
    "": "正常",
}


def concern_words(line: Line) -> str:
    """Return what most needs attention at a station, in a few words."""
    match line.concern:
        case "MISSING":
            return f"缺{numbers(line.missing)}" if line.missing else "前面的包没到"
        case "NEVER":
            return "等待启用" if line.standing == "NEW" else "从未上报"
        case "OVERDUE":
            return f"{line.days}天没上报"
        case other:
            return PLAIN_CONCERNS[other]


def numbers(counts: Sequence[int]) -> str:
    """Return the counts of bundles in words: 第3、4包."""
    return f"第{'、'.join(str(each) for each in counts)}包"


def last_words(line: Line) -> str:
    """Return which bundle came last and how long ago."""
    if line.days is None:
        return "还没有"
    ago = {0: "今天", 1: "昨天"}.get(line.days, f"{line.days}天前")
    return f"第{line.last_seq}包 {ago}" if line.last_seq else ago


def waiting_words(line: Line) -> str:
    """Return what a station still has to be told."""
    parts = []
    if line.unanswered:
        parts.append(f"{line.unanswered}包")
    if line.unsaid:
        parts.append(f"{line.unsaid}条结果")
    if line.to_below:
        parts.append("答复待带回")
    return "、".join(parts)


def cell_words(letters: Sequence[Letter]) -> str:
    """Return what came from a station in one week."""
    taken = sorted({each.seq for each in letters if each.was_heard and each.seq})
    sealed = sum(each.was_heard and not each.seq for each in letters)
    waiting = sorted({each.seq for each in letters if each.outcome == "waiting"})
    refused = sum(each.outcome == "refused" for each in letters)
    parts = []
    if taken:
        parts.append(f"{numbers(taken)} {sum(each.records for each in letters)}户")
    if sealed:  # a township passes on what it cannot open
        parts.append(f"{sealed}个文件")
    if waiting:
        parts.append(f"{numbers(waiting)}暂存")
    if refused:
        parts.append(f"{refused}个没收")
    return "，".join(parts) or "—"


def cell_tone(letters: Sequence[Letter]) -> str:
    """Return the tone of a week: the newest file that was read or refused decides."""
    if any(each.outcome == "waiting" for each in letters):
        return "warn"
    newest = next((x for x in letters if x.was_heard or x.outcome == "refused"), None)
    if newest is None:
        return ""
    return "bad" if newest.outcome == "refused" else "good"


def week_title(week: date, on: date) -> str:
    """Return 本周, 上周, or the day on which a week began."""
    match (monday(on) - week).days:
        case 0:
            return "本周"
        case 7:
            return "上周"
        case _:
            return f"{week.month}月{week.day}日起"


def board_words(found: Board) -> str:
    """Return the whole board in one line."""
    lines = found.lines
    this_week = found.weeks[-1] if found.weeks else None
    counts = (
        ("本周已上报", sum(_came_in(line, this_week) for line in lines)),
        ("要处理", sum(bool(line.concern) for line in lines)),
        ("待答复", sum(line.is_waited_for for line in lines)),
        ("待转交区县的文件", sum(line.to_above for line in lines)),
        ("来源不明的文件（Ctrl+U）", len(found.strays)),
    )
    told = (f"{what} {count}" for what, count in counts if count)
    return "　".join((f"站点 {len(lines)}", *told))


def _came_in(line: Line, week: date | None) -> bool:
    return any(x.was_heard and week_of(x) == week for x in line.letters)


LEADING: tuple[Column[Line], ...] = (
    Column("站点", lambda line: line.name),
    Column("情况", concern_words, colour=lambda line: CONCERN_TONES[line.concern]),
    Column("最近上报", last_words),
    Column("待答复", waiting_words),
)
NAME, CONCERN, LAST, UNANSWERED = range(len(LEADING))


class BoardTable(ValueTable[Line]):
    """Shows a board; `brush` turns a colour's name into paint."""

    def __init__(self, brush: Callable[[str], QBrush]) -> None:
        super().__init__(LEADING, brush)
        self.weeks: Sequence[date] = ()
        self._letters: dict[tuple[str, date], list[Letter]] = {}

    def show_board(self, found: Board, lines: Sequence[Line], weeks: int) -> None:
        """Show these lines of a board and its last weeks."""
        self.weeks = found.weeks[-weeks:]
        self._letters = {}
        for line in lines:
            for letter in line.letters:
                key = (line.code, week_of(letter))
                self._letters.setdefault(key, []).append(letter)
        self.show(lines, (*LEADING, *map(self._column, self.weeks)))

    def letters_at(self, row: int, column: int) -> Sequence[Letter]:
        """Return what came in a cell's week; in the leading columns, everything."""
        line = self.values[row]
        if column < len(LEADING):
            return line.letters
        return self._letters_of(line, self.weeks[column - len(LEADING)])

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role == BACKGROUND and index.column() >= len(LEADING):
            tone = cell_tone(self.letters_at(index.row(), index.column()))
            return self._painted(f"{tone}_soft" if tone else "")
        return super().data(index, role)

    def _letters_of(self, line: Line, week: date) -> Sequence[Letter]:
        return self._letters.get((line.code, week), ())

    def _column(self, week: date) -> Column[Line]:
        return Column(
            week_title(week, today()),
            lambda line: cell_words(self._letters_of(line, week)),
            CENTRE,
            lambda line: cell_tone(self._letters_of(line, week)),
        )
