"""The panel beside the board: one station, how it stands, and its files in sentences."""

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtWidgets import (
    QLabel,
    QWidget,
)
from typing_extensions import override

from jisheng_desktop.services.board import Line
from jisheng_desktop.services.correspondence import Letter
from ui.models.board import (
    CONCERN_TONES,
    concern_words,
    last_words,
    numbers,
    waiting_words,
)
from ui.models.letters import OUTCOME_TONES, spaced
from ui.when import said_moment
from ui.widgets.facts import fact_table
from ui.widgets.parts_panel import PartsPanel
from ui.widgets.words import Strip, chip, rule, words

SHOWN = 30
FORKED = (
    "两台电脑在用这个站点：两边的文件都已保存，没有丢失。请问清哪一台继续使用，"
    "给它导出答复（F6）；另一台停用，或为它重新制作站点文件。"
)
WITHDRAWN = "站点已停用，它现在的电脑做的上报包不再收。"


class StationPanel(PartsPanel):
    """Shows a line of the board; it is rebuilt whole for each one."""

    def show_sentence(self, sentence: str) -> None:
        """Show a sentence in place of a station."""
        self.show_parts([words(sentence, "hint", wrap=True)])

    def show_letters(self, title: str, letters: Sequence[Letter], on: date) -> None:
        """Show files that belong to no station of the board."""
        self.show_parts([words(title, "title"), *_strips(letters, on)])

    def show_line(
        self, line: Line, spoken: str, letters: Sequence[Letter], on: date
    ) -> None:
        """Show a station, and these of its files."""
        self.show_parts(
            [
                words(line.name, "title", wrap=True),
                chip(concern_words(line), CONCERN_TONES[line.concern]),
                _facts(line, spoken, on),
                *_advice(line),
                rule(),
                words("收到的文件", "heading"),
                *_strips(letters, on, line.code),
            ]
        )

    @override
    def show_parts(self, parts: Sequence[QWidget]) -> None:
        super().show_parts(parts)
        said = (label.text() for label in self.findChildren(QLabel))
        self.setAccessibleName("\n".join(said))


def _facts(line: Line, spoken: str, on: date) -> QWidget:
    said = (
        ("代码", line.code),
        ("最近上报", last_words(line)),
        ("缺", numbers(line.missing) if line.missing else ""),
        ("待答复", waiting_words(line)),
        ("上次答复", said_moment(line.answered_at, on) if line.answered_at else ""),
        ("待转交", f"{line.to_above}个文件" if line.to_above else ""),
        ("电话核对", spaced(spoken)),
    )
    return fact_table(said)


def _advice(line: Line) -> Iterator[QWidget]:
    if line.standing == "WITHDRAWN":
        yield Strip(WITHDRAWN, tone="plain")
    if line.forked_at is not None:
        yield Strip(FORKED, line.forked_at[:10], "bad")
    if line.warning:
        yield Strip(line.warning, "时钟不影响收包，请对方把电脑的日期时间调准", "warn")


def _strips(
    letters: Sequence[Letter], on: date, station: str = ""
) -> Iterator[QWidget]:
    if not letters:
        yield words("没有文件。", "hint")
    for letter in letters[:SHOWN]:
        note = f"{said_moment(letter.at, on)}　核对码 {spaced(letter.spoken)}\n{letter.file}"
        text = letter.text.removeprefix(station)
        yield Strip(text, note, OUTCOME_TONES[letter.outcome])
    rest = len(letters) - SHOWN
    if rest > 0:
        yield words(f"还有更早的 {rest} 个", "hint")
