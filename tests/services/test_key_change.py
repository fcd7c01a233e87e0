"""The district changes its keys: stations follow, and nothing sealed before is lost."""

from pathlib import Path

import pytest

from db.queries import offices
from jisheng_desktop.domain.receipt_codes import Claim, code_text, message
from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing.passwords import WrongPassword
from jisheng_desktop.services.backups import back_up
from jisheng_desktop.services.key_change import change_keys
from jisheng_desktop.services.keyring import district, own_keys
from jisheng_desktop.services.kits import issue_kit, join_with_kit
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.operators import add_operator, sign_in
from jisheng_desktop.services.overview import status
from jisheng_desktop.services.recovery import recovery_sheet, set_password_by_sheet
from jisheng_desktop.services.verifying import verify
from tests.exchange import ONE, TOWNSHIP, Country, home
from tests.households import CODE
from tests.households import district as founded


def changed(country: Country) -> None:
    with country.at(CODE) as session:
        change_keys(session, "")


def known_key(country: Country, code: str) -> str:
    with country.at(code):
        above = district()
    assert above is not None
    return above.key


def present_key(country: Country) -> str:
    with country.at(CODE):
        return offices.public_key().hex()


def test_stations_hear_of_the_new_keys_from_the_old(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    sent = country.export(ONE.code)  # sealed for the old keys
    changed(country)
    (taken,) = country.take(CODE, sent.file)
    assert (taken.outcome, taken.applied) == ("applied", 1)
    first, second = country.answer()[ONE.code], country.answer()[ONE.code]
    assert [r.outcome for r in country.take(ONE.code, first.file)] == ["applied"]
    assert known_key(country, ONE.code) == present_key(country)
    # The second was written before the district knew that it was believed.
    assert [r.outcome for r in country.take(ONE.code, second.file)] == ["applied"]
    country.enroll(ONE.code, home(2))
    taken, heard = country.round(ONE.code)  # all under the new keys
    assert (taken.applied, heard.applied) == (1, 1)
    (stale,) = country.take(ONE.code, second.file)
    assert stale.outcome == "already_applied"


def test_an_answer_under_a_replaced_key_is_refused_once_the_new_one_spoke(
    country: Country,
) -> None:
    country.enroll(ONE.code, home(1))
    country.take(CODE, country.export(ONE.code).file)
    changed(country)
    answers = [country.answer()[ONE.code].file for _ in range(2)]
    country.take(ONE.code, answers[0])
    country.round(ONE.code)
    (stale,) = country.take(ONE.code, answers[1])
    assert (stale.outcome, stale.code) == ("refused", "E904")
    assert "已更换密钥" in stale.text


def test_keys_changed_twice_while_a_station_was_silent(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    sent = country.export(ONE.code)
    changed(country)
    changed(country)
    country.take(CODE, sent.file)
    country.take(ONE.code, country.answer()[ONE.code].file)
    assert known_key(country, ONE.code) == present_key(country)


def test_a_kit_of_before_and_a_township_that_passes_on(country: Country) -> None:
    with country.at(CODE) as session:
        file = country.root / "town.jsb"
        kit = issue_kit(TOWNSHIP, file, session)
    changed(country)
    join_with_kit(country.folder(TOWNSHIP.code), file, kit.code, "")
    close_library()
    country.enroll(ONE.code, home(1))
    country.take(TOWNSHIP.code, country.export(ONE.code).file)
    country.take(CODE, country.export(TOWNSHIP.code).file)
    country.take(TOWNSHIP.code, country.answer()[TOWNSHIP.code].file)
    country.take(ONE.code, country.answer(TOWNSHIP.code)[ONE.code].file)
    with country.at(ONE.code):
        assert status().enrollments["ACCEPTED"] == 1
    for code in (ONE.code, TOWNSHIP.code):
        assert known_key(country, code) == present_key(country)


def test_what_the_district_signed_before_stays_genuine(country: Country) -> None:
    claim = Claim(f"{CODE}-2026-000001-9", 1, 16500, 4000, 12500)
    with country.at(CODE) as session:
        code = code_text(claim, own_keys(session).sign(message(claim)))
        before = verify(code)
        change_keys(session, "")
        assert verify(code) == before
        assert before.genuine is not None
    country.enroll(ONE.code, home(1))
    country.round(ONE.code)
    with country.at(ONE.code):
        assert verify(code).genuine == before.genuine


def test_passwords_and_sheets_after_a_change(tmp_path: Path) -> None:
    session = founded(tmp_path / "data", "风调雨顺2026")
    add_operator(session, "二号", "五谷丰登2026")
    old_sheet = "\n".join(recovery_sheet(session))
    with pytest.raises(WrongPassword):
        change_keys(session, "错了")
    done = change_keys(session, "风调雨顺2026")
    again = sign_in(None, "风调雨顺2026")
    assert own_keys(again).public == own_keys(done.session).public
    with pytest.raises(WrongPassword):
        sign_in("二号", "五谷丰登2026")
    assert sign_in("二号", done.passwords["二号"]).secret == again.secret
    with pytest.raises(UserError, match="已经作废"):
        set_password_by_sheet(None, old_sheet, "新密码")
    sheet = "\n".join(recovery_sheet(again))
    assert set_password_by_sheet(None, sheet, "新密码").secret == again.secret
    back_up(tmp_path / "after.jsbak", again)


def test_only_the_district_changes_its_keys(country: Country) -> None:
    with country.at(ONE.code) as session, pytest.raises(UserError, match="只有区县"):
        change_keys(session, "")
