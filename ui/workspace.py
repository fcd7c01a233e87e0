"""The desk itself: rail, header, messages, the pages, and the status bar."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jisheng_desktop.services.forms import kept_form
from jisheng_desktop.services.overview import status
from ui.desk import Desk
from ui.models.findings import Finding
from ui.models.standing import backup_fact, facts
from ui.operations.appearance import change_text_size
from ui.operations.finding import find_commands, find_people
from ui.pages.entry import EntryPage
from ui.pages.home import HomePage
from ui.pages.households import HouseholdsPage
from ui.pages.settings import SettingsPage
from ui.when import today
from ui.widgets.buttons import action
from ui.widgets.finder import Finder
from ui.widgets.header import Header
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import Page
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.rail import Rail
from ui.widgets.status_bar import StatusBar
from ui.widgets.words import words

PAGE_NAMES = (
    ("home", "首页"),
    ("entry", "登记"),
    ("households", "家庭"),
    ("settings", "设置"),
)
QUIET_MS = 150
STATUS_EVERY_MS = 60_000


class Workspace(QWidget):
    """Everything a signed-in operator sees; pages are built when first shown."""

    lock_wanted = Signal()
    practice_wanted = Signal(bool)
    restore_wanted = Signal(object, str)
    quit_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self._stack = QStackedWidget()
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._page_actions = self._made_page_actions()
        self._begin = self._command("登记新的一户", "Ctrl+N", self.new_household)
        self._rail = Rail(desk.theme, self._menu)
        self._header = Header(desk.theme)
        self._notices = NoticeBar()
        self._progress = ProgressStrip()
        self._status = StatusBar(desk.theme)
        self.finder = Finder(desk.theme, self._look_up, self)
        self._commands = self._made_commands()
        self._status_soon = self._made_timer()
        self._lay_out()
        self._listen()
        self._show_scheme()
        self.refresh_status()

    # -- pages ---------------------------------------------------------------

    def start(self) -> None:
        """Show what the operator left: the half-typed form, else the first page."""
        self.show_page("entry" if kept_form() is not None else "home")
        if self.desk.office.notice:
            self.desk.notices.say(self.desk.office.notice)

    def show_page(self, name: str) -> bool:
        """Bring a page to the front unless the present one has to be kept."""
        if name != self._shown and not self._may_leave():
            self._rail.show_page(self._shown)
            return False
        page = self.page(name)
        if name != self._shown:
            self.desk.notices.clear()
            self._header.show_standing("")
        self._shown = name
        self._stack.setCurrentWidget(page)
        self._rail.show_page(name)
        self._header.show_title(page.title)
        page.entered()
        return True

    def page(self, name: str) -> Page:
        """Return a page, built now if it was never needed before."""
        if name not in self._pages:
            page = self._builders()[name]()
            page.standing.connect(self._header.show_standing)
            self._stack.addWidget(page)
            self._pages[name] = page
        return self._pages[name]

    def take_focus(self) -> None:
        """Give the focus back to where it was on the page in front."""
        page = self._pages[self._shown]
        inside: QWidget | None = page.focusWidget()
        (page if inside is None else inside).setFocus()

    def may_close(self) -> bool:
        """Tell whether the window may go; a page that must stay says why."""
        return self._may_leave()

    def new_household(self) -> None:
        """Begin a new household on the entry page."""
        if self.show_page("entry"):
            self._entry().start_new()

    def open_record(self, number: str) -> None:
        """Show a household with its history."""
        if self.show_page("households"):
            page = self.page("households")
            assert isinstance(page, HouseholdsPage)
            page.show_record(number)

    def correct(self, number: str) -> None:
        """Open a confirmed or returned record on the entry page."""
        if self.show_page("entry"):
            self._entry().open_enrollment(number)

    def resume(self, uid: str) -> None:
        """Open a draft on the entry page."""
        if self.show_page("entry"):
            self._entry().open_draft(uid)

    def _entry(self) -> EntryPage:
        page = self.page("entry")
        assert isinstance(page, EntryPage)
        return page

    def _may_leave(self) -> bool:
        return not self._shown or self._pages[self._shown].leaving()

    def _builders(self) -> dict[str, Callable[[], Page]]:
        return {
            "home": self._made_home,
            "entry": lambda: EntryPage(self.desk),
            "households": self._made_households,
            "settings": self._made_settings,
        }

    def _made_home(self) -> Page:
        page = HomePage(self.desk, self._begin)
        page.page_wanted.connect(self.show_page)
        page.record_wanted.connect(self.open_record)
        page.draft_wanted.connect(self.resume)
        page.correction_wanted.connect(self.correct)
        return page

    def _made_households(self) -> Page:
        page = HouseholdsPage(self.desk)
        page.draft_wanted.connect(self.resume)
        page.correction_wanted.connect(self.correct)
        return page

    def _made_settings(self) -> Page:
        page = SettingsPage(self.desk)
        page.practice_wanted.connect(self.practice_wanted)
        page.restore_wanted.connect(self.restore_wanted)
        return page

    # -- what is always true ---------------------------------------------------

    @Slot()
    def refresh_status(self) -> None:
        """Read how things stand and say it at the foot and on the rail."""
        now = status()
        self._status.show_facts(
            self.desk.office.name, facts(now, today()), backup_fact(now, today())
        )
        self._rail.show_count("entry", now.drafts)
        self._rail.show_count("households", now.returned)

    def show_person(self) -> None:
        """Show who is signed in now."""
        self._rail.show_person(self.desk.operator.name)

    def _show_scheme(self) -> None:
        scheme, year = self.desk.scheme, self.desk.policy_year
        self._header.show_scheme(f"{scheme.name} · {year}年度", self._scheme_menu())

    def _scheme_menu(self) -> QMenu | None:
        offers = [(s, y.policy_year) for s in self.desk.office.schemes for y in s.years]
        if len(offers) < 2:
            return None
        menu = QMenu(self)
        for scheme, year in offers:
            choice = menu.addAction(f"{scheme.name} · {year}年度")
            choice.triggered.connect(
                lambda _=False, i=scheme.id, y=year: self.desk.choose_scheme(i, y)
            )
        return menu

    # -- commands --------------------------------------------------------------

    def actions_now(self) -> list[QAction]:
        """Return every action that can be chosen now, the page's own first."""
        own = self._pages[self._shown].actions() if self._shown else []
        return [*own, *self._page_actions, *self._commands]

    def _look_up(self, text: str) -> list[Finding]:
        people = find_people(text, self.open_record)
        return [*people, *find_commands(text, self.actions_now())]

    def _fill_menu(self) -> None:
        self._menu.clear()
        own = self._pages[self._shown].actions() if self._shown else []
        for group in (own, self._page_actions, self._commands):
            self._menu.addActions(group)
            self._menu.addSeparator()

    def _made_page_actions(self) -> list[QAction]:
        return [
            self._command(text, f"Ctrl+{number}", partial(self.show_page, name))
            for number, (name, text) in enumerate(PAGE_NAMES, start=1)
        ]

    def _made_commands(self) -> list[QAction]:
        desk = self.desk
        return [
            self._begin,
            self._command("查找", "Ctrl+K", self.finder.open),
            self._command("全部操作与快捷键", "F1", self.finder.open),
            self._command("打开菜单", "Alt+M", self._rail.open_menu),
            self._command("文字放大", "Ctrl++", lambda: change_text_size(desk, 1)),
            self._command("文字缩小", "Ctrl+-", lambda: change_text_size(desk, -1)),
            self._command("收起提示", "Ctrl+.", desk.notices.clear),
            self._command("锁定", "Ctrl+L", self.lock_wanted.emit),
            self._command("退出程序", "Ctrl+Q", self.quit_wanted.emit),
        ]

    def _command(self, text: str, keys: str, run: Callable[[], object]) -> QAction:
        return action(text, self, run, keys=keys, everywhere=True)

    # -- building ----------------------------------------------------------------

    def _lay_out(self) -> None:
        for (name, _), act in zip(PAGE_NAMES, self._page_actions, strict=True):
            self._rail.add_page(name, act)
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self._header, self._notices, self._progress):
            right.addWidget(part)
        right.addWidget(self._stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._rail)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.desk.office.practice:
            column.addWidget(self._made_practice_stripe())
        column.addLayout(middle, 1)
        column.addWidget(self._status)

    def _made_practice_stripe(self) -> QFrame:
        stripe = QFrame()
        stripe.setProperty("part", "practice")
        stripe.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        stripe.setAccessibleName("演练")
        row = QHBoxLayout(stripe)
        row.setContentsMargins(16, 3, 16, 3)
        row.addWidget(words("演练　这里登记的都不是真的，也不会上报，放心试。"))
        row.addStretch()
        return stripe

    def _made_timer(self) -> QTimer:
        soon = QTimer(self)
        soon.setSingleShot(True)
        soon.setInterval(QUIET_MS)
        soon.timeout.connect(self.refresh_status)
        return soon

    def _refuse(self, sentence: str) -> None:
        if self.isVisible():
            self.desk.notices.say(sentence, "bad")

    def _listen(self) -> None:
        desk = self.desk
        self._rail.lock_wanted.connect(self.lock_wanted)
        self._header.find_wanted.connect(self.finder.open)
        desk.notices.posted.connect(self._notices.show_notice)
        desk.notices.cleared.connect(self._notices.hide)
        desk.errors.refused.connect(self._refuse)
        desk.runner.started.connect(self._progress.follow)
        desk.changes.saved.connect(lambda *_: self._status_soon.start())
        desk.changes.scheme_chosen.connect(self._show_scheme)
        desk.changes.office_changed.connect(self._show_scheme)
        each_minute = QTimer(self)
        each_minute.timeout.connect(self.refresh_status)
        each_minute.start(STATUS_EVERY_MS)
