"""The board of 收包: a station a row, its standing, then a week a column."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QBrush
from typing_extensions import override

from jisheng_desktop.services.board import Board, Concern, Line, monday, week_of
from jisheng_desktop.services.correspondence import Letter
from ui.models.households import (
    ACCESSIBLE,
    ALIGNMENT,
    DISPLAY,
    FOREGROUND,
    LEFT,
    NO_PARENT,
    TOOL_TIP,
    Index,
)
from ui.when import today

BACKGROUND = 8
CENTRE = int(Qt.AlignmentFlag.AlignCenter)

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
LEADING = ("站点", "情况", "最近上报", "待答复")
NAME, CONCERN, LAST, UNANSWERED = range(len(LEADING))


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
    return f"第{line.last_seq}包 {ago}"


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
    taken = sorted({each.seq for each in letters if each.was_heard})
    waiting = sorted({each.seq for each in letters if each.outcome == "waiting"})
    refused = sum(each.outcome == "refused" for each in letters)
    parts = []
    if taken:
        parts.append(f"{numbers(taken)} {sum(each.records for each in letters)}户")
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


class BoardTable(QAbstractTableModel):
    """Shows a board; `brush` turns a colour's name into paint."""

    def __init__(self, brush: Callable[[str], QBrush]) -> None:
        super().__init__()
        self._brush = brush
        self.weeks: Sequence[date] = ()
        self.lines: Sequence[Line] = ()
        self._cells: dict[tuple[int, date], list[Letter]] = {}

    def show(self, found: Board, lines: Sequence[Line], weeks: int) -> None:
        """Show these lines of a board and its last weeks."""
        self.beginResetModel()
        self.lines = lines
        self.weeks = found.weeks[-weeks:]
        self._cells = {}
        for row, line in enumerate(lines):
            for letter in line.letters:
                self._cells.setdefault((row, week_of(letter)), []).append(letter)
        self.endResetModel()

    def letters_at(self, row: int, column: int) -> Sequence[Letter]:
        """Return what came in a cell's week; in the leading columns, everything."""
        if column < len(LEADING):
            return self.lines[row].letters
        return self._cells.get((row, self.weeks[column - len(LEADING)]), ())

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(LEADING) + len(self.weeks)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        row, column = index.row(), index.column()
        if role in (DISPLAY, TOOL_TIP, ACCESSIBLE):
            return self._words(row, column)
        if role == ALIGNMENT:
            return LEFT if column < len(LEADING) else CENTRE
        tone = self._tone(row, column)
        if role == FOREGROUND and tone:
            return self._brush(tone)
        if role == BACKGROUND and tone and column >= len(LEADING):
            return self._brush(f"{tone}_soft")
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY:
            if section < len(LEADING):
                return LEADING[section]
            return week_title(self.weeks[section - len(LEADING)], today())
        if role == ALIGNMENT:
            return LEFT if section < len(LEADING) else CENTRE
        return None

    def _words(self, row: int, column: int) -> str:
        line = self.lines[row]
        match column:
            case 0:
                return line.name
            case 1:
                return concern_words(line)
            case 2:
                return last_words(line)
            case 3:
                return waiting_words(line)
            case _:
                return cell_words(self.letters_at(row, column))

    def _tone(self, row: int, column: int) -> str:
        if column >= len(LEADING):
            return cell_tone(self.letters_at(row, column))
        return CONCERN_TONES[self.lines[row].concern] if column == CONCERN else ""
