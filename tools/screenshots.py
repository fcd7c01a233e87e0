"""Draws every screen offscreen, in each look and size, so that people can look at them.

python -m tools.screenshots [folder] [page…]
"""

import os
import sys
import tempfile
from datetime import date, timedelta
from itertools import count, product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jisheng_desktop.services import enrolling
from jisheng_desktop.services.enrolling import enroll, save_draft
from jisheng_desktop.services.library import close_library
from tests.entitled import subsidised_persons
from tests.households import person
from tests.rosters import TITLES, family_rows, write
from tests.ui.families import fill, found, report_cases
from tests.ui.years import renewable
from tests.years import open_year
from ui.app import application, load_rare_font, made_program
from ui.places import IMPORTING, places_at
from ui.program import Program
from ui.theme import Look, TextSize

SCREENS = (QSize(1366, 768), QSize(1920, 1080))
LOOKS = (Look.LIGHT, Look.DARK)
# The sample households come in the course of some weeks.
WEEKS = [date(2026, 1, 5) + timedelta(days=n * n % 23) for n in range(200)]
SIZES = (TextSize.STANDARD, TextSize.HUGE)


def main(folder: Path, wanted: set[str]) -> None:
    """Draw the first start and every page of the workspace into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        os.environ["JISHENG_STATE"] = data
        app = application()
        load_rare_font()
        for screen, look, size in product(SCREENS, LOOKS, SIZES):
            draw(app, folder, Path(data), (screen, look, size), wanted)


def draw(
    app: QApplication,
    folder: Path,
    data: Path,
    how: tuple[QSize, Look, TextSize],
    wanted: set[str],
) -> None:
    """Draw everything in one size of screen, look and size of text."""
    screen, look, size = how
    name = f"{screen.width()}-{look}-{size}"
    if not wanted or "first" in wanted:
        program = opened(data / f"empty-{name}", how)
        for key in ("", "F1", "F2"):
            choose(program, key)
            keep(program, folder / f"first{key}-{name}.png")
        program.stop()
    here = data / name
    settle_sample(here)
    program = opened(here, how)
    draw_pages(program, folder, name, wanted)
    program.window.close()
    program.stop()
    app.processEvents()


def settle_sample(here: Path) -> None:
    """Found a district office whose library has something for every page."""
    session = found(here, schemes=2)
    weeks = map(WEEKS.__getitem__, count())
    enrolling.today = weeks.__next__  # type: ignore[attr-defined]
    for each in renewable(2):
        enroll(each, operator=session.operator, reason="已核对")
    fill(session, 17)
    report_cases(session, 9)
    open_year()
    subsidised_persons(session.operator, here, 9)
    save_draft(person(0), operator=session.operator)
    close_library()


def draw_pages(program: Program, folder: Path, name: str, wanted: set[str]) -> None:
    """Draw every page of the workspace and the finder."""
    workspace = program.workspace
    assert workspace is not None
    places = (*places_at(workspace.desk.office.level), IMPORTING)
    for page in (place.name for place in places):
        if wanted and page not in wanted:
            continue
        scheme = "hongta-2026" if page == "budget" else "xian-2025"
        workspace.desk.choose_scheme(scheme, 2026)
        workspace.show_page(page)
        if page == "importing":
            workspace.page(page).open_file(roster(workspace.desk.folder))  # type: ignore[attr-defined]
        while program.runner.is_busy:
            QTest.qWait(20)
        if page == "receipts":
            QTest.qWait(400)  # the preview follows the list
        if page in ("households", "claims"):
            workspace.page(page).table.selectRow(2)  # type: ignore[attr-defined]
            QTest.qWait(200)
        keep(program, folder / f"{page}-{name}.png")
    if not wanted or "finder" in wanted:
        workspace.show_page("home")
        workspace.finder.open()
        workspace.finder.line.setText("w")
        keep(program, folder / f"finder-{name}.png")


def roster(folder: Path) -> Path:
    """Write a roster as offices send them, with three damaged numbers."""
    damaged = {2: "5.30402E+17", 5: "610103198503120", 7: "610103198503128000"}
    rows = [
        row
        for n in range(40, 52)
        for row in family_rows(
            n, **({"身份证号码": damaged[n - 40]} if n - 40 in damaged else {})
        )
    ]
    titles = (*TITLES, "备考")
    return write(folder / "东关村2026花名册.xlsx", [["东关村花名册"], titles, *rows])


def opened(folder: Path, how: tuple[QSize, Look, TextSize]) -> Program:
    """Return the program on a folder, shown as it would be on a screen."""
    screen, look, size = how
    program = made_program(folder)
    program.theme.use(look, size)
    program.start()
    program.window.show()
    program.window.resize(screen)
    if program.workspace is not None:
        standing = program.workspace.desk.standing
        while standing.latest is None:
            QTest.qWait(20)
    return program


def choose(program: Program, key: str) -> None:
    """Trigger the action with a shortcut on the screen in front."""
    for act in program.window.screen_shown.actions():  # type: ignore[union-attr]
        if key and act.shortcut().toString() == key:
            act.trigger()


def keep(program: Program, file: Path) -> None:
    """Write what the window shows now."""
    QTest.qWait(30)
    program.window.grab().save(str(file))


if __name__ == "__main__":
    main(
        Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/shots"),
        set(sys.argv[2:]),
    )
