"""Finding, listing, the first page, and the form that survives."""

from datetime import date

import pytest

from db.connection import transaction, write
from jisheng_desktop.domain.enrollments import Filters, Order
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.services.enrolling import (
    Enrolled,
    correct,
    enroll,
    save_draft,
    void,
)
from jisheng_desktop.services.forms import (
    drop_form,
    keep_form,
    kept_form,
)
from jisheng_desktop.services.households import (
    categories,
    last_household,
    list_households,
    rows,
)
from jisheng_desktop.services.library import close_library, open_library
from jisheng_desktop.services.overview import progress, status
from jisheng_desktop.services.searching import find
from jisheng_desktop.services.villages import set_village
from tests.builders import document
from tests.households import family, raw_family


@pytest.fixture
def done(operator: Operator) -> Enrolled:
    """Give one confirmed household whose child bears a polyphonic surname."""
    raw = raw_family(1)
    raw["members"][2]["name"] = "单小明"
    raw["members"][1]["name"] = "欧阳𬱖"
    raw["members"][1]["phone"] = "13712345678"
    return enroll(document(raw), operator=operator, reason="已与证件核对")


def names(text: str) -> set[str]:
    return {hit.name for hit in find(text).results}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("王强", {"王强二"}),
        ("强", {"王强二"}),
        ("强二", {"王强二"}),
        ("wqe", {"王强二"}),
        ("qe", {"王强二"}),
        ("WQ", {"王强二"}),
        ("sxm", {"单小明"}),
        ("dxm", {"单小明"}),
        ("xm", {"单小明"}),
        ("𬱖", {"欧阳𬱖"}),
        ("阳𬱖", {"欧阳𬱖"}),
        ("13900000001", {"王强二"}),
        ("000001", {"王强二"}),
        ("１３７１２３", {"欧阳𬱖"}),
        ("610103", {"王强二", "欧阳𬱖", "单小明"}),
        ("单 2012", {"单小明"}),
        ("单 1980", set()),
        ("二强", set()),
        ("", set()),
        ("·-—", set()),
        ("%", set()),
        ('"', set()),
        ("OR", set()),
        ("单*", {"单小明"}),
    ],
)
def test_anybody_is_found_by_what_is_remembered(
    done: Enrolled, text: str, who: set[str]
) -> None:
    assert names(text) == who


def test_numbers_of_papers_lead_to_the_household(done: Enrolled) -> None:
    for number in (done.enroll_no, done.receipt_no, done.household_no):
        assert {hit.uid for hit in find(number).results} == {done.uid}
        assert done.uid in {hit.uid for hit in find(number[-8:]).results}
    assert find(done.receipt_no + "0").results == ()


def test_a_short_tail_is_found_at_the_end_of_the_number(done: Enrolled) -> None:
    person = family(1).members[0].id_no or ""
    assert "王强二" in names(person[-2:])
    assert "王强二" in names(person[-1])


def test_a_hit_shows_no_whole_number(done: Enrolled) -> None:
    (hit,) = find("单").results
    assert hit.id_masked.count("*") >= 8
    assert (hit.receipt_no, hit.state) == (done.receipt_no, "CONFIRMED")


def test_search_follows_corrections(done: Enrolled, operator: Operator) -> None:
    correct(done.uid, family(1), operator=operator, reason="改名")
    assert names("单") == set()
    assert names("王小明") == {"王小明二"}


def test_the_newest_come_first_and_the_total_is_told(operator: Operator) -> None:
    for n in range(1, 6):
        enroll(family(n), operator=operator)
    found = find("王强", limit=2)
    assert (found.total, len(found.results)) == (5, 2)
    assert [hit.name for hit in found.results] == ["王强六", "王强五"]
    assert find("王强", limit=2, count_all=True).total == 5
    assert find("王强", limit=5).total == 5


def test_the_list_is_filtered_and_ordered(operator: Operator) -> None:
    set_village("610103001002", "示范二村", None)
    first = enroll(family(3), operator=operator)
    enroll(family(1, village_code="610103001002"), operator=operator)
    save_draft(family(2), operator=operator)
    void(first.uid, operator=operator, reason="重复录入")

    def heads(filters: Filters, order: Order = "newest") -> list[str]:
        return [row.head_name for row in rows(list_households(filters, order=order))]

    assert heads(Filters()) == ["王强三", "王强二", "王强四"]
    assert heads(Filters(state="DRAFT")) == ["王强三"]
    assert heads(Filters(state="VOID")) == ["王强四"]
    assert heads(Filters(village="610103001002")) == ["王强二"]
    assert heads(Filters(category="ONLY_CHILD_CERT"), "number") == ["王强四", "王强二"]
    assert heads(Filters(scheme="hongta-2026")) == []
    assert heads(Filters(policy_year=2026), "name") == ["王强三", "王强二", "王强四"]
    assert heads(Filters(text="wq"), "village") == ["王强四", "王强三", "王强二"]
    assert heads(Filters(text="none"), "state") == []
    assert categories() == ("ONLY_CHILD_CERT",)


def test_a_row_says_everything_that_the_list_shows(done: Enrolled) -> None:
    (row,) = rows(list_households())
    assert (row.uid, row.receipt_no, row.persons) == (done.uid, done.receipt_no, 3)
    assert (row.premium_fen, row.subsidy_fen, row.self_pay_fen) == (16500, 4000, 12500)
    assert (row.village, row.group_name) == ("610103001001", "二组")
    assert rows(()) == ()
    assert [r.id for r in rows((row.id, row.id))] == [row.id, row.id]


def test_the_first_page_adds_up(operator: Operator) -> None:
    set_village("610103001001", "示范一村", 40)
    enroll(family(1), operator=operator)
    second = enroll(family(2), operator=operator)
    save_draft(family(3), operator=operator)
    void(second.uid, operator=operator, reason="重复录入")
    now = status()
    assert (now.households, now.persons, now.unsent) == (2, 6, 2)
    assert now.enrollments["CONFIRMED"] == now.enrollments["DRAFT"] == 1
    assert (now.today, now.drafts, now.returned) == (1, 1, 0)
    assert now.sums_fen.premium == 16500
    assert now.sums_fen.subsidy + now.sums_fen.self_pay == 16500
    so_far = progress("xian-2025", 2026)
    money = now.sums_fen
    assert so_far.households == 1
    assert (so_far.subsidy_fen, so_far.self_pay_fen) == (money.subsidy, money.self_pay)
    (village,) = so_far.villages
    assert (village.done, village.target) == (1, 40)
    with transaction():
        write("UPDATE stream SET acknowledged = 100")
    assert status().unsent == 0


def test_children_who_leave_by_age_are_told_a_year_ahead(operator: Operator) -> None:
    enroll(family(0), operator=operator)  # its child was born on 2012-01-03
    born, leaves = date(2012, 1, 3), date(2031, 1, 3)
    for day, expected in (
        (date(2030, 1, 2), []),
        (date(2030, 1, 3), [leaves]),
        (date(2031, 1, 2), [leaves]),
        (date(2031, 1, 3), []),
    ):
        assert [child.leaves_on for child in status(day).leaving] == expected, born


def test_the_form_survives(operator: Operator, folder: object) -> None:
    assert kept_form() is None
    keep_form(b'{"cursor": 1}')
    keep_form(b'{"cursor": 2}')
    close_library()
    open_library(folder)  # type: ignore[arg-type]
    assert kept_form() == b'{"cursor": 2}'
    drop_form()
    assert kept_form() is None


def test_the_last_household_carries_over(operator: Operator) -> None:
    assert last_household() is None
    enroll(family(1, group_name="三组"), operator=operator)
    last = last_household()
    assert last is not None
    assert last.household.group_name == "三组"
    save_draft(family(2, group_name="四组"), operator=operator)
    last = last_household()
    assert last is not None
    assert last.household.group_name == "四组"


def test_progress_counts_one_scheme_and_year(operator: Operator) -> None:
    set_village("610103001001", "示范一村", 40)
    enroll(family(1), operator=operator)
    with transaction():
        write("UPDATE enrollment SET policy_year = 2025")
    enroll(family(2), operator=operator)
    assert [progress("xian-2025", year).households for year in (2025, 2026)] == [1, 1]
    assert progress("xian-2025", 2026).villages[0].done == 1
