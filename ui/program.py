"""Which screen is shown when: first start, trouble, signing in, the desk, the lock."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from jisheng_desktop.domain.stations import Office
from jisheng_desktop.errors import UserError
from jisheng_desktop.loading import Deferred
from jisheng_desktop.services.library import (
    close_library,
    has_library,
    office,
    open_library,
)
from jisheng_desktop.services.operators import Session, needs_sign_in, operators
from ui.changes import Changes
from ui.desk import Desk
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.notices import Notices, Tone
from ui.operations.signing_in import enter
from ui.settings import Settings
from ui.standing import Standing
from ui.tasks import Runner, Task
from ui.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from jisheng_desktop.services import restoring
    from ui.dialogs import bug
    from ui.operations import backups, doors
    from ui.pages import first_start, forgotten, sign_in, trouble
    from ui.widgets import screens
else:  # not needed by an ordinary start
    restoring = Deferred("jisheng_desktop.services.restoring")
    bug = Deferred("ui.dialogs.bug")
    backups = Deferred("ui.operations.backups")
    doors = Deferred("ui.operations.doors")
    first_start = Deferred("ui.pages.first_start")
    forgotten = Deferred("ui.pages.forgotten")
    sign_in = Deferred("ui.pages.sign_in")
    trouble = Deferred("ui.pages.trouble")
    screens = Deferred("ui.widgets.screens")

AFTER_START_MS = 3_000
SETTINGS_FILE = "window.ini"


def made_program(folder: Path) -> "Program":
    """Return the program for a data folder, dressed as its settings say."""
    settings = Settings(folder / SETTINGS_FILE)
    theme = Theme(settings.look, settings.text_size)
    theme.dress()
    return Program(folder, settings, theme, Errors())


class Program(QObject):
    """Owns the window and moves it from screen to screen; one library at a time."""

    def __init__(self, folder: Path, settings: Settings, theme: Theme, errors: Errors):
        super().__init__()
        self.folder = folder
        self.settings = settings
        self.theme = theme
        self.errors = errors
        self.runner = Runner(self)
        self.window = MainWindow(settings)
        self.workspace: Workspace | None = None
        self._library_folder = folder
        self.window.went_idle.connect(self._lock)
        errors.broken.connect(self._show_bug)

    def start(self) -> None:
        """Show the screen this computer is ready for."""
        if has_library(self.folder):
            self._open()
        else:
            self._show_first_start()

    def stop(self) -> None:
        """End the work in hand, close the library, keep the settings."""
        if self.workspace is not None:
            self.workspace.desk.standing.end()
        self._leave_library()
        self.settings.save()

    def _leave_library(self) -> None:
        """End the work in hand, whose results nobody waits for, then close the library."""
        self.runner.stop()
        close_library()
        self.window.tell_practice(practising=False)

    # -- before the desk -----------------------------------------------------

    def _show_first_start(self) -> None:
        page = first_start.FirstStartPage(self.theme, self.errors, self.folder)
        page.ready.connect(lambda session: self._sit_down(session, office()))
        page.restore_wanted.connect(self._restore)
        page.practice_wanted.connect(lambda: self._change_library(practice=True))
        self._replace_all(page)

    def _open(self) -> None:
        try:
            opened = open_library(self.folder)
        except UserError as trouble:
            self._show_trouble(str(trouble))
            return
        if needs_sign_in():
            self._ask_who(opened)
        else:
            self._sit_down(enter(self.errors, operators()[0].name, ""), opened)

    def _show_trouble(self, sentence: str) -> None:
        page = trouble.TroublePage(self.theme, self.errors, sentence)
        page.again_wanted.connect(self.start)
        page.restore_wanted.connect(self._restore)
        page.practice_wanted.connect(lambda: self._change_library(practice=True))
        page.quit_wanted.connect(self.window.close)
        self._replace_all(page)

    def _ask_who(self, opened: Office) -> None:
        page = self._made_sign_in(opened, locked=False)
        page.signed_in.connect(lambda session: self._sit_down(session, opened))
        self._replace_all(page)

    # -- the desk ------------------------------------------------------------

    def _sit_down(self, session: Session | None, opened: Office) -> None:
        if session is None:
            return
        self.window.tell_practice(practising=opened.practice)
        changes = Changes(self)
        desk = Desk(
            folder=self._library_folder,
            office=opened,
            session=session,
            settings=self.settings,
            theme=self.theme,
            changes=changes,
            standing=Standing(changes, self),
            notices=Notices(self),
            errors=self.errors,
            runner=self.runner,
        )
        self.settings.operator = session.operator.name
        workspace = Workspace(desk)
        workspace.lock_wanted.connect(self._lock)
        workspace.practice_wanted.connect(self._practise)
        workspace.restore_wanted.connect(self._restore)
        workspace.quit_wanted.connect(self.window.close)
        self._replace_all(workspace)
        self.workspace = workspace
        self.window.may_close = workspace.book.may_leave
        workspace.start()
        desk.standing.begin()
        QTimer.singleShot(
            AFTER_START_MS, workspace, lambda: backups.back_up_daily(desk)
        )

    def _lock(self) -> None:
        workspace = self.workspace
        if workspace is None or self.window.screen_shown is not workspace:
            return
        if not workspace.desk.operator.protected:
            return
        workspace.desk.changes.locked.emit()
        page = self._made_sign_in(workspace.desk.office, locked=True)
        page.signed_in.connect(lambda session: self._unlock(page, session))
        self.window.show_screen(page)

    def _unlock(self, page: "sign_in.SignInPage", session: Session) -> None:
        workspace = self.workspace
        assert workspace is not None
        workspace.desk.session = session
        self.settings.operator = session.operator.name
        workspace.show_person()
        self.window.show_screen(workspace)
        self.window.drop_screen(page)
        workspace.take_focus()

    def _made_sign_in(self, opened: Office, *, locked: bool) -> "sign_in.SignInPage":
        last = self.settings.operator
        page = sign_in.SignInPage(
            self.theme, self.errors, opened.name, last, locked=locked
        )
        page.forgotten.connect(lambda: self._help_to_sign_in(page, opened))
        return page

    def _help_to_sign_in(self, page: "sign_in.SignInPage", opened: Office) -> None:
        """Let somebody who forgot the password set a new one, or come back."""
        helping = forgotten.ForgottenPage(
            self.theme, self.errors, opened.name, page.name.currentText()
        )
        helping.given_up.connect(lambda: self._come_back(helping, page))
        helping.signed_in.connect(lambda session: self._let_in(helping, page, session))
        self.window.show_screen(helping)

    def _come_back(self, helping: QWidget, page: "sign_in.SignInPage") -> None:
        self.window.show_screen(page)
        self.window.drop_screen(helping)

    def _let_in(
        self, helping: QWidget, page: "sign_in.SignInPage", session: Session
    ) -> None:
        self._come_back(helping, page)
        page.signed_in.emit(session)

    # -- practice ------------------------------------------------------------

    def _practise(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's value
        if self.window.may_close():
            self._change_library(practice=wanted)

    def _change_library(self, *, practice: bool) -> None:
        self._leave_library()
        if not practice:
            self._library_folder = self.folder
            self.start()
            return
        session = doors.start_practice(self.errors, self._practice_folder)
        if session is not None:
            self._sit_down_to_practise(session)

    def _sit_down_to_practise(self, session: Session) -> None:
        self._library_folder = self._practice_folder
        self._sit_down(session, office())

    @property
    def _practice_folder(self) -> Path:
        return self.folder / "practice"

    # -- a backup comes back -----------------------------------------------------

    def _restore(self, file: Path, password: str) -> None:
        if not self.window.may_close():
            return
        folder = self._library_folder
        self._leave_library()
        self._replace_all(
            screens.Screen(
                self.theme, self.errors, "正在恢复备份", "请稍等，不要关机。"
            )
        )
        task = Task(
            "正在恢复备份",
            lambda progress: restoring.restore(
                folder, file, password, progress=progress
            ),
            self,
        )
        task.done.connect(self._tell_restored)
        task.failed.connect(self._tell_not_restored)
        self.runner.run(task)

    def _tell_restored(self, proof: "restoring.Proof") -> None:
        self.start()
        self._tell(f"{backups.said_proof(proof)}已经恢复。", "good")

    def _tell_not_restored(self, error: BaseException) -> None:
        self.start()
        self.errors.show(error)

    def _tell(self, sentence: str, tone: Tone) -> None:
        if self.workspace is not None:
            self.workspace.desk.notices.say(sentence, tone)

    # -- screens -------------------------------------------------------------

    def _replace_all(self, screen: QWidget) -> None:
        before = self.window.screen_shown
        if self.workspace is not None:
            self.workspace.desk.standing.end()
        self.workspace = None
        self.window.may_close = lambda: True
        self.window.show_screen(screen)
        if before is not None:
            self.window.drop_screen(before)

    def _show_bug(self, report: str) -> None:
        bug.BugDialog(report, QApplication.activeWindow() or self.window).open()
