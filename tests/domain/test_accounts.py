import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from jisheng_desktop.domain.accounts import check_account, passes_luhn
from tests.domain.strategies import anything

CARD = "6222020000000000" + luhn.calc_check_digit("6222020000000000")
cards = st.from_regex(r"62[0-9]{13,16}", fullmatch=True)


def codes(number: str, holder: str = "王强") -> list[str]:
    problems = check_account(number, holder, ["王强", "李明"], field="claim.account")
    assert {problem.field for problem in problems} <= {"claim.account"}
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("number", "reported"),
    [
        (CARD, []),
        (f"{CARD[:4]} {CARD[4:8]}-{CARD[8:]}", []),
        (CARD[:-1] + str((int(CARD[-1]) + 1) % 10), ["W304"]),
        ("12345678", []),  # a passbook: no check digit is known
        ("1" * 32, []),
        ("1234567", ["E305"]),
        ("1" * 33, ["E305"]),
        ("", ["E305"]),
        ("12345678a", ["E305"]),
        ("٣" * 16, ["E305"]),
    ],
)
def test_numbers(number: str, reported: list[str]) -> None:
    assert codes(number) == reported


def test_the_holder_is_insured_or_guardian() -> None:
    assert codes(CARD, " 李明 ") == []
    assert codes(CARD, "赵六") == ["W306"]
    (problem,) = check_account(CARD, "赵六", [], field="f")
    assert problem.text == "开户名“赵六”与被保险人、监护人均不一致，请核对"


@given(cards)
def test_luhn_agrees_with_an_independent_library(card: str) -> None:
    assert passes_luhn(card) == luhn.is_valid(card)


@given(anything, anything)
def test_no_text_breaks_the_check(number: str, holder: str) -> None:
    codes(number, holder)
