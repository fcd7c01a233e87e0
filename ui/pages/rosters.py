"""名册: what goes to the insurer, the fiscal platform and the notice board."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from jisheng_desktop.domain.money import yuan
from jisheng_desktop.services.insurer_rosters import Choice, RosterLook
from jisheng_desktop.services.report_contents import Name
from jisheng_desktop.services.reporting import Drawn
from ui.cards.policies import PoliciesCard
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_open, ask_file_to_save, show_folder
from ui.operations.reporting import (
    draw_report,
    draw_roster,
    write_insurer_roster,
    write_report,
)
from ui.places import DECIDING, EVERYWHERE
from ui.tasks import Task
from ui.widgets.buttons import KeyButton, action, key_row
from ui.widgets.listing_view import ListingView
from ui.widgets.page import Page
from ui.widgets.roster_choice import RosterChoice
from ui.widgets.settling import settling
from ui.widgets.sums_line import SumsLine
from ui.widgets.words import Card, words

SETTLE_MS = 80
STATIONS = EVERYWHERE - DECIDING


class Paper(NamedTuple):
    """A list or report: its title, who it is for; `report` is None for the roster.

    What is settled with insurer and treasury is drawn up where the year is decided;
    what hangs on a notice board is drawn up `by_village`.
    """

    title: str
    hint: str
    report: Name | None
    levels: frozenset[str] = EVERYWHERE
    by_village: bool = False


PAPERS = (
    Paper("承保清单", "给承保公司：一人一行，按模板的样子写出", None, DECIDING),
    Paper("参保名册", "本站点登记的被保险人：一人一行，可以核对、存档", None, STATIONS),
    Paper("参保汇总", "按村居、按类别：户数、人数和金额", "summary"),
    Paper("补贴结算", "给财政平台：按类别、按出资方，附明细", "subsidy", DECIDING),
    Paper("应保未保", "应当享受而没有享受的，和不应享受的", "coverage-gap", DECIDING),
    Paper("公示名单", "姓名、证件号码已遮盖，不写特殊类别", "notice", by_village=True),
    Paper("操作员统计", "谁登记了多少，逐日", "operators"),
    Paper("理赔统计", "件数、赔款、出险率和赔付率", "claims"),
    Paper("年度报告", "每个数字都由程序算出，可以直接引用", "annual"),
)


def papers_at(level: str) -> tuple[Paper, ...]:
    """Return the papers that a station of that level has use for."""
    return tuple(paper for paper in PAPERS if level in paper.levels)


class RostersPage(Page):
    """The papers at the left; what the chosen one holds at the right, before writing."""

    title = "名册"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.choose_file: Callable[[str, str], Path | None] = self._ask_file
        self.open_folder: Callable[[Path], object] = show_folder
        self._drawn: Drawn | RosterLook | None = None
        self._folder: Path | None = None
        self._asked: Task | None = None
        self._offered = papers_at(desk.office.level)
        self.papers = self._made_papers()
        self.hint = words("", "hint", wrap=True)
        self.choice = RosterChoice(self._ask_template)
        self.sums = SumsLine()
        self.view = ListingView(desk.theme, "名册内容")
        self.policies = PoliciesCard(desk)
        self.addActions(self.policies.actions())
        self.stack = QStackedWidget()
        self.left = QVBoxLayout()
        self._settle = settling(self, SETTLE_MS, self._draw)
        self._make_actions()
        self._lay_out()
        self._listen()

    @property
    def paper(self) -> Paper:
        """The paper that is chosen."""
        return self._offered[self.papers.currentRow()]

    @override
    def entered(self) -> None:
        self.refresh()
        self.papers.setFocus()

    @override
    def refresh(self) -> None:
        """Offer what there is to choose from, and draw the chosen paper up afresh."""
        self._offer()
        self._draw()

    def _draw(self) -> None:
        """Draw the chosen paper up; only the last one asked for is shown."""
        if self._is_taking_in:
            return
        self._drawn = None
        desk, paper = self._desk, self.paper
        self.hint.setText(paper.hint)
        self.choice.setVisible(paper.report is None or paper.by_village)
        self.choice.ask_village_only(only=paper.report is not None)
        self._offer_writing()
        if paper.report is None:
            self._asked = draw_roster(desk, self._chosen())
        else:
            village = self._chosen().village if paper.by_village else None
            self._asked = draw_report(desk, paper.report, village)
        self._asked.done.connect(self._take)
        self._asked.cancelled.connect(self._show_nothing)

    @property
    def _is_taking_in(self) -> bool:
        """The row below the papers takes in what the insurer sends back."""
        return self.papers.currentRow() == len(self._offered)

    def _turn(self) -> None:
        taking_in = self._is_taking_in
        self.stack.setCurrentIndex(int(taking_in))
        for act in self.policies.actions():
            act.setEnabled(taking_in)
        if taking_in:
            self._asked = None
            self._save.setEnabled(False)
            self._print.setEnabled(False)
        else:
            self._settle.start()

    def _go_in(self) -> None:
        inside = self.policies.file if self._is_taking_in else self.view.table
        inside.setFocus()

    # -- what it holds -----------------------------------------------------------

    @Slot(object)
    def _take(self, drawn: Drawn | RosterLook) -> None:
        if self.sender() is not self._asked:
            return
        self._drawn = drawn
        self.sums.show_figures(_figures(drawn))
        if isinstance(drawn, RosterLook):
            self.view.show_listings([drawn.listing])
        elif drawn.sections:
            self.view.show_prose(drawn.sections)
        else:
            self.view.show_listings(drawn.listings)
        self._offer_writing()

    @Slot()
    def _show_nothing(self) -> None:
        if self.sender() is self._asked:
            self.sums.show_figures(())
            self.view.show_prose(())

    def _offer_writing(self) -> None:
        is_drawn = self._drawn is not None
        self._save.setEnabled(is_drawn)
        self._print.setEnabled(is_drawn)
        self._print.setVisible(self.paper.report is not None)

    def _offer(self) -> None:
        desk = self._desk
        villages = [(each.code, each.name) for each in desk.office.villages]
        kinds = [(each.code, each.name) for each in desk.scheme.categories]
        self.choice.offer(villages, kinds)

    # -- writing -----------------------------------------------------------------

    def _save_sheet(self) -> None:
        self._write(".xlsx", "工作簿 (*.xlsx)")

    def _save_pages(self) -> None:
        self._write(".pdf", "PDF (*.pdf)")

    def _write(self, suffix: str, kinds: str) -> None:
        drawn, desk = self._drawn, self._desk
        if drawn is None:
            return
        name = desk.file_name(self.paper.title, suffix)
        file = self.choose_file(name, kinds)
        if file is None:
            return
        self._folder = file.parent
        self._show.setEnabled(True)
        if isinstance(drawn, Drawn):
            write_report(desk, drawn, file, self.open_folder)
        else:
            write_insurer_roster(desk, self._chosen(), file, self.open_folder)

    def _chosen(self) -> Choice:
        return self.choice.choice(self._desk.scheme.id, self._desk.policy_year)

    def _show_folder(self) -> None:
        if self._folder is not None:
            self.open_folder(self._folder)

    def _ask_template(self) -> Path | None:
        return ask_file_to_open(self, "选择承保公司的模板", "工作簿 (*.xlsx)")

    def _ask_file(self, name: str, kinds: str) -> Path | None:
        return ask_file_to_save(self, f"存为{self.paper.title}", name, kinds)

    # -- building ----------------------------------------------------------------

    def _make_actions(self) -> None:
        self._save = action("存为表格", self, self._save_sheet, keys="F9")
        self._print = action("存为PDF", self, self._save_pages, keys="Ctrl+P")
        self._show = action("打开文件夹", self, self._show_folder, keys="Ctrl+O")
        self._show.setEnabled(False)
        action("刷新", self, self.refresh, keys="F5")

    def _made_papers(self) -> QListWidget:
        papers = QListWidget()
        papers.setAccessibleName("名册和报表")
        papers.addItems([paper.title for paper in self._offered])
        if self._desk.office.level in DECIDING:
            papers.addItem("保单号登记")
        papers.setCurrentRow(0)
        return papers

    def _lay_out(self) -> None:
        self.left.setSpacing(10)
        self.left.addWidget(_carded(self.papers), 1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.hint)
        right.addWidget(self.choice)
        right.addWidget(self.sums)
        right.addWidget(self.view, 1)
        right.addLayout(
            key_row(
                KeyButton(self._save, "primary"),
                KeyButton(self._print),
                KeyButton(self._show),
            )
        )
        right.setContentsMargins(0, 0, 0, 0)
        sheet = QWidget()
        sheet.setLayout(right)
        self.stack.addWidget(sheet)
        self.stack.addWidget(self.policies)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(20, 12, 20, 14)
        whole.setSpacing(16)
        whole.addLayout(self.left)
        whole.addWidget(self.stack, 1)
        self._turn()
        self._resize()

    def _listen(self) -> None:
        desk = self._desk
        self.papers.currentRowChanged.connect(lambda _: self._turn())
        self.papers.itemActivated.connect(lambda _: self._go_in())
        self.choice.changed.connect(self._draw)
        desk.changes.saved.connect(self.refresh_when_shown)
        desk.changes.scheme_chosen.connect(self.refresh_when_shown)
        desk.theme.changed.connect(self._resize)

    def _resize(self) -> None:
        theme = self._desk.theme
        self.papers.setFixedWidth(theme.px(150))
        for row in range(self.papers.count()):
            self.papers.item(row).setSizeHint(QSize(0, theme.measures.row))


def _carded(papers: QListWidget) -> Card:
    card = Card()
    card.body.setContentsMargins(6, 6, 6, 6)
    card.body.addWidget(papers)
    return card


def _figures(drawn: Drawn | RosterLook) -> list[tuple[str, str]]:
    sums = drawn.sums
    return [
        ("户", f"{sums.households:,}"),
        ("人", f"{sums.persons:,}"),
        ("应交保费", yuan(sums.premium_fen)),
        ("财政补贴", yuan(sums.subsidy_fen)),
        ("自付", yuan(sums.self_pay_fen)),
    ]
