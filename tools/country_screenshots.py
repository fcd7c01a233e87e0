"""Draws 上报, 收包 and 查重 in the middle of a little district's season, in each look and size.

python -m tools.country_screenshots [folder]
"""

import os
import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.exchange import ONE, TOWNSHIP, TWO, Country, spare_key_derivation
from tests.households import CODE
from tests.ui.country import FOUR, settle_in
from tools.screenshots import LOOKS, SCREENS, SIZES, keep, opened
from ui.app import application, load_rare_font
from ui.program import Program

# Which pages are drawn at whose desk.
OFFICE = ("intake", "duplicates", "bundles")
DESKS = {CODE: OFFICE, TOWNSHIP.code: OFFICE, TWO.code: ("bundles",)}
CLONED = 3
# Two villages of the season have reported this household: here is a third.
DISPUTED = 3


def main(folder: Path) -> None:
    """Play the season once, then draw a copy of each desk in every look and size."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        app = application()
        load_rare_font()
        country = played(Path(data))
        for number, (how, desk) in enumerate(
            product(product(SCREENS, LOOKS, SIZES), DESKS)
        ):
            here = Path(data) / f"copy-{number}"
            shutil.copytree(country.folder(desk), here)
            os.environ["JISHENG_STATE"] = f"{here}-state"
            screen, look, size = how
            program = opened(here, how)
            draw(program, desk, folder, f"{desk}-{screen.width()}-{look}-{size}")
            close(program, app)


def played(data: Path) -> Country:
    """Return a country in which three villages report one household: the second has
    heard that its record came back, the township has read what the villages wrote.
    """
    os.environ["JISHENG_STATE"] = str(data / "state")
    (data / "world").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        spare_key_derivation(patch)
        country = Country(data / "world")
        season = settle_in(country, patch)
        season.arrives(season.reports(FOUR, DISPUTED))
        country.take(TWO.code, country.answer()[TWO.code].file)
        country.round(TOWNSHIP.code)
        for station in (ONE, TWO, FOUR):  # from here on the township reads them too
            country.take(station.code, country.answer()[station.code].file)
        country.take(TOWNSHIP.code, *(season.reports(s, 31) for s in (ONE, TWO, FOUR)))
    return country


def draw(program: Program, desk: str, folder: Path, name: str) -> None:
    """Draw the pages of a desk, with something chosen on each."""
    workspace = program.workspace
    assert workspace is not None
    for page in DESKS[desk]:
        workspace.show_page(page)
        QTest.qWait(60)
        if page == "intake":
            table = workspace.page(page).table  # type: ignore[attr-defined]
            table.setCurrentIndex(table.model().index(CLONED, 0))
        keep(program, folder / f"{page}-{name}.png")


def close(program: Program, app: QApplication) -> None:
    """Leave a desk, so that the next library can be opened."""
    program.window.close()
    program.stop()
    app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/shots"))
