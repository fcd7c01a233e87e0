"""Schemes that read well and still deserve a second look."""

import pytest

from jisheng_desktop.domain.scheme_doubts import scheme_doubts
from jisheng_desktop.domain.scheme_reading import read_scheme
from resources import resource
from tests.builders import CASES

XIAN = (CASES / "xian-2025.scheme.toml").read_text(encoding="utf-8")
HONGTA = (CASES / "hongta-2026.scheme.toml").read_text(encoding="utf-8")
GENERAL = HONGTA[HONGTA.index('[[categories]]\ncode = "GENERAL"') :].split("[[years]]")[
    0
]

DOUBTS = [
    (XIAN, "children = [2, 3]", "children = [1, 2, 3]", "生育1个子女"),
    (XIAN, '"only_child_certificate"', '"special_category"', "不会满足"),
    (XIAN, "PARENT = [", "PERSON = [", "没有写父母"),
    (XIAN, "PARENT = [", "PERSON = [", "PERSON 不会有人使用"),
    (XIAN, 'payer = "DISTRICT"', 'payer = "CITY"', "CITY 出现了2次"),
    (XIAN, 'mode = "PERCENT"', 'mode = "REMAINDER"', "value = 50 不会用到"),
    (HONGTA, GENERAL, "", "“一般”类别"),
    (
        XIAN,
        "premium_fen = 17000",
        "premium_fen = 17000\nsums_insured_fen.PARENT.ACCIDENT_DISABILITY = 1",
        "父母没有“意外伤残”责任",
    ),
]


@pytest.mark.parametrize(("text", "old", "new", "words"), DOUBTS)
def test_it_is_pointed_out(text: str, old: str, new: str, words: str) -> None:
    assert old in text
    doubts = list(scheme_doubts(read_scheme(text.replace(old, new, 1))))
    assert {doubt.code for doubt in doubts} == {"W953"}
    assert any(words in doubt.text for doubt in doubts)


@pytest.mark.parametrize("text", [XIAN, HONGTA])
def test_the_acceptance_schemes_raise_none(text: str) -> None:
    assert not list(scheme_doubts(read_scheme(text)))


@pytest.mark.parametrize("name", ["xian-2025", "hongta-2026"])
def test_the_shipped_schemes_raise_none(name: str) -> None:
    scheme = read_scheme(resource("schemes", f"{name}.toml").read_bytes())
    assert not list(scheme_doubts(scheme))
