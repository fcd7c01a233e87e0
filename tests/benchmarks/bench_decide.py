"""Deciding a three-person household against `json.loads` of its document."""

import json
from collections.abc import Callable, Iterable

from jisheng_desktop.domain.decisions import decide
from jisheng_desktop.domain.reading import read_document
from tests.benchmarks.figures import Figure, side_by_side_ms
from tests.builders import case_scheme, xian

BATCH = 200
ALLOWED = 20


def figures() -> Iterable[Figure]:
    """Decide alone, and with the document checked from its parsed JSON first."""
    raw, scheme = xian("XA-01"), case_scheme("xian-2025")
    text, household = json.dumps(raw, ensure_ascii=False), read_document(raw)
    floor = _batch(lambda: json.loads(text))
    for name, work in (
        (
            "decide a three-person household / json.loads",
            lambda: decide(household, scheme),
        ),
        (
            "… reading the parsed document included",
            lambda: decide(read_document(raw), scheme),
        ),
    ):
        parse, ours = side_by_side_ms(floor, _batch(work), rounds=15)
        yield Figure(name, parse / BATCH, ours / BATCH, ALLOWED)


def _batch(work: Callable[[], object]) -> Callable[[], None]:
    def repeat() -> None:
        for _ in range(BATCH):
            work()

    return repeat
