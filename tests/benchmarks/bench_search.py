"""Search over 150,000 persons, whichever field is remembered; opening a household;
judging and saving one more.
"""

from collections.abc import Callable, Iterable
from itertools import cycle
from typing import TypeVar

from jisheng_desktop.domain.enrollments import Filters
from jisheng_desktop.services.enrolling import enroll, preview, save_draft
from jisheng_desktop.services.households import (
    enrollment,
    history,
    list_households,
    rows,
)
from jisheng_desktop.services.library import close_library, open_library
from jisheng_desktop.services.operators import acting_operator
from jisheng_desktop.services.schemes import scheme_of
from jisheng_desktop.services.searching import find
from tests.benchmarks.figures import Figure, percentile, times_ms
from tests.benchmarks.libraries import large_library, person_name
from tests.households import family

T = TypeVar("T")

FIRST_PAGE_MS = 30.0
OPENING_MS = 50.0
FRAME_MS = 16.0
PAGE = 50
ROUNDS = 120

# Rare and common values of each field, and some that nobody has.
FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("王", "伟", *(person_name(n * 997) for n in range(40)), "龘龘", "王 伟"),
    "pinyin initials": ("w", "wf", "zj", "sxm", "dxm", "wxl", "qqq", "lm", "yy"),
    "number fragment": ("610103", "1984", "20130302", "0103198", "999999", "121"),
    "number tail": ("1", "12", "2X", "0018", "3438", "00"),
    "telephone": ("13100000007", "1310002", "00049999", "131"),
    "receipt": ("610103-2026-000001-6", "0049999", "610103-2026-049999-0"),
    "two words": ("王 610103", "伟 1984", "wf 2013", "李 0012"),
}


def figures() -> Iterable[Figure]:
    """Yield what a search, an opened household and a saved one cost."""
    open_library(large_library())
    try:
        for field, texts in FIELDS.items():
            yield _limit(
                f"search p99, {field}",
                _each(lambda t: find(t, PAGE), texts),
                FIRST_PAGE_MS,
            )
        yield from _households()
        yield from _one_more()
    finally:
        close_library()


def _households() -> Iterable[Figure]:
    ids = list_households()
    uids = [row.uid for row in rows(ids[:: len(ids) // ROUNDS])]
    yield _limit("open a household, p99", _each(_open, uids), OPENING_MS)
    filters = (
        Filters(state="RETURNED"),
        Filters(village="610103001007"),
        Filters(category="ONLY_CHILD_CERT", policy_year=2026),
        Filters(text="wf"),
    )
    yield _limit(
        "list with a filter and its first page, p99",
        _each(lambda f: rows(list_households(f)[:PAGE]), filters),
        2 * OPENING_MS,
    )


def _open(uid: str) -> None:
    enrollment(uid)
    history(uid)


def _one_more() -> Iterable[Figure]:
    scheme, operator = scheme_of("xian-2025"), acting_operator()
    fresh = [family(900 + n) for n in range(ROUNDS * 2)]
    yield _limit(
        "preview against the library, p99",
        _each(lambda document: preview(document, scheme), fresh),
        3.0,
    )
    drafts = iter(fresh)
    yield _limit(
        "save a draft, p99",
        lambda: save_draft(next(drafts), operator=operator),
        5 * FRAME_MS,
    )
    confirmed = iter(fresh)
    yield _limit(
        "confirm a household, p99",
        lambda: enroll(next(confirmed), operator=operator),
        5 * FRAME_MS,
    )


def _each(work: Callable[[T], object], values: Iterable[T]) -> Callable[[], object]:
    turn = cycle(values)
    return lambda: work(next(turn))


def _limit(name: str, work: Callable[[], object], bound_ms: float) -> Figure:
    slowest = percentile(times_ms(work, rounds=ROUNDS), 99)
    return Figure(name, 0.0, slowest, bound_ms, bound_is_ratio=False)
