"""Verifying receipts offline: the true one, the forged one, the one from elsewhere."""

from pathlib import Path

import pytest

from db.connection import transaction
from db.queries import station_keys
from db.queries.station_keys import StationKey
from jisheng_desktop.domain.numbering import number
from jisheng_desktop.domain.receipt_codes import Claim, code_text, message, parse_code
from jisheng_desktop.sealing.keys import new_secret, open_keys
from jisheng_desktop.services.enrolling import correct, enroll, void
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.receipts import print_receipts
from jisheng_desktop.services.verifying import verify
from tests.households import district, family

SECRET = new_secret()
ELSEWHERE = Claim(number("610103001001", 2026, "RECEIPT", 1), 1, 16500, 4000, 12500)


@pytest.fixture
def code(session: Session) -> str:
    """Give the code of a receipt that has just been printed."""
    receipt_no = enroll(family(1), operator=session.operator).receipt_no
    return print_receipts([receipt_no], session).receipts[0].code


def from_elsewhere() -> str:
    return code_text(ELSEWHERE, open_keys(SECRET).sign(message(ELSEWHERE)))


def know(station: str) -> None:
    key = open_keys(SECRET).public.hex()
    with transaction():
        station_keys.bind(StationKey(key, station, "", "", None), "2026-01-01")


def test_the_station_knows_its_own(code: str) -> None:
    found = verify(code)
    assert found.genuine is True
    assert found.voided is False
    amounts = (found.premium_fen, found.subsidy_fen, found.self_pay_fen)
    assert amounts == (16500, 4000, 12500)
    assert "自付125.00元" in found.text


def test_every_single_forged_digit_is_found(code: str) -> None:
    body, _, signature = code.rpartition("/")
    for place, char in enumerate(body):
        if char.isdigit() and place >= len("JS1/"):
            forged = body[:place] + str((int(char) + 1) % 10) + body[place + 1 :]
            assert verify(f"{forged}/{signature}").genuine is not True, forged


def test_a_forged_amount_that_adds_up_is_found(code: str) -> None:
    forged = code.replace("/16500/4000/12500/", "/16500/6500/10000/")
    assert forged != code
    found = verify(forged)
    assert found.genuine is False
    assert "不是真的" in found.text


def test_a_signature_from_another_receipt_proves_nothing(
    code: str, session: Session
) -> None:
    receipt_no = enroll(family(2), operator=session.operator).receipt_no
    other = print_receipts([receipt_no], session).receipts[0].code
    mixed = f"{code.rpartition('/')[0]}/{other.rpartition('/')[2]}"
    assert verify(mixed).genuine is False


def test_void_is_said(code: str, session: Session) -> None:
    receipt_no = parse_code(code).claim.receipt_no
    void(receipt_no, operator=session.operator, reason="重复登记了")
    found = verify(code)
    assert found.genuine is True
    assert found.voided is True
    assert "已作废" in found.text


def test_an_older_edition_is_said_to_be_older(code: str, session: Session) -> None:
    receipt_no = parse_code(code).claim.receipt_no
    moved = family(1, hukou_address="新街道9号")
    correct(receipt_no, moved, operator=session.operator, reason="搬家了")
    newer = print_receipts([receipt_no], session).receipts[0].code
    assert "第2版为准" in verify(code).text
    assert "第2版为准" not in verify(newer).text


def test_a_station_whose_key_is_unknown_proves_nothing(session: Session) -> None:
    found = verify(from_elsewhere())
    assert found.genuine is None
    assert found.voided is None
    assert found.receipt_no == ELSEWHERE.receipt_no
    assert "没有站点610103001001的公钥" in found.text


def test_the_directory_of_keys_is_asked(session: Session) -> None:
    know(ELSEWHERE.station_code)
    found = verify(from_elsewhere())
    assert found.genuine is True
    assert found.voided is None
    assert "不知道是否已作废" in found.text


def test_one_station_cannot_sign_for_another(session: Session) -> None:
    know("610103001002")
    assert verify(from_elsewhere()).genuine is None
    own = Claim("610103-2026-000001-6", 1, 16500, 4000, 12500)
    forged = code_text(own, open_keys(SECRET).sign(message(own)))
    assert verify(forged).genuine is False


def test_another_library_of_the_same_code_is_another_key(
    code: str, tmp_path: Path
) -> None:
    close_library()
    district(tmp_path / "another")
    assert verify(code).genuine is False


@pytest.mark.parametrize("text", ["", "你好", "JS1/1/2/3", "https://example.org"])
def test_other_text_is_no_code(session: Session, text: str) -> None:
    found = verify(text)
    assert found.genuine is False
    assert found.receipt_no is None
    assert "校验码" in found.text
