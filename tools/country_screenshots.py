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

from tests.exchange import TWO, Country, spare_key_derivation
from tests.households import CODE
from tests.ui.country import settle_in
from tools.screenshots import LOOKS, SCREENS, SIZES, keep, opened
from ui.app import application, load_rare_font
from ui.program import Program

# Which pages are drawn at whose desk.
DESKS = {CODE: ("intake", "duplicates", "bundles"), TWO.code: ("bundles",)}
CLONED = 3


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
    """Return a country whose second village has heard that a record came back."""
    os.environ["JISHENG_STATE"] = str(data / "state")
    (data / "world").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        spare_key_derivation(patch)
        country = Country(data / "world")
        settle_in(country, patch)
        country.take(TWO.code, country.answer()[TWO.code].file)
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
