"""`make bench`: every figure beside its floor; exit 1 when a bound is missed.

`python -m tests.benchmarks start search` runs only the modules named.
"""

import os
import sys
from collections.abc import Sequence
from types import ModuleType

from tests.benchmarks import (
    bench_bundles,
    bench_decide,
    bench_entry,
    bench_lists,
    bench_pages,
    bench_receipts,
    bench_search,
    bench_sheets,
    bench_start,
)
from tests.benchmarks.figures import Figure

# Each has `figures() -> Iterable[Figure]`.
MODULES: tuple[ModuleType, ...] = (
    bench_bundles,
    bench_decide,
    bench_entry,
    bench_lists,
    bench_receipts,
    bench_search,
    bench_sheets,
    bench_start,
    bench_pages,
)

HEADER = ("figure", "floor", "ours", "ratio", "bound", "")
WIDTHS = (58, 12, 12, 8, 10, 6)


def main(wanted: Sequence[str]) -> int:
    """Measure, print the table, return the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    modules = {noun(module): module for module in MODULES}
    if unknown := set(wanted) - set(modules):
        print(
            f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(modules)}"
        )
        return 2
    missed = 0
    _print_row(HEADER)
    for name in wanted or modules:
        for figure in modules[name].figures():
            _print_row(_cells(figure))
            missed += not figure.holds
    if missed:
        print(f"{missed} missed")
    return 1 if missed else 0


def noun(module: ModuleType) -> str:
    """Return what a module measures: `start` for `bench_start`."""
    return module.__name__.rpartition(".bench_")[2]


def _cells(figure: Figure) -> tuple[str, ...]:
    bound_unit = "×" if figure.bound_is_ratio else f" {figure.unit}"
    return (
        figure.name,
        f"{figure.floor:.3f} {figure.unit}" if figure.floor else "-",
        f"{figure.ours:.3f} {figure.unit}",
        f"{figure.ratio:.2f}" if figure.ratio is not None else "-",
        f"≤ {figure.bound:g}{bound_unit}",
        "ok" if figure.holds else "MISSED",
    )


def _print_row(cells: tuple[str, ...]) -> None:
    padded = (cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    print("  ".join(padded).rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
