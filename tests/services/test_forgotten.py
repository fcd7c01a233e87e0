"""A forgotten password at a station: asked of the district, opened by a code once."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.queries import offices
from jisheng_desktop.domain.resets import (
    request_lines,
    request_text,
    sealed_request,
)
from jisheng_desktop.errors import EnvironmentTrouble, UserError
from jisheng_desktop.sealing.passwords import WrongPassword
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.forgotten import (
    answer_request,
    can_request,
    reset_password,
    reset_request,
)
from jisheng_desktop.services.key_change import change_keys
from jisheng_desktop.services.kits import issue_kit, revoke
from jisheng_desktop.services.operators import sign_in
from jisheng_desktop.services.recovery import recovery_sheet
from tests.exchange import ONE, TWO, Country, home
from tests.households import CODE

NEW = "五谷丰登2027"


def asked(country: Country, code: str = ONE.code) -> str:
    with country.at(code):
        return request_lines(reset_request())


def answered(country: Country, request: str) -> str:
    with country.at(CODE) as session:
        answer = answer_request(request, session)
    assert answer.station_code == ONE.code
    return answer.code


def test_the_code_of_the_district_sets_a_new_password_once(country: Country) -> None:
    code = answered(country, asked(country))
    with country.at(ONE.code) as session:
        secret = session.secret
        assert reset_password(None, code.lower(), NEW).secret == secret
        with pytest.raises(EnvironmentTrouble, match="只能用一次"):
            reset_password(None, code, "再来一次")
        again = sign_in(None, NEW)
        with pytest.raises(WrongPassword):
            sign_in(None, "")
        enroll(home(1), operator=again.operator)
        request = reset_request()
    second = answered(country, request)
    assert second != code


def test_the_recovery_sheet_works_at_the_same_place(country: Country) -> None:
    with country.at(ONE.code) as session:
        sheet = "\n".join(recovery_sheet(session))
        assert reset_password(None, sheet, NEW).secret == session.secret


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC", "二三四"])
def test_a_wrong_code_changes_nothing(country: Country, code: str) -> None:
    with country.at(ONE.code):
        with pytest.raises(EnvironmentTrouble):
            reset_password(None, code, NEW)
        sign_in(None, "")


def test_a_reset_that_fails_half_way_leaves_the_old_password(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = answered(country, asked(country))

    def fail(*_: object) -> None:
        raise OSError("broken")

    with country.at(ONE.code):
        with monkeypatch.context() as broken, pytest.raises(OSError, match="broken"):
            broken.setattr(offices, "put_fact", fail)
            reset_password(None, code, NEW)
        sign_in(None, "")
        reset_password(None, code, NEW)


def test_a_password_is_needed(country: Country) -> None:
    with country.at(ONE.code), pytest.raises(UserError, match="不能为空"):
        reset_password(None, "AAAA-BBBB-CCCC", "")


def test_the_district_knows_whom_it_answers(country: Country) -> None:
    request = asked(country)
    with country.at(ONE.code) as session, pytest.raises(UserError, match="只有区县"):
        answer_request(request, session)
    with country.at(CODE) as session:
        assert not can_request()
        with pytest.raises(UserError, match="恢复单"):
            reset_request()
        with pytest.raises(UserError, match="JSMM"):
            answer_request("你好", session)
        with pytest.raises(UserError, match="不完整"):
            answer_request(request[:-40], session)
        revoke(ONE.code)
        with pytest.raises(UserError, match="已停用"):
            answer_request(request, session)
        issue_kit(ONE, country.root / "again.jsb", session)
        with pytest.raises(UserError, match="换过电脑"):
            answer_request(request, session)


def test_after_a_change_of_keys_old_and_new_requests_open(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    before = asked(country)
    with country.at(CODE) as session:
        change_keys(session, "")
    assert answered(country, before)
    country.round(ONE.code)
    after = asked(country)
    assert after != before
    assert answered(country, after)


def test_stations_have_codes_of_their_own(country: Country) -> None:
    country.found(TWO)
    assert asked(country) != asked(country, TWO.code)


@given(st.binary(max_size=600))
def test_a_request_survives_people(sealed: bytes) -> None:
    shown = request_lines(request_text(sealed))
    assert sealed_request(f"  {shown.lower()}\r\n") == sealed


@given(st.text(max_size=200) | st.text("JSMA234567=\n", max_size=80))
def test_any_other_text_is_refused_in_words(text: str) -> None:
    with suppress(UserError):
        assert isinstance(sealed_request(text), bytes)
