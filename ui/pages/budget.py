"""预算: what the year's budget has paid for, what remains, what the drafts will ask."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QVBoxLayout
from typing_extensions import override

from jisheng_desktop.domain.budgets import Standing
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.services.budgets import BudgetLook
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_save, show_folder
from ui.operations.reporting import look_into_budget, write_report
from ui.theme import Theme
from ui.widgets.bars import StackedBar
from ui.widgets.buttons import KeyButton, action, key_row
from ui.widgets.layouts import clear
from ui.widgets.listing_view import ListingView
from ui.widgets.page import Page
from ui.widgets.sums_line import SumsLine
from ui.widgets.words import Card, Strip, words

NO_BUDGET = (
    "“{scheme}”的{year}年度没有写明补助预算，所以没有可以对照的计划。"
    "预算随方案文件而来；要对照，请在方案文件里写明补助人数，再到设置里重新添加。"
)
IN_A_ROW = 2


class BudgetPage(Page):
    """A card for each line of the budget; below them the report as it is written."""

    title = "预算"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.choose_file: Callable[[str, str], Path | None] = self._ask_file
        self.open_folder: Callable[[Path], object] = show_folder
        self._look: BudgetLook | None = None
        self.lines: list[BudgetLine] = []
        self.nothing = words("", "soft", wrap=True)
        self._cards = QGridLayout()
        self.view = ListingView(desk.theme, "预算执行表")
        self._save = action("存为表格", self, self._save_sheet, keys="F9")
        self._print = action("存为PDF", self, self._save_pages, keys="Ctrl+P")
        action("刷新", self, self.refresh, keys="F5")
        self._lay_out()
        desk.changes.saved.connect(self.refresh_when_shown)
        desk.changes.scheme_chosen.connect(self.refresh_when_shown)

    @override
    def entered(self) -> None:
        self.refresh()
        self.view.table.setFocus()

    @override
    def refresh(self) -> None:
        """Count afresh what is used, and decide the drafts."""
        task = look_into_budget(self._desk, self._desk.scheme, self._desk.policy_year)
        task.done.connect(self._take)

    def _take(self, look: BudgetLook) -> None:
        self._look = look
        clear(self._cards)
        self.lines = [BudgetLine(self._desk.theme, each) for each in look.lines]
        for at, line in enumerate(self.lines):
            self._cards.addWidget(line, *divmod(at, IN_A_ROW))
        self._tell_nothing(is_any=bool(look.lines))
        self.view.show_listings(look.drawn.listings)

    def _tell_nothing(self, *, is_any: bool) -> None:
        scheme, year = self._desk.scheme.name, self._desk.policy_year
        self.nothing.setText(NO_BUDGET.format(scheme=scheme, year=year))
        self.nothing.setVisible(not is_any)
        self.view.setVisible(is_any)
        for act in (self._save, self._print):
            act.setEnabled(is_any)

    # -- writing -----------------------------------------------------------------

    def _save_sheet(self) -> None:
        self._write(".xlsx", "工作簿 (*.xlsx)")

    def _save_pages(self) -> None:
        self._write(".pdf", "PDF (*.pdf)")

    def _write(self, suffix: str, kinds: str) -> None:
        desk, look = self._desk, self._look
        if look is None:
            return
        file = self.choose_file(desk.file_name("预算执行", suffix), kinds)
        if file is not None:
            write_report(desk, look.drawn, file, self.open_folder)

    def _ask_file(self, name: str, kinds: str) -> Path | None:
        return ask_file_to_save(self, "存为预算执行表", name, kinds)

    # -- building ----------------------------------------------------------------

    def _lay_out(self) -> None:
        self._cards.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(12)
        column.addLayout(self._cards)
        column.addWidget(self.nothing)
        column.addWidget(self.view, 1)
        column.addLayout(
            key_row(KeyButton(self._save, "primary"), KeyButton(self._print))
        )
        column.addStretch()


class BudgetLine(Card):
    """One line: its plan, a bar of what is used and what drafts will use, what remains."""

    def __init__(self, theme: Theme, standing: Standing) -> None:
        super().__init__(standing.budget.name)
        self.heading.setWordWrap(True)
        budget = standing.budget
        self.body.addWidget(
            words(
                f"计划 {budget.persons:,}人 × {yuan(budget.rate_fen)}元"
                f" = {yuan(budget.amount_fen)}元",
                "label",
            )
        )
        self.body.addWidget(_bar(theme, standing))
        figures = SumsLine()
        figures.show_figures(_figures(standing))
        self.body.addWidget(figures)
        warning = standing.warning
        if warning is not None:
            self.body.addWidget(Strip(warning.text, tone="warn"))
        self.body.addStretch()
        self.setAccessibleName(" ".join((budget.name, *figures.texts())))


def _bar(theme: Theme, standing: Standing) -> StackedBar:
    planned = standing.budget.amount_fen or 1
    used = "bad" if standing.fen_left < 0 else "accent"
    return StackedBar(
        theme,
        [
            (standing.used.fen / planned, used),
            (standing.drafts.fen / planned, "badge"),
        ],
    )


def _figures(standing: Standing) -> list[tuple[str, str]]:
    """Return what is used, what drafts will ask for, and what remains, in that order."""
    used, drafts = standing.used, standing.drafts
    left, fen = standing.persons_left, standing.fen_left
    is_over = left < 0 or fen < 0
    word, sign = ("超出", -1) if is_over else ("剩余", 1)
    return [
        (f"已用 {used.persons:,}人", yuan(used.fen)),
        (f"草稿预计 {drafts.persons:,}人", yuan(drafts.fen)),
        (f"{word} {sign * left:,}人", yuan(sign * fen)),
    ]
