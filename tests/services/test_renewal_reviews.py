"""Renewal household by household: what is shown, compared, opened and confirmed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest

from db.connection import transaction
from db.failures import StorageFailure
from db.queries import past_households
from db.queries.past_households import Past
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import CancelledByUser
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.households import enrollment, list_households
from jisheng_desktop.services.renewal_reviews import (
    Reviewed,
    both_years,
    confirm_reviewed,
    open_renewal,
    review,
)
from jisheng_desktop.services.renewing import confirm_renewals
from jisheng_desktop.services.schemes import scheme_of
from tests.builders import document, id_number
from tests.households import CODE, family, raw_family
from tests.services.test_renewing import ALL, confirmed
from tests.years import open_year


@pytest.fixture(autouse=True)
def january(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a day of the new year's window."""
    day = date(2027, 1, 15)
    for module in ("renewing", "renewal_proposals"):
        monkeypatch.setattr(f"jisheng_desktop.services.{module}.today", lambda: day)


def reviewed() -> tuple[Reviewed, ...]:
    return review(scheme_of("xian-2025"), 2027)


def counts(rows: Sequence[Reviewed]) -> dict[str | None, int]:
    return Counter(None if row.done else row.proposal.outcome for row in rows)


def grown_up(operator: Operator) -> None:
    """Enrol a household whose only child is too old a year later."""
    raw = raw_family(9)
    for member in raw["members"]:
        if member["relation_code"] not in ("02", "12"):
            member["id_no"] = id_number(CODE, "2007-09-01", 331)
    enroll(document(raw), operator=operator, reason="已核对")


def test_review_stores_nothing_and_counts_by_outcome(operator: Operator) -> None:
    open_year()
    confirmed(operator, 1)
    grown_up(operator)
    rows = reviewed()
    assert counts(rows) == {"unchanged": 1, "ineligible": 1}
    assert len(list_households()) == 2
    assert all(row.proposal.uid is None and not row.done for row in rows)


def test_both_years_stand_side_by_side(operator: Operator) -> None:
    open_year(premium=17000)
    confirmed(operator, 1)
    (row,) = reviewed()
    said = {each.what: each for each in both_years(row.key, 2027)}
    assert (said["应交保费"].before, said["应交保费"].now) == ("165.00元", "170.00元")
    assert said["应交保费"].differs
    assert not said["类别"].differs
    child = said[row.names[-1]]
    assert child.before.startswith("子女")
    assert child.before != child.now, "a year older"
    assert not child.differs


def test_child_who_leaves_is_seen_beside_last_year(operator: Operator) -> None:
    open_year()
    grown_up(operator)
    (row,) = reviewed()
    said = {each.what: each for each in both_years(row.key, 2027)}
    assert said["类别"].now == "不能参保"
    assert any(each.now == "不参保" for each in said.values())


def test_an_opened_renewal_is_a_draft_and_is_opened_once(operator: Operator) -> None:
    open_year()
    confirmed(operator, 1)
    (row,) = reviewed()
    uid = open_renewal(row.key, 2027, operator=operator)
    assert enrollment(uid).state == "DRAFT"
    assert open_renewal(row.key, 2027, operator=operator) == uid
    (again,) = reviewed()
    assert again.proposal.uid == uid
    assert again.proposal.outcome == "unchanged"


def test_confirmed_in_bulk_with_and_without_a_draft(operator: Operator) -> None:
    open_year()
    for n in (1, 2):
        confirmed(operator, n)
    keys = [row.key for row in reviewed()]
    open_renewal(keys[0], 2027, operator=operator)
    done = confirm_reviewed(keys, 2027, ALL, operator=operator, reason="已核对")
    assert len(done.enrolled) == 2
    assert counts(reviewed()) == {None: 2}
    again = confirm_reviewed(keys, 2027, ALL, operator=operator, reason="已核对")
    assert set(again.refused) == set(keys)


def test_a_refusal_is_told_by_household_and_stops_nobody(operator: Operator) -> None:
    open_year()
    confirmed(operator, 1)
    grown_up(operator)
    rows = {row.proposal.outcome: row.key for row in reviewed()}
    done = confirm_reviewed(
        list(rows.values()), 2027, ALL, operator=operator, reason="已核对"
    )
    assert len(done.enrolled) == 1
    assert set(done.refused) == {rows["ineligible"]}


def test_stopped_half_way_keeps_what_was_confirmed(operator: Operator) -> None:
    open_year()
    for n in (1, 2):
        confirmed(operator, n)
    keys = [row.key for row in reviewed()]

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise CancelledByUser

    with pytest.raises(CancelledByUser):
        confirm_reviewed(
            keys, 2027, ALL, operator=operator, reason="已核对", progress=stop
        )
    assert counts(reviewed())[None] == 1


def brought(n: int) -> None:
    """Let the kit have brought a household of last year that is enrolled nowhere."""
    with transaction():
        past_households.put([Past(f"past-{n}", family(n))])


def test_households_that_the_kit_brought_are_confirmed_once(
    operator: Operator,
) -> None:
    open_year()
    for n in (1, 2):
        brought(n)
    keys = [row.key for row in reviewed()]
    assert counts(reviewed()) == {"unchanged": 2}
    open_renewal(keys[0], 2027, operator=operator)
    assert open_renewal(keys[0], 2027, operator=operator) == (
        reviewed()[0].proposal.uid
    )
    done = confirm_reviewed(keys, 2027, ALL, operator=operator, reason="已核对")
    assert len(done.enrolled) == 2
    assert counts(reviewed()) == {None: 2}
    assert len(list_households()) == 2


def test_a_full_disk_is_no_refusal(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_year()
    confirmed(operator, 1)
    keys = [row.key for row in reviewed()]

    def full(*_: object, **__: object) -> None:
        raise StorageFailure("磁盘已满")

    for module in ("renewing.enroll", "renewal_reviews.confirm_one"):
        monkeypatch.setattr(f"jisheng_desktop.services.{module}", full)
    with pytest.raises(StorageFailure):
        confirm_reviewed(keys, 2027, ALL, operator=operator, reason="已核对")
    uid = open_renewal(keys[0], 2027, operator=operator)
    with pytest.raises(StorageFailure):
        confirm_renewals([uid], ALL, operator=operator, reason="已核对")
