"""The district founds a year; its stations decide under it once they hear of it."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from jisheng_desktop.domain.schemes import Insurer, Plan, PolicyYear
from jisheng_desktop.domain.strict import Unreadable
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.enrolling import enroll, preview
from jisheng_desktop.services.library import close_library, open_library
from jisheng_desktop.services.scheme_years import (
    name_insurer,
    prepare_year,
    proposed_year,
)
from jisheng_desktop.services.schemes import UnknownScheme, scheme_of, schemes
from tests.exchange import ONE, Country, home
from tests.households import CODE, district, family

SCHEME = "xian-2025"


def next_year(premium_fen: int = 17000) -> PolicyYear:
    return PolicyYear(
        policy_year=2027,
        enroll_from=date(2027, 1, 1),
        enroll_to=date(2027, 2, 28),
        effective_on=date(2027, 3, 1),
        expires_on=date(2028, 2, 29),
        plans=(Plan(code="one", name="一孩", premium_fen=premium_fen, children=(1,)),),
    )


def test_a_year_is_founded_and_read_again_after_a_restart(folder: Path) -> None:
    district(folder)
    prepared = prepare_year(SCHEME, next_year())
    assert prepared.confirmed == 0
    close_library()
    open_library(folder)
    assert scheme_of(SCHEME).year(2027) == next_year()
    assert proposed_year(SCHEME, 2028).effective_on == date(2028, 3, 1)


def test_what_was_confirmed_keeps_its_amounts_and_is_counted(folder: Path) -> None:
    session = district(folder)
    enrolled = enroll(family(1), operator=session.operator)
    before = enrolled.decision.premium_fen
    now = proposed_year(SCHEME, 2026)
    dearer = msgspec.structs.replace(now, plans=next_year(99900).plans)
    prepared = prepare_year(SCHEME, dearer)
    assert prepared.confirmed == 1
    assert before != 99900
    assert preview(family(2), scheme_of(SCHEME)).premium_fen == 99900


def test_a_wrong_year_changes_nothing(folder: Path) -> None:
    district(folder)
    before = schemes()
    wrong = PolicyYear(
        policy_year=2027, enroll_from=date(2027, 3, 1), enroll_to=date(2027, 1, 1)
    )
    with pytest.raises(Unreadable, match="早于"):
        prepare_year(SCHEME, wrong)
    with pytest.raises(UnknownScheme):
        prepare_year("nothing", next_year())
    assert schemes() == before


def test_the_insurer_is_named(folder: Path) -> None:
    district(folder)
    insurer = Insurer(name="某某财险", hotline="95500")
    assert name_insurer(SCHEME, insurer).scheme.insurer == insurer
    assert scheme_of(SCHEME).insurer == insurer


def test_a_village_hears_of_the_year_with_its_answer_and_sets_no_prices(
    country: Country,
) -> None:
    with country.at(CODE):
        prepare_year(SCHEME, next_year())
    country.enroll(ONE.code, home(1))
    country.round(ONE.code)
    with country.at(ONE.code):
        assert scheme_of(SCHEME).year(2027) == next_year()
        with pytest.raises(UserError, match="区县办公室"):
            prepare_year(SCHEME, next_year())
