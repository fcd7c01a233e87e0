"""Scheme files: strict, with the line; and read back in words."""

import tomllib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisheng_desktop.domain.conditions import CONDITIONS
from jisheng_desktop.domain.explaining import explain
from jisheng_desktop.domain.scheme_reading import read_scheme, toml_lines
from jisheng_desktop.domain.schemes import CONDITION_NAMES
from jisheng_desktop.domain.strict import Unreadable
from resources import resource
from tests.builders import CASES

XIAN = (CASES / "xian-2025.scheme.toml").read_text(encoding="utf-8")
HONGTA = (CASES / "hongta-2026.scheme.toml").read_text(encoding="utf-8")
SHIPPED = sorted(
    file.name for file in resource("schemes").iterdir() if file.name.endswith(".toml")
)


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


EDITS = [
    (XIAN, "child_age_max = 18", "child_age_mx = 18", ["不认识的键", "child_age_max"]),
    (XIAN, "child_age_max = 18", 'child_age_max = "18"', ["整数", "文字“18”"]),
    (XIAN, 'kind = "HOUSEHOLD"', 'kind = "FAMILY"', ["kind", "PERSON", "“FAMILY”"]),
    (XIAN, "format = 1", "format = 2", ["format", "“2”"]),
    (XIAN, "rate_fen = 4000", "rate_fen = -1", ["rate_fen", "categories[0]"]),
    (
        XIAN,
        '"two_daughters"',
        '"three_daughters"',
        ["three_daughters", "two_daughters"],
    ),
    (XIAN, "value = 50", "value = 51", ["101%", "100%"]),
    (XIAN, "2026-02-28", "2025-02-28", ["enroll_to", "早于"]),
    (XIAN, 'code = "household-2-3"', 'code = "household-1"', ["重复"]),
    (XIAN, "premium_fen = 17000", "premium_fen = 17000.5", ["years[0].plans[1]"]),
    (XIAN, 'id = "xian-2025"', 'id = "../x"', ["“id”", "../x"]),
    (XIAN, "format = 1", 'format = "1"', ["format", "文字“1”"]),
    (XIAN, 'area = ["6101"]', 'area = ["西安"]', ["“西安”", "区划代码"]),
    (XIAN, 'area = ["6101"]', "area = []", ["area", "不能为空"]),
    (XIAN, "GUARDIAN = ", "GRANDMA = ", ["GRANDMA", "GUARDIAN"]),
    (HONGTA, "premium_fen = 5000", "premium_fen = 5000\nchildren = [1]", ["children"]),
    (HONGTA, "value = 100", "value = 101", ["101"]),
    (HONGTA, "valid_to = 2026-12-31", "valid_to = 9999-12-31", ["2100年"]),
]


@pytest.mark.parametrize(("text", "old", "new", "words"), EDITS)
def test_one_sentence_names_line_key_and_what_is_allowed(
    text: str, old: str, new: str, words: list[str]
) -> None:
    assert old in text
    with pytest.raises(Unreadable) as refusal:
        read_scheme(text.replace(old, new, 1))
    sentence = str(refusal.value)
    assert sentence.startswith("第")
    for word in words:
        assert word in sentence


def test_the_line_is_the_right_one() -> None:
    spoiled = XIAN.replace("premium_fen = 17000", "premium_fen = true")
    with pytest.raises(Unreadable, match=f"^第{line_of(spoiled, 'fen = true')}行"):
        read_scheme(spoiled)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("format = ", "第1行"),
        (b"\xff", "UTF-8"),
        ("format = 1", "缺少“id”"),
        ("a = " + "[" * 10_000, "TOML"),
        ("format = 1\nformat = 1", "TOML"),
    ],
)
def test_broken_files_are_named(source: str | bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_scheme(source)


def test_lines_are_found_through_tables_and_arrays() -> None:
    text = 'a = 1\n[[years]]\nx = 1\n[[years.plans]]\ny = 2\n[[years]]\n"z" = 3\n'
    lines = toml_lines(text)
    assert lines[("a",)] == 1
    assert lines[("years", 0, "x")] == 3
    assert lines[("years", 0, "plans", 0, "y")] == 5
    assert lines[("years", 1, "z")] == 7


@given(st.data())
@settings(max_examples=200)
def test_no_damage_to_a_file_gives_a_traceback(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from((XIAN, HONGTA)))
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 60))
    junk = data.draw(st.text(max_size=20))
    with suppress(Unreadable):
        assert explain(read_scheme(text[:start] + junk + text[start + length :]))


# -- the shipped schemes say what the sources say --------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_schemes_read_and_explain(name: str) -> None:
    scheme = read_scheme(resource("schemes", name).read_bytes())
    words = "\n".join(line for section in explain(scheme) for line in section.lines)
    assert scheme.name in words
    assert "保障计划未设定" in words
    for category in scheme.categories:
        assert category.name in words


def test_no_premium_is_invented() -> None:
    for name in SHIPPED:
        scheme = read_scheme(resource("schemes", name).read_bytes())
        assert all(not year.plans for year in scheme.years)


def test_the_budget_of_hongta_adds_up() -> None:
    scheme = read_scheme(resource("schemes", "hongta-2026.toml").read_bytes())
    budgets = scheme.years[0].budgets
    assert [b.amount_fen for b in budgets] == [12_080_000, 1_900_000]
    special = [c.budget_persons for c in scheme.categories if c.budget_persons]
    assert sum(special) == 380
    words = [line for section in explain(scheme) for line in section.lines]
    assert "预算合计：3,400人，139,800.00元。" in words


def test_shipped_categories_equal_those_of_the_acceptance_schemes() -> None:
    """Codes, rates, order and conditions are policy; only prices are test values."""
    for shipped, text in (("xian-2025", XIAN), ("hongta-2026", HONGTA)):
        ours = tomllib.loads(resource("schemes", f"{shipped}.toml").read_text("utf-8"))
        theirs = tomllib.loads(text)
        for key in ("code", "rate_fen", "conditions"):
            assert [c[key] for c in ours["categories"]] == [
                c[key] for c in theirs["categories"]
            ]


def test_every_condition_a_scheme_may_name_has_a_meaning() -> None:
    assert tuple(CONDITIONS) == CONDITION_NAMES
