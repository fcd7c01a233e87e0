"""The pages of the desk: each is imported and built when it is first needed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from jisheng_desktop.loading import Deferred
from jisheng_desktop.services.library import get_ready_to_write
from ui.desk import Desk
from ui.pages.home import HomePage
from ui.widgets.page import Page

if TYPE_CHECKING:
    from jisheng_desktop.domain.enrollments import Filters
    from ui.operations import enrolling
    from ui.pages import (
        budget,
        bundles,
        claims,
        duplicates,
        entry,
        households,
        importing,
        intake,
        receipts,
        renewal,
        rosters,
        settings,
        statistics,
    )
else:
    budget = Deferred("ui.pages.budget")
    bundles = Deferred("ui.pages.bundles")
    claims = Deferred("ui.pages.claims")
    duplicates = Deferred("ui.pages.duplicates")
    enrolling = Deferred("ui.operations.enrolling")
    entry = Deferred("ui.pages.entry")
    households = Deferred("ui.pages.households")
    importing = Deferred("ui.pages.importing")
    intake = Deferred("ui.pages.intake")
    receipts = Deferred("ui.pages.receipts")
    renewal = Deferred("ui.pages.renewal")
    rosters = Deferred("ui.pages.rosters")
    settings = Deferred("ui.pages.settings")
    statistics = Deferred("ui.pages.statistics")

WARM_UP_MS = 200


class PageBook(QStackedWidget):
    """Shows one page at a time and leads from one to another."""

    turned = Signal(str)
    standing = Signal(str, str)
    practice_wanted = Signal(bool)
    restore_wanted = Signal(object, str)

    def __init__(self, desk: Desk, begin: QAction) -> None:
        super().__init__()
        self._desk = desk
        self._begin = begin
        self._pages: dict[str, Page] = {}
        self.shown = ""

    def show_page(self, name: str) -> bool:
        """Bring a page to the front unless the present one has to be kept."""
        if name != self.shown and not self.may_leave():
            self.turned.emit(self.shown)
            return False
        page = self.page(name)
        self.shown = name
        self.setCurrentWidget(page)
        self.turned.emit(name)
        page.entered()
        return True

    def page(self, name: str) -> Page:
        """Return a page, built now if it was never needed before."""
        if name not in self._pages:
            page = self._builders()[name]()
            page.standing.connect(self.standing)
            self.addWidget(page)
            self._pages[name] = page
        return self._pages[name]

    def warm_up(self) -> None:
        """Load and build what will be wanted next while nobody types yet."""
        # The count begins when the window has been drawn, however long that takes.
        QTimer.singleShot(0, self, self._warm_up_soon)

    def _warm_up_soon(self) -> None:
        steps = (
            get_ready_to_write,
            lambda: self.page("entry"),
            lambda: self.page("households"),
        )
        for number, step in enumerate(steps, start=1):
            QTimer.singleShot(number * WARM_UP_MS, self, step)

    def may_leave(self) -> bool:
        """Tell whether the page in front may go; one that must stay says why."""
        return not self.shown or self._pages[self.shown].leaving()

    def own_actions(self) -> list[QAction]:
        """Return the actions of the page in front."""
        return self._pages[self.shown].actions() if self.shown else []

    # -- from one page to another --------------------------------------------

    def new_household(self) -> None:
        """Begin a new household on the entry page."""
        if self.show_page("entry"):
            self._entry().start_new()

    def correct(self, number: str) -> None:
        """Open a confirmed or returned record on the entry page."""
        if self.show_page("entry"):
            self._entry().open_enrollment(number)

    def resume(self, uid: str) -> None:
        """Open a draft on the entry page."""
        if self.show_page("entry"):
            self._entry().open_draft(uid)

    def open_record(self, number: str) -> None:
        """Show a household with its history."""
        if self.show_page("households"):
            self._households().show_record(number)

    def print_receipt(self, number: str) -> None:
        """Print one receipt without leaving the page in front."""
        page = self._receipts()
        enrolling.print_confirmed(
            self._desk,
            number,
            page.paper.layout_now(),
            page.choose_printer,
            lambda: self.show_receipt(number),
        )

    def show_receipt(self, number: str) -> None:
        """Show one receipt as it will be printed."""
        if self.show_page("receipts"):
            self._receipts().show_receipt(number)

    def report_claim(self, number: str) -> None:
        """Begin a claim for somebody who is insured in a record."""
        if self.show_page("claims"):
            self._claims().begin_for(number)

    def show_cases(self) -> None:
        """List the claims that the figures count."""
        if self.show_page("claims"):
            self._claims().show_cases()

    def show_setting(self, subject: str) -> None:
        """Show the settings with the keys where one subject is filled in."""
        if self.show_page("settings"):
            page = self.page("settings")
            assert isinstance(page, settings.SettingsPage)
            page.begin(subject)

    def show_figure(self, filters: "Filters", what: str) -> None:
        """List the households that a figure counts."""
        if self.show_page("households"):
            self._households().show_figure(filters, what)

    def _entry(self) -> "entry.EntryPage":
        page = self.page("entry")
        assert isinstance(page, entry.EntryPage)
        return page

    def _households(self) -> "households.HouseholdsPage":
        page = self.page("households")
        assert isinstance(page, households.HouseholdsPage)
        return page

    def _claims(self) -> "claims.ClaimsPage":
        page = self.page("claims")
        assert isinstance(page, claims.ClaimsPage)
        return page

    def _receipts(self) -> "receipts.ReceiptsPage":
        page = self.page("receipts")
        assert isinstance(page, receipts.ReceiptsPage)
        return page

    # -- building ----------------------------------------------------------------

    def _builders(self) -> dict[str, Callable[[], Page]]:
        return {
            "home": self._made_home,
            "entry": self._made_entry,
            "households": self._made_households,
            "renewal": self._made_renewal,
            "receipts": lambda: receipts.ReceiptsPage(self._desk),
            "bundles": self._made_bundles,
            "intake": lambda: intake.IntakePage(self._desk),
            "duplicates": lambda: duplicates.DuplicatesPage(self._desk),
            "rosters": lambda: rosters.RostersPage(self._desk),
            "claims": lambda: claims.ClaimsPage(self._desk),
            "statistics": self._made_statistics,
            "budget": lambda: budget.BudgetPage(self._desk),
            "importing": lambda: importing.ImportingPage(self._desk),
            "settings": self._made_settings,
        }

    def _made_home(self) -> Page:
        page = HomePage(self._desk, self._begin)
        page.page_wanted.connect(self.show_page)
        page.setting_wanted.connect(self.show_setting)
        page.draft_wanted.connect(self.resume)
        page.correction_wanted.connect(self.correct)
        return page

    def _made_entry(self) -> Page:
        page = entry.EntryPage(self._desk)
        page.receipt_wanted.connect(self.print_receipt)
        page.settings_wanted.connect(lambda: self.show_setting("villages"))
        return page

    def _made_households(self) -> Page:
        page = households.HouseholdsPage(self._desk)
        page.receipt_wanted.connect(self.show_receipt)
        page.claim_wanted.connect(self.report_claim)
        page.draft_wanted.connect(self.resume)
        page.correction_wanted.connect(self.correct)
        return page

    def _made_bundles(self) -> Page:
        page = bundles.BundlesPage(self._desk)
        page.correction_wanted.connect(self.correct)
        page.page_wanted.connect(self.show_page)
        return page

    def _made_renewal(self) -> Page:
        page = renewal.RenewalPage(self._desk)
        page.draft_wanted.connect(self.resume)
        return page

    def _made_statistics(self) -> Page:
        page = statistics.StatisticsPage(self._desk)
        page.list_wanted.connect(self.show_figure)
        page.cases_wanted.connect(self.show_cases)
        return page

    def _made_settings(self) -> Page:
        page = settings.SettingsPage(self._desk)
        page.practice_wanted.connect(self.practice_wanted)
        page.restore_wanted.connect(self.restore_wanted)
        return page
