"""Operators: who may sign in, and that every entry says who."""

import pytest

from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing.passwords import WrongPassword
from jisheng_desktop.services.enrolling import correct, enroll
from jisheng_desktop.services.households import history
from jisheng_desktop.services.operators import (
    Session,
    acting_operator,
    add_operator,
    change_password,
    needs_sign_in,
    operators,
    retire_operator,
    sign_in,
)
from tests.households import family


@pytest.fixture
def protected(session: Session) -> Session:
    """Give the session of an operator who has set a password."""
    return change_password(session, "", "一号密码")


def test_one_operator_needs_no_password_until_one_is_set(session: Session) -> None:
    assert not needs_sign_in()
    assert sign_in(None, "").secret == session.secret
    again = change_password(session, "", "新密码")
    assert again.operator.protected
    assert needs_sign_in()
    with pytest.raises(WrongPassword):
        sign_in(None, "")
    assert sign_in(None, "新密码").secret == session.secret
    change_password(again, "新密码", "")
    assert not needs_sign_in()


def test_changing_a_password_needs_the_old_one(protected: Session) -> None:
    with pytest.raises(WrongPassword):
        change_password(protected, "不对", "x")
    sign_in(None, "一号密码")


def test_everybody_opens_the_same_secret_with_their_own_password(
    protected: Session,
) -> None:
    second = add_operator(protected, " 二号 ", "二号密码")
    assert second.name == "二号"
    assert sign_in("二号", "二号密码").secret == protected.secret
    with pytest.raises(WrongPassword):
        sign_in("二号", "一号密码")
    assert [o.name for o in operators()] == ["管理员", "二号"]


def test_two_operators_must_both_have_passwords(session: Session) -> None:
    with pytest.raises(UserError, match="先为自己设置密码"):
        add_operator(session, "二号", "x")
    protected = change_password(session, "", "x")
    with pytest.raises(UserError, match="都要有密码"):
        add_operator(protected, "二号", "")
    add_operator(protected, "二号", "y")
    with pytest.raises(UserError, match="不能为空"):
        change_password(protected, "x", "")


def test_names_are_told_apart(protected: Session) -> None:
    with pytest.raises(UserError, match="姓名不能为空"):
        add_operator(protected, "  ", "x")
    with pytest.raises(UserError, match="已有名为“管理员”"):
        add_operator(protected, "管理员", "x")
    with pytest.raises(UserError, match="可选：管理员"):
        acting_operator("谁")


def test_history_names_whoever_did_it_even_after_they_left(protected: Session) -> None:
    second = add_operator(protected, "二号", "y")
    done = enroll(family(1), operator=second)
    moved = family(1, hukou_address="新街道")
    correct(done.uid, moved, operator=protected.operator, reason="搬家")
    retire_operator(protected, "二号")
    assert [line.who for line in history(done.uid)] == ["管理员", "二号"]
    with pytest.raises(UserError, match="二号"):
        sign_in("二号", "y")
    with pytest.raises(UserError, match="已有名为"):
        add_operator(protected, "二号", "z")


def test_nobody_retires_themselves(protected: Session) -> None:
    with pytest.raises(UserError, match="不能停用自己"):
        retire_operator(protected, "管理员")


def test_a_session_does_not_show_its_secret(session: Session) -> None:
    assert "op-1" in repr(session)
    assert session.secret.hex() not in repr(session)
    assert repr(session.secret) not in repr(session)
