"""The printed code: small, exact, and refused as soon as anything in it changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.numbering import number
from jisheng_desktop.domain.receipt_codes import (
    Claim,
    NotACode,
    code_text,
    message,
    parse_code,
)

CLAIM = Claim(number("610124101201", 2026, "RECEIPT", 123), 1, 17000, 4000, 13000)
QR_ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
VERSION_8_M = 221  # alphanumeric characters in a QR code of 49 modules, level M

fen = st.integers(0, 10**12)
claims = st.builds(
    Claim,
    st.builds(
        number,
        st.from_regex(r"[0-9A-Z]{1,20}", fullmatch=True),
        st.integers(2000, 2100),
        st.just("RECEIPT"),
        st.integers(1, 999_999),
    ),
    st.integers(1, 9999),
    fen,
    fen,
    fen,
)


@given(claims, st.binary(min_size=64, max_size=64))
def test_what_is_written_is_read_back(claim: Claim, signature: bytes) -> None:
    signed = parse_code(code_text(claim, signature))
    assert signed.claim == claim
    assert signed.signature == signature


@given(claims, st.binary(min_size=64, max_size=64))
def test_it_fits_a_small_code(claim: Claim, signature: bytes) -> None:
    text = code_text(claim, signature)
    assert set(text) <= QR_ALPHANUMERIC
    assert len(text) <= VERSION_8_M


@given(claims, claims)
def test_different_claims_sign_different_messages(one: Claim, other: Claim) -> None:
    assert (message(one) == message(other)) == (one == other)


@pytest.mark.parametrize(
    "mangle",
    [
        str.lower,
        lambda text: f" {text}\n",
        lambda text: "".join(chr(ord(c) + 0xFEE0) for c in text),
        lambda text: " ".join(text[i : i + 8] for i in range(0, len(text), 8)),
    ],
)
def test_how_it_was_typed_does_not_matter(mangle: object) -> None:
    text = code_text(CLAIM, bytes(64))
    assert callable(mangle)
    assert parse_code(mangle(text)).claim == CLAIM


@pytest.mark.parametrize(
    "text",
    [
        "",
        "你好",
        "JS1",
        "JS2" + code_text(CLAIM, bytes(64))[3:],
        code_text(CLAIM, bytes(64))[:-1],
        code_text(CLAIM, bytes(64)) + "A",
        code_text(CLAIM, bytes(64))[:-1] + "B",
        code_text(CLAIM, bytes(64)).replace("/17000/", "/017000/"),
        code_text(CLAIM, bytes(64)).replace("/17000/", "/-17000/"),
        code_text(CLAIM, bytes(64)).replace("/1/", "/0/"),
        "JS1/" * 10_000,
    ],
)
def test_other_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotACode, match="校验码"):
        parse_code(text)


@given(st.text(max_size=200))
def test_any_text_at_all(text: str) -> None:
    with pytest.raises(NotACode, match="校验码"):
        parse_code(text)


def test_the_station_is_read_from_the_number() -> None:
    assert CLAIM.station_code == "610124101201"
    assert CLAIM.is_consistent


@pytest.mark.parametrize(
    "forged",
    [
        Claim(CLAIM.receipt_no, 1, 17000, 4000, 12000),
        Claim(CLAIM.receipt_no[:-1] + "0", 1, 17000, 4000, 13000),
        Claim("610124101201", 1, 17000, 4000, 13000),
    ],
)
def test_amounts_and_numbers_must_be_consistent(forged: Claim) -> None:
    assert not forged.is_consistent
