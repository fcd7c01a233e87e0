"""Kits: sealed under a code on paper, signed by the district, opened once."""

from pathlib import Path

import pytest

from jisheng_desktop.domain.numbering import block_after, is_gap_free
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.founding import AlreadyFounded
from jisheng_desktop.services.keyring import district, own_keys
from jisheng_desktop.services.kits import (
    NoKit,
    WrongKitCode,
    issue_kit,
    join_with_kit,
    revoke,
)
from jisheng_desktop.services.library import close_library, office
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.register import registered_stations
from tests.exchange import ONE, Country
from tests.households import CODE, family

VILLAGE = NewStation("VILLAGE", "610103001001", "示范一村", "610103001")


def test_a_kit_makes_a_station_that_knows_its_district(
    session: Session, tmp_path: Path
) -> None:
    keys = own_keys(session)
    issued = issue_kit(VILLAGE, tmp_path / "kit.jsb", session)
    close_library()
    join_with_kit(tmp_path / "village", Path(issued.file), issued.code.lower(), "")
    here, above = office(), district()
    assert (here.code, here.level, here.parent) == (
        VILLAGE.code,
        "VILLAGE",
        "610103001",
    )
    assert {scheme.id for scheme in here.schemes} == {"xian-2025", "hongta-2026"}
    assert above is not None
    assert (above.key, above.recipient) == (keys.public.hex(), keys.recipient)
    first = enroll(family(1), operator=session.operator)
    assert first.receipt_no.startswith(f"{VILLAGE.code}-2026-000001-")


def test_a_wrong_code_sets_nothing_up(
    session: Session, tmp_path: Path, quick_kits: None
) -> None:
    issued = issue_kit(VILLAGE, tmp_path / "kit.jsb", session)
    close_library()
    with pytest.raises(WrongKitCode):
        join_with_kit(tmp_path / "village", Path(issued.file), "AAAA-BBBB-CCCC", "")
    assert not (tmp_path / "village" / "library").exists()


@pytest.mark.parametrize("cut", [0, 7, 100, -1])
def test_a_damaged_kit_is_named(
    session: Session, tmp_path: Path, quick_kits: None, cut: int
) -> None:
    issued = issue_kit(VILLAGE, tmp_path / "kit.jsb", session)
    file = Path(issued.file)
    file.write_bytes(file.read_bytes()[:cut])
    close_library()
    with pytest.raises(NoKit):
        join_with_kit(tmp_path / "village", file, issued.code, "")


def test_a_station_is_not_set_up_over_another(
    session: Session, tmp_path: Path, folder: Path, quick_kits: None
) -> None:
    issued = issue_kit(VILLAGE, tmp_path / "kit.jsb", session)
    close_library()
    with pytest.raises(AlreadyFounded):
        join_with_kit(folder, Path(issued.file), issued.code, "")


def test_a_second_computer_numbers_from_a_block_of_its_own() -> None:
    assert [block_after(n) for n in (0, 1, 9999, 10_000, 10_001)] == [
        0,
        10_000,
        10_000,
        10_000,
        20_000,
    ]
    assert is_gap_free([1, 2, 10_001], 10_001)
    assert is_gap_free([], 0)
    assert not is_gap_free([1, 3], 3)
    assert not is_gap_free([1, 2], 3)
    assert not is_gap_free([1, 2, 10_002], 10_002)


def test_a_withdrawn_kit_introduces_no_computer_any_more(
    tmp_path: Path, quick_kits: None
) -> None:
    country = Country(tmp_path)
    country.found(ONE)
    with country.at(CODE) as session:
        with pytest.raises(UserError, match="没有代码"):
            revoke("999")
        assert standings() == {ONE.code: "NEW"}
        revoke(ONE.code)
        assert standings() == {ONE.code: "WITHDRAWN"}
    (refused,) = country.take(CODE, country.export(ONE.code).file)
    assert (refused.outcome, refused.code) == ("refused", "E904")
    assert "停用" in refused.text
    with country.at(CODE) as session:
        issue_kit(ONE, tmp_path / "again.jsb", session)
        assert standings() == {ONE.code: "NEW"}


def standings() -> dict[str, str]:
    return {each.station.code: each.standing for each in registered_stations()}
