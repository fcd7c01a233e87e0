"""A measured figure beside its floor: what no program could do without."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Figure(NamedTuple):
    """Ours against a floor measured in the same run, or against a human limit.

    `ours` and `floor` share a unit. With `bound_is_ratio` the bound limits
    ours / floor; without, it limits `ours` itself and the floor is shown for
    comparison only (0: there is none).
    """

    name: str
    floor: float
    ours: float
    bound: float
    unit: str = "ms"
    bound_is_ratio: bool = True

    @property
    def ratio(self) -> float | None:
        """Ours in floors; None without a floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def holds(self) -> bool:
        """Tell whether the bound is kept."""
        return (
            self.ours / self.floor if self.bound_is_ratio else self.ours
        ) <= self.bound


def median_ms(work: Callable[[], object], *, rounds: int = 9) -> float:
    """Median wall time of one call in milliseconds, after one call to warm up."""
    return statistics.median(times_ms(work, rounds=rounds))


def times_ms(work: Callable[[], object], *, rounds: int) -> list[float]:
    """Wall time of each of `rounds` calls in milliseconds, after one to warm up."""
    work()
    return [_once_ms(work) for _ in range(rounds)]


def percentile(times: list[float], percent: int) -> float:
    """The time below which `percent` of the measurements stay."""
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


def side_by_side_ms(
    floor: Callable[[], object], ours: Callable[[], object], *, rounds: int = 9
) -> tuple[float, float]:
    """Medians of both, taken in turns so that a busy machine slows both alike."""
    floor(), ours()
    pairs = [(_once_ms(floor), _once_ms(ours)) for _ in range(rounds)]
    return (
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
    )


def _once_ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
