"""Lists out: the insurer's roster of 50,000 persons, all reports of 50,000 households."""

import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import product
from pathlib import Path

from jisheng_desktop.loading import openpyxl, python_calamine
from jisheng_desktop.services.insurer_rosters import Choice, write_roster
from jisheng_desktop.services.library import close_library, open_library
from jisheng_desktop.services.report_contents import NAMES
from jisheng_desktop.services.reporting import (
    PAPER_SUFFIX,
    WORKBOOK_SUFFIX,
    write_report,
)
from tests.benchmarks.figures import Figure
from tests.benchmarks.libraries import fill, large_library

FAMILIES = 16_667
ALLOWED_ROSTER = 1.2
ALLOWED_REPORT_MS = 5_000
SUFFIXES = (WORKBOOK_SUFFIX, PAPER_SUFFIX)


def figures() -> Iterable[Figure]:
    """Write the roster against openpyxl writing its cells; then every report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield _roster(folder)
        open_library(large_library())
        for report, suffix in product(NAMES, SUFFIXES):
            file = folder / f"{report}{suffix}"
            ours = _timed(partial(write_report, report, file))
            words = f"report {file.name} of 50,000 households"
            yield Figure(words, 0, ours, ALLOWED_REPORT_MS, bound_is_ratio=False)
        close_library()


def _roster(folder: Path) -> Figure:
    fill(folder / "data", FAMILIES)
    open_library(folder / "data")
    file = folder / "roster.xlsx"
    ours = min(_timed(lambda: write_roster(file, Choice())) for _ in range(2))
    close_library()
    with python_calamine.CalamineWorkbook.from_path(str(file)) as workbook:
        rows = workbook.get_sheet_by_index(0).to_python()
    floor = min(
        _timed(lambda: _write_only(rows, folder / "floor.xlsx")) for _ in range(2)
    )
    words = "roster of 50,000 persons / openpyxl write-only"
    return Figure(words, floor, ours, ALLOWED_ROSTER)


def _write_only(rows: Iterable[Sequence[object]], file: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("清单")
    for row in rows:
        sheet.append(list(row))
    book.save(file)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
