"""The desk itself: rail, header, messages, the pages, and the status bar."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from jisheng_desktop.loading import Deferred
from jisheng_desktop.services.forms import kept_form
from ui.desk import Desk
from ui.models.standing import backup_fact, facts
from ui.operations.appearance import change_text_size
from ui.page_book import PageBook
from ui.places import IMPORTING, PLACES, places_at
from ui.when import today
from ui.widgets.buttons import action
from ui.widgets.header import Header
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import Page
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.rail import Rail
from ui.widgets.status_bar import StatusBar
from ui.widgets.words import words

if TYPE_CHECKING:
    from jisheng_desktop.domain.key_cards import KeyGroup
    from jisheng_desktop.services.overview import Status
    from ui.dialogs import files
    from ui.models import keys
    from ui.models.findings import Finding
    from ui.operations import finding, guides
    from ui.widgets import finder
else:
    files = Deferred("ui.dialogs.files")
    keys = Deferred("ui.models.keys")
    finding = Deferred("ui.operations.finding")
    guides = Deferred("ui.operations.guides")
    finder = Deferred("ui.widgets.finder")

Row = TypeVar("Row", QVBoxLayout, QHBoxLayout)
TITLES = {place.name: place.title for place in (*PLACES, IMPORTING)}


class Workspace(QWidget):
    """Everything a signed-in operator sees."""

    lock_wanted = Signal()
    practice_wanted = Signal(bool)
    restore_wanted = Signal(object, str)
    quit_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._finder: finder.Finder | None = None
        self._front = ""
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._begin = self._command("登记新的一户", "Ctrl+N", self._new_household)
        self.book = PageBook(desk, self._begin)
        self._places = places_at(desk.office.level)
        self._page_actions = self._made_page_actions()
        self._rail = Rail(desk.theme, self._menu)
        self._header = Header(desk.theme)
        self._notices = NoticeBar()
        self._progress = ProgressStrip()
        self._status = StatusBar(desk.theme)
        self._switch = self._command("换方案或年度", "Alt+S", self._header.open_schemes)
        self._commands = self._made_commands()
        self._lay_out()
        self._listen()
        self._show_scheme()
        self.show_person()

    def start(self) -> None:
        """Show what the operator left: the half-typed form, else the first page."""
        self.show_page("entry" if kept_form() is not None else "home")
        if self.desk.office.notice:
            self.desk.notices.say(self.desk.office.notice)
        self.book.warm_up()

    def show_page(self, name: str) -> bool:
        """Bring a page to the front unless the present one has to be kept."""
        return self.book.show_page(name)

    def page(self, name: str) -> Page:
        """Return a page, built now if it was never needed before."""
        return self.book.page(name)

    def take_focus(self) -> None:
        """Give the focus back to where it was on the page in front."""
        page = self.book.page(self.book.shown)
        inside: QWidget | None = page.focusWidget()
        (page if inside is None else inside).setFocus()

    def show_person(self) -> None:
        """Show who is signed in now."""
        self._rail.show_person(self.desk.operator.name)

    @property
    def finder(self) -> "finder.Finder":
        """The sheet of Ctrl+K, made when it is first wanted."""
        if self._finder is None:
            self._finder = finder.Finder(self.desk.theme, self._look_up, self)
        return self._finder

    def actions_now(self) -> list[QAction]:
        """Return every action that can be chosen now, the page's own first."""
        return [*self.book.own_actions(), *self._page_actions, *self._commands]

    def key_groups(self) -> "list[KeyGroup]":
        """Return every key of this desk: those that work everywhere, then by page."""
        places = (*self._places, IMPORTING)
        return [
            keys.group_of("到处可用", self._commands),
            *(keys.group_of_page(p.title, p.keys, self.page(p.name)) for p in places),
        ]

    # -- what is always true ---------------------------------------------------

    def _show_standing(self, now: "Status") -> None:
        self._status.show_facts(facts(now, today()), backup_fact(now, today()))
        self._rail.show_count("entry", now.drafts)
        self._rail.show_count("households", now.returned)
        unsettled = now.duplicates_open + now.changed_twice
        self._rail.show_count("duplicates", unsettled)

    def _show_turned(self, name: str) -> None:
        self._rail.show_page(name)
        self._header.show_title(TITLES[name])
        self._header.show_standing("")
        if name != self._front:  # what keeps a page in front has just been said
            self.desk.notices.clear()
        self._front = name

    def _show_scheme(self) -> None:
        scheme, year = self.desk.scheme, self.desk.policy_year
        menu = self._scheme_menu()
        self._header.show_scheme(f"{scheme.name} · {year}年度", menu)
        self._switch.setVisible(menu is not None)

    def _scheme_menu(self) -> QMenu | None:
        offers = [(s, y.policy_year) for s in self.desk.office.schemes for y in s.years]
        if len(offers) < 2:
            return None
        menu = QMenu(self)
        for scheme, year in offers:
            choice = menu.addAction(f"{scheme.name} · {year}年度")
            choose = partial(self.desk.choose_scheme, scheme.id, year)
            choice.triggered.connect(lambda *_, run=choose: run())
        return menu

    def _refuse(self, sentence: str) -> None:
        if self.isVisible():
            self.desk.notices.say(sentence, "bad")

    # -- commands --------------------------------------------------------------

    def _look_up(self, text: str) -> "list[Finding]":
        people = finding.find_people(text, self.book.open_record)
        return [*people, *finding.find_commands(text, self.actions_now())]

    def _new_household(self) -> None:
        self.book.new_household()

    def _open_importing(self) -> None:
        self.show_page(IMPORTING.name)

    def _open_backups(self) -> None:
        self.book.show_setting("backups")

    def _open_finder(self) -> None:
        self.finder.open()

    def _open_manual(self) -> None:
        guides.open_manual(self.desk, files.show_file)

    def _write_desk_card(self) -> None:
        name = f"快捷键卡片-{self.desk.office.code}.pdf"
        file = files.ask_file_to_save(self, "快捷键卡片写到哪里", name, "PDF (*.pdf)")
        if file is not None:
            guides.write_desk_card(self.desk, self.key_groups(), file, files.show_file)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for group in (self.book.own_actions(), self._page_actions, self._commands):
            self._menu.addActions(group)
            self._menu.addSeparator()

    def _made_page_actions(self) -> list[QAction]:
        return [
            self._command(place.title, place.keys, partial(self.show_page, place.name))
            for place in self._places
        ]

    def _made_commands(self) -> list[QAction]:
        desk = self.desk
        return [
            self._begin,
            self._command("导入名单", IMPORTING.keys, self._open_importing),
            self._command("备份和恢复", "Ctrl+Shift+S", self._open_backups),
            self._command("查找", "Ctrl+K", self._open_finder),
            self._command("全部操作与快捷键", "F1", self._open_finder),
            self._command("使用手册", "Shift+F1", self._open_manual),
            self._command("快捷键卡片", "Ctrl+F1", self._write_desk_card),
            self._command("打开菜单", "Alt+M", self._rail.open_menu),
            self._switch,
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
        for place, act in zip(self._places, self._page_actions, strict=True):
            self._rail.add_page(place.name, act)
        self._status.show_station(self.desk.office.name)
        right = _tight(QVBoxLayout())
        for part in (self._header, self._notices, self._progress):
            right.addWidget(part)
        right.addWidget(self.book, 1)
        middle = _tight(QHBoxLayout())
        middle.addWidget(self._rail)
        middle.addLayout(right, 1)
        column = _tight(QVBoxLayout(self))
        if self.desk.office.practice:
            column.addWidget(_practice_stripe())
        column.addLayout(middle, 1)
        column.addWidget(self._status)

    def _listen(self) -> None:
        desk = self.desk
        self._rail.lock_wanted.connect(self.lock_wanted)
        self._header.find_wanted.connect(self._open_finder)
        self.book.turned.connect(self._show_turned)
        self.book.standing.connect(self._header.show_standing)
        self.book.practice_wanted.connect(self.practice_wanted)
        self.book.restore_wanted.connect(self.restore_wanted)
        desk.standing.changed.connect(self._show_standing)
        desk.notices.posted.connect(self._notices.show_notice)
        desk.notices.cleared.connect(self._notices.hide)
        desk.notices.mended.connect(self._notices.drop_refusal)
        desk.errors.refused.connect(self._refuse)
        desk.runner.started.connect(self._progress.follow)
        desk.changes.scheme_chosen.connect(self._show_scheme)
        desk.changes.office_changed.connect(self._show_scheme)


def _tight(layout: Row) -> Row:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout


def _practice_stripe() -> QFrame:
    stripe = QFrame()
    stripe.setProperty("part", "practice")
    stripe.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
    stripe.setAccessibleName("演练")
    row = QHBoxLayout(stripe)
    row.setContentsMargins(16, 3, 16, 3)
    row.addWidget(words("演练　这里登记的都不是真的，也不会上报，放心试。"))
    row.addStretch()
    return stripe
