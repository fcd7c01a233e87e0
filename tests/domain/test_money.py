import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.money import capital, parse_capital, parse_yuan, yuan
from tests.domain.strategies import anything, typed

MAX_FEN = 999_999_999_999_99

amounts = st.integers(0, MAX_FEN) | st.integers(0, 10_000_00)
# Amounts of few digits and many zeros, where the zeros make the trouble.
sparse = st.lists(st.sampled_from("000000001259"), min_size=1, max_size=14).map(
    lambda digits: int("".join(digits))
)
capitals = st.text("零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正人民币", max_size=30)

VECTORS = {
    0: "零元整",
    1: "壹分",
    5: "伍分",
    10: "壹角",
    50: "伍角",
    55: "伍角伍分",
    1000: "壹拾元整",
    1005: "壹拾元零伍分",
    10010: "壹佰元壹角",
    12500: "壹佰贰拾伍元整",
    100001: "壹仟元零壹分",
    140950: "壹仟肆佰零玖元伍角",
    168032: "壹仟陆佰捌拾元叁角贰分",
    600714: "陆仟零柒元壹角肆分",
    1000000: "壹万元整",
    1640902: "壹万陆仟肆佰零玖元零贰分",
    10500000: "壹拾万伍仟元整",
    10700053: "壹拾万柒仟元伍角叁分",
    13980000: "壹拾叁万玖仟捌佰元整",
    2000000300: "贰仟万零叁元整",
    10001000000: "壹亿零壹万元整",
    10000000000: "壹亿元整",
    10000000100: "壹亿零壹元整",
    10010000000: "壹亿零壹拾万元整",
    MAX_FEN: ("玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
}


@pytest.mark.parametrize(("fen", "words"), VECTORS.items())
def test_capital_characters(fen: int, words: str) -> None:
    assert capital(fen) == words
    assert parse_capital(words) == fen


@given(amounts | sparse)
def test_capitals_agree_with_an_independent_library(fen: int) -> None:
    whole, rest = divmod(fen, 100)
    assert capital(fen) == cn2an.an2cn(f"{whole}.{rest:02}", "rmb")


@given(amounts | sparse)
def test_capitals_can_be_read_back(fen: int) -> None:
    words = capital(fen)
    assert parse_capital(words) == fen
    assert parse_capital(f"人民币{words}") == fen
    assert parse_capital(words.replace("元", "圆").replace("整", "正")) == fen


@given(amounts, amounts)
def test_different_amounts_read_differently(one: int, other: int) -> None:
    assert (capital(one) == capital(other)) == (one == other)


@pytest.mark.parametrize(
    ("words", "fen"),
    [
        ("壹仟陆佰捌拾元零叁角贰分", 168032),  # the second form of the rules
        ("壹拾万柒仟元零伍角叁分", 10700053),
        ("伍角整", 50),
        ("壹佰贰拾伍元", 12500),
        ("壹万零伍佰元整", 1050000),
    ],
)
def test_second_forms_are_read_too(words: str, fen: int) -> None:
    assert parse_capital(words) == fen


@pytest.mark.parametrize(
    "words",
    [
        "",
        "整",
        "元",
        "拾元整",
        "壹贰元整",
        "壹拾佰元整",
        "壹佰拾元整",
        "伍分伍角",
        "壹万万元整",
        "壹佰贰拾五元整",
        "负壹元整",
        "壹元整壹角",
        "玖仟玖佰玖拾玖亿万元",
    ],
)
def test_malformed_capitals_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="不是大写金额"):
        parse_capital(words)


@given(anything | capitals)
def test_reading_capitals_never_guesses(text: str) -> None:
    try:
        fen = parse_capital(text)
    except ValueError:
        return
    assert 0 <= fen <= MAX_FEN
    assert set(text) & set(capital(fen)) >= set(capital(fen)) - set("零元整")


@pytest.mark.parametrize("fen", [-1, MAX_FEN + 1])
def test_amounts_without_capitals(fen: int) -> None:
    with pytest.raises(ValueError, match="no capital form"):
        capital(fen)


@pytest.mark.parametrize(
    ("fen", "figures"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (12500, "125.00"),
        (13980000, "139,800.00"),
        (-12550, "−125.50"),
        (123456789012, "1,234,567,890.12"),
    ],
)
def test_figures(fen: int, figures: str) -> None:
    assert yuan(fen) == figures


@given(st.integers(-MAX_FEN, MAX_FEN))
def test_figures_can_be_read_back(fen: int) -> None:
    assert parse_yuan(yuan(fen)) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("125", 12500),
        ("125.0", 12500),
        ("1,250.5", 125050),
        ("１２５．５０", 12550),
        ("￥125元", 12500),
        ("¥ 1 250.05", 125005),
        ("-3.10", -310),
        ("007", 700),
    ],
)
def test_figures_as_people_write_them(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "12,50",
        "1.234",
        "1e3",
        "一百",
        "٣",
        "1..2",
        "--1",
        ",100",
        "1.",
        "9" * 16,
    ],
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="不是金额"):
        parse_yuan(text)


@given(anything | typed)
def test_reading_figures_never_breaks(text: str) -> None:
    try:
        fen = parse_yuan(text)
    except ValueError:
        return
    assert parse_yuan(yuan(fen)) == fen
