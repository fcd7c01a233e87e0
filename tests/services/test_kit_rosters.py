"""Last year's roster travels in a kit: the new station renews it and finds its people."""

from pathlib import Path

import pytest

from jisheng_desktop.errors import CancelledByUser, UserError
from jisheng_desktop.services.kits import IssuedKit, issue_kit, join_with_kit
from jisheng_desktop.services.library import office
from jisheng_desktop.services.past_households import last_household_of
from jisheng_desktop.services.renewal_reviews import review
from jisheng_desktop.services.renewing import renew
from tests.exchange import ONE, Country
from tests.households import CODE, family
from tests.rosters import TITLES, family_rows, write

YEAR = 2026


@pytest.fixture
def country(empty_country: Country) -> Country:
    return empty_country


def sheet(country: Country) -> Path:
    """Three families of last year: one is another village's, one has a false number."""
    rows = [[*TITLES, "村居"]]
    for n, village in ((1, ONE.name), (2, "别处村"), (3, ONE.name)):
        found = [[*row, village] for row in family_rows(n)]
        if n == 3:
            found[0][2] = found[0][2][:-1] + ("1" if found[0][2][-1] != "1" else "2")
        rows += found
    return write(country.root / "上年.xlsx", rows)


def issued(country: Country) -> IssuedKit:
    with country.at(CODE) as session:
        return issue_kit(ONE, country.root / "kit.jsb", session, sheet(country))


def test_a_station_gets_its_own_households(country: Country) -> None:
    kit = issued(country)
    assert len(kit.roster.documents) == 1
    assert (kit.roster.elsewhere, kit.roster.refused) == (1, 1)
    assert "校验位" in kit.roster.problems[0]


def test_last_year_is_renewed_and_found_at_the_new_station(country: Country) -> None:
    kit = issued(country)
    (last,) = kit.roster.documents
    session = join_with_kit(country.folder(ONE.code), Path(kit.file), kit.code, "")
    scheme = next(s for s in office().schemes if s.id == last.scheme)
    year = last.policy_year + 1
    number = family(1).members[0].id_no or ""
    found = last_household_of(number, scheme, year)
    assert found is not None
    assert (found.policy_year, found.kind) == (year, "RENEWAL")
    assert [m.id_no for m in found.members] == [m.id_no for m in last.members]
    assert last_household_of("110101199001010015", scheme, year) is None
    assert [each.key for each in review(scheme, year)]
    proposed = renew(last.policy_year, year, operator=session.operator)
    assert (proposed.households, proposed.already) == (1, 0)
    again = renew(last.policy_year, year, operator=session.operator)
    assert again.already + again.ineligible == 1


def test_a_kit_that_is_stopped_leaves_nothing(country: Country) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise CancelledByUser

    with country.at(CODE) as session:
        file = country.root / "kit.jsb"
        with pytest.raises(CancelledByUser):
            issue_kit(ONE, file, session, progress=stop)
        assert not file.exists()
        assert ONE.name not in [village.name for village in office().villages]


def test_a_file_that_is_no_roster_is_refused(country: Country) -> None:
    file = write(country.root / "别的.xlsx", [["甲", "乙"], ["1", "2"]])
    with country.at(CODE) as session, pytest.raises(UserError, match="表头"):
        issue_kit(ONE, country.root / "kit.jsb", session, file)
