"""The table of `make bench` says what holds and fails when something does not."""

from pathlib import Path
from types import ModuleType

import pytest

from tests.benchmarks import __main__ as bench
from tests.benchmarks.figures import Figure, percentile, side_by_side_ms

BENCHMARKS = Path(bench.__file__).parent


def module_with(*figures: Figure) -> ModuleType:
    module = ModuleType("tests.benchmarks.bench_sample")
    module.figures = lambda: figures  # type: ignore[attr-defined]
    return module


def test_a_kept_bound_gives_zero(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "MODULES", (module_with(Figure("decide", 1, 15, 20)),))
    assert bench.main([]) == 0
    assert "15.00" in capsys.readouterr().out


def test_a_missed_bound_gives_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "MODULES", (module_with(Figure("decide", 1, 21, 20)),))
    assert bench.main([]) == 1
    assert "MISSED" in capsys.readouterr().out


def test_only_the_modules_named_are_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "MODULES", (module_with(Figure("decide", 1, 21, 20)),))
    assert bench.main(["other"]) == 2
    assert bench.main(["sample"]) == 1


def test_every_benchmark_is_run() -> None:
    written = {path.stem for path in BENCHMARKS.glob("bench_*.py")}
    assert {f"bench_{bench.noun(module)}" for module in bench.MODULES} == written


def test_a_limit_of_perception_needs_no_floor() -> None:
    within = Figure("key to panel", 0, 12, 16, bound_is_ratio=False)
    assert within.holds
    assert within.ratio is None
    assert not within._replace(ours=17).holds


def test_percentile_of_few_measurements_is_one_of_them() -> None:
    assert percentile([3.0, 1.0, 2.0], 99) == 3.0
    assert percentile([float(n) for n in range(100)], 99) == 99.0


def test_floor_and_ours_are_taken_in_turns() -> None:
    order: list[str] = []
    side_by_side_ms(lambda: order.append("f"), lambda: order.append("o"), rounds=2)
    assert order == ["f", "o"] * 3
