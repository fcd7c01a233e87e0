"""Makes what docs/ ships: the manual's pictures from the running program, the manual as PDF,
and the desk card from the window's own keys.

python -m tools.manual [pictures] [card] [book]     (all three when none is named)
"""

import os
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Filters
from jisheng_desktop.services import guides
from jisheng_desktop.services.enrolling import enroll, save_draft
from jisheng_desktop.services.households import list_households, rows
from jisheng_desktop.services.villages import set_village
from tests.exchange import TWO, Country
from tests.households import CODE
from tests.ui.families import family
from tools.country_screenshots import CLONED, close, played
from tools.manual_book import write_book
from tools.screenshots import choose, opened, roster, settle_sample
from ui.app import application, load_rare_font
from ui.program import Program
from ui.theme import Look, TextSize
from ui.workspace import Workspace

DOCS = Path(__file__).parents[1] / "docs"
HOW = (QSize(1366, 768), Look.LIGHT, TextSize.STANDARD)
COLOURS = 96
# Every third invented family lives in this village.
FAMILIES = range(4, 46, 3)


class Picture(NamedTuple):
    """One picture: its file, whose desk it shows, what is arranged before it is taken."""

    name: str
    desk: str
    arrange: Callable[[Program], object]


def main(wanted: set[str]) -> None:
    """Make what is wanted of the pictures, the card and the book."""
    app = application()
    load_rare_font()
    if wanted & {"pictures", "card"}:
        with tempfile.TemporaryDirectory() as data:
            for desk, folder in settle(Path(data)).items():
                sit_down(app, desk, folder, wanted)
    if "book" in wanted:
        write_book(DOCS / "manual.zh-CN.md", DOCS / guides.MANUAL)


def sit_down(app: QApplication, desk: str, folder: Path, wanted: set[str]) -> None:
    """Open one desk for its pictures; the card is that of a district."""
    program = opened(folder, HOW)
    if "pictures" in wanted:
        take_pictures(program, desk)
    if desk == "district" and "card" in wanted:
        write_card(program)
    close(program, app)


def settle(data: Path) -> dict[str, Path]:
    """Return the folders of an empty computer, a village, a district, one that collects."""
    country = played(data)
    fill_village(country)
    sample = data / "sample"
    settle_sample(sample)
    return {
        "empty": data / "empty",
        "village": country.folder(TWO.code),
        "district": sample,
        "collecting": country.folder(CODE),
    }


def fill_village(country: Country) -> None:
    """Give the village a season's worth of households, one draft with a problem."""
    with country.at(TWO.code) as session:
        set_village(TWO.code, TWO.name, 36)
        for number in FAMILIES:
            enroll(family(number), operator=session.operator)
        save_draft(unfinished(family(46)), operator=session.operator)


def unfinished(document: HouseholdDocument) -> HouseholdDocument:
    """Return a household whose last number was typed with a wrong last character."""
    *others, child = document.members
    typed = f"{(child.id_no or '')[:-1]}{'1' if child.id_no != '1' else '2'}"
    child = msgspec.structs.replace(child, id_no=typed, birth_date=None)
    return msgspec.structs.replace(document, members=(*others, child))


def take_pictures(program: Program, desk: str) -> None:
    """Take the pictures of one desk."""
    for picture in PICTURES:
        if picture.desk == desk:
            if desk == "district":
                desk_of(program).desk.choose_scheme("xian-2025", 2026)
            picture.arrange(program)
            settle_down(program)
            keep_small(program, DOCS / "images" / f"{picture.name}.png")


def settle_down(program: Program) -> None:
    """Wait for what a page began by itself, and for its preview."""
    while program.runner.is_busy:
        QTest.qWait(20)
    QTest.qWait(400)


def keep_small(program: Program, file: Path) -> None:
    """Write what the window shows now, in so few colours that it stays small."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    program.window.grab().save(buffer, "PNG")
    whole = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    file.parent.mkdir(parents=True, exist_ok=True)
    few = whole.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def write_card(program: Program) -> None:
    """Write the card of every key of a district's window, which has all pages."""
    guides.write_desk_card(desk_of(program).key_groups(), DOCS / guides.DESK_CARD)


# -- what the pictures show -------------------------------------------------------


def desk_of(program: Program) -> Workspace:
    """Return the desk of a program at which somebody is signed in."""
    assert program.workspace is not None
    return program.workspace


def page(program: Program, name: str) -> Any:
    """Bring a page to the front and return it."""
    desk_of(program).show_page(name)
    return desk_of(program).page(name)


def shown(name: str) -> Callable[[Program], object]:
    """Show a page as it opens."""
    return lambda program: page(program, name)


def chosen(name: str, row: int) -> Callable[[Program], object]:
    """Show a page with a row of its table chosen."""
    return lambda program: page(program, name).table.selectRow(row)


def draft(program: Program) -> None:
    """Open the draft on the entry page."""
    (waiting,) = rows(list_households(Filters(state="DRAFT"))[:1])
    desk_of(program).book.resume(waiting.uid)


def importing(program: Program) -> None:
    """Try a roster with damaged numbers, called by its name: no computer's path is shown."""
    file = roster(program.folder)
    os.chdir(program.folder)
    page(program, "importing").open_file(Path(file.name))


def year(program: Program) -> None:
    """Fill in a year and its premiums."""
    page(program, "settings")
    choose_on(program, "F6")


def choose_on(program: Program, keys: str) -> None:
    """Trigger an action of the page in front."""
    for act in desk_of(program).book.own_actions():
        if act.shortcut().toString() == keys:
            act.trigger()


def clone(program: Program) -> None:
    """Show the station that reports from two computers."""
    table = page(program, "intake").table
    table.setCurrentIndex(table.model().index(CLONED, 0))


PICTURES = (
    Picture("first-start", "empty", lambda program: choose(program, "F1")),
    Picture("home", "village", shown("home")),
    Picture("entry", "village", draft),
    Picture("households", "village", chosen("households", 2)),
    Picture("receipts", "village", shown("receipts")),
    Picture("importing", "village", importing),
    Picture("bundles", "village", shown("bundles")),
    Picture("renewal", "district", chosen("renewal", 6)),
    Picture("claims", "district", chosen("claims", 2)),
    Picture("statistics", "district", shown("statistics")),
    Picture("rosters", "district", shown("rosters")),
    Picture("year", "district", year),
    Picture("intake", "collecting", clone),
    Picture("duplicates", "collecting", shown("duplicates")),
)


if __name__ == "__main__":
    main(set(sys.argv[1:]) or {"pictures", "card", "book"})
