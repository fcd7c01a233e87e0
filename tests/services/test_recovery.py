"""The recovery sheet really opens what a forgotten password closed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.recovery import ALPHABET, secret_on, sheet
from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing.passwords import WrongPassword
from jisheng_desktop.services.keyring import own_keys
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.operators import sign_in
from jisheng_desktop.services.recovery import recovery_sheet, set_password_by_sheet
from tests.households import district


@given(st.binary(min_size=32, max_size=32))
def test_a_sheet_holds_the_secret(secret: bytes) -> None:
    lines = sheet(secret)
    assert secret_on("\n".join(lines)) == secret
    assert secret_on(" ".join(lines).lower().replace("0", "o")) == secret


@given(st.binary(min_size=32, max_size=32), st.integers(0, 3), st.integers(1, 31))
def test_a_wrong_check_letter_is_named_by_its_line(
    secret: bytes, line: int, shift: int
) -> None:
    lines = list(sheet(secret))
    last = ALPHABET[(ALPHABET.index(lines[line][-1]) + shift) % 32]
    lines[line] = lines[line][:-1] + last
    with pytest.raises(UserError, match=f"第{line + 1}行"):
        secret_on("\n".join(lines))


def test_a_forgotten_password_is_replaced_by_the_sheet(tmp_path: Path) -> None:
    session = district(tmp_path / "data", "风调雨顺2026")
    keys = own_keys(session)
    written = "\n".join(recovery_sheet(session))
    with pytest.raises(WrongPassword):
        sign_in(None, "忘了")
    again = set_password_by_sheet(None, written, "五谷丰登2027")
    assert own_keys(again).public == keys.public
    assert own_keys(sign_in(None, "五谷丰登2027")).recipient == keys.recipient
    with pytest.raises(WrongPassword):
        sign_in(None, "风调雨顺2026")


def test_the_sheet_of_another_office_opens_nothing(tmp_path: Path) -> None:
    other = recovery_sheet(district(tmp_path / "other", "风调雨顺2026"))
    close_library()
    district(tmp_path / "data", "风调雨顺2026")
    with pytest.raises(UserError, match="另一个站点"):
        set_password_by_sheet(None, "\n".join(other), "五谷丰登2027")
    sign_in(None, "风调雨顺2026")
