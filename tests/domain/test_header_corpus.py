"""How many of the titles that rosters really bear are recognised, and as what."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jisheng_desktop.domain.columns import Target, recognise, target_named

CORPUS = Path(__file__).parents[1] / "data" / "headers.txt"
LEAST = 0.95


def corpus() -> Iterator[tuple[str, Target]]:
    """Yield every title of the corpus with what it says."""
    for line in CORPUS.read_text("utf-8").splitlines():
        field, _, titles = line.partition(": ")
        target = target_named(field)
        if not line.startswith("#"):
            assert target is not None, field
            yield from ((title, target) for title in titles.split("、"))


def test_corpus_is_worth_measuring() -> None:
    titles = [title for title, _ in corpus()]
    assert len(titles) == len(set(titles)) > 400


def test_nearly_every_title_is_recognised_for_what_it_says() -> None:
    missed = [(title, t) for title, t in corpus() if recognise(title) != t]
    share = 1 - len(missed) / len(list(corpus()))
    assert share >= LEAST, missed


def test_nothing_is_taken_for_something_else() -> None:
    wrong = [
        (title, found, target)
        for title, target in corpus()
        for found in (recognise(title),)
        if found not in (None, target)
    ]
    assert not wrong


@pytest.mark.parametrize(
    "title",
    ["序号", "年龄", "民族", "文化程度", "政治面貌", "婚姻状况", "银行卡号", "开户行",
     "保费合计", "应缴金额", "经办人", "填表人", "审批意见", "盖章", "职业", "爱好"],
)  # fmt: skip
def test_what_says_nothing_for_us_is_not_read(title: str) -> None:
    assert recognise(title) is None
