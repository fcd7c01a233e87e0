"""Enrolling: what is confirmed, refused, corrected, voided, and what stays of it."""

import msgspec
import pytest

from db.connection import select, select_value, transaction, write
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.numbering import counter_of
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.enrolling import (
    NeedsReason,
    Refused,
    correct,
    discard_draft,
    enroll,
    preview,
    save_draft,
    void,
)
from jisheng_desktop.services.households import enrollment, history, years_of
from jisheng_desktop.services.records import NoSuchRecord, NotEditable
from jisheng_desktop.services.schemes import UnknownScheme, add_scheme, scheme_of
from tests.builders import case_scheme, document, xian
from tests.households import family, raw_family, scheme_texts


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {p.code for p in refused.value.decision.problems}


def moved(n: int) -> HouseholdDocument:
    return family(n, hukou_address="碑林区新街道9号")


def next_year(text: str) -> str:
    """The scheme with a policy year 2027 that follows 2026, at other prices."""
    year = text[text.index("[[years]]") :]
    for old, new in (("2027", "2028"), ("2026", "2027"), ("16500", "17000")):
        year = year.replace(old, new)
    return text + "\n" + year


def test_a_confirmed_household_bears_its_numbers(operator: Operator) -> None:
    done = enroll(family(1), operator=operator)
    assert done.enroll_no.startswith("610103-2026-E000001-")
    assert done.receipt_no.startswith("610103-2026-000001-")
    assert done.household_no.startswith("610103-2026-H000001-")
    assert enrollment(done.receipt_no).uid == done.uid
    assert enrollment(done.enroll_no).state == "CONFIRMED"
    assert done.decision.self_pay_fen == 12500


def test_what_is_stored_is_normalised(operator: Operator) -> None:
    raw = raw_family(1)
    raw["members"][0]["id_no"] = " ".join(raw["members"][0]["id_no"])
    raw["household"]["contact_phone"] = "１３９ ０００００００１"
    stored = enrollment(enroll(document(raw), operator=operator).uid).document
    assert stored.members[0].id_no == raw["members"][0]["id_no"].replace(" ", "")
    assert stored.members[0].sex == "M"
    assert stored.household.contact_phone == "13900000001"


def test_numbers_follow_each_other_and_a_refusal_uses_none(operator: Operator) -> None:
    first = enroll(family(1), operator=operator)
    with pytest.raises(Refused):
        enroll(document(xian("XA-40")), operator=operator)
    second = enroll(family(2), operator=operator)
    assert counter_of(first.receipt_no) == 1
    assert counter_of(second.receipt_no) == 2


def test_a_refusal_changes_nothing(operator: Operator) -> None:
    with pytest.raises(Refused, match="未确认自愿参保"):
        enroll(document(xian("XA-40")), operator=operator)
    assert select("SELECT * FROM enrollment") == []
    assert select("SELECT * FROM household") == []
    assert select("SELECT * FROM journal") == []
    assert select("SELECT * FROM counter") == []


def test_a_warning_needs_a_reason(operator: Operator) -> None:
    warned = document(xian("XA-06"))
    with pytest.raises(NeedsReason, match="周岁生日"):
        enroll(warned, operator=operator)
    with pytest.raises(NeedsReason):
        enroll(warned, operator=operator, reason="  ")
    done = enroll(warned, operator=operator, reason="承保公司已同意")
    assert enrollment(done.uid).reason == "承保公司已同意"


def test_a_scheme_without_plan_cannot_be_confirmed(operator: Operator) -> None:
    text = scheme_texts()[0]
    year = text.index("[[years.plans]]")
    add_scheme(text[:year] + text[text.index("[[years.funding]]") :])
    with pytest.raises(Refused, match="保障计划未设定"):
        enroll(family(1), operator=operator, reason="照样")


def test_an_unknown_scheme_is_named(operator: Operator) -> None:
    with pytest.raises(UnknownScheme, match="another"):
        enroll(document(xian(scheme="another")), operator=operator)


def test_the_preview_says_what_confirming_would(operator: Operator) -> None:
    scheme = case_scheme("xian-2025")
    assert preview(family(1), scheme).decision == "ACCEPT"
    done = enroll(family(1), operator=operator)
    assert preview(family(1), scheme).decision == "BLOCK"
    assert preview(family(1), scheme, uid=done.uid).decision == "ACCEPT"


def test_a_draft_may_be_incomplete_and_bears_no_number(operator: Operator) -> None:
    raw = raw_family(1)
    raw["members"][1] |= {"name": "", "id_no": None}
    uid = save_draft(document(raw), operator=operator)
    kept = enrollment(uid)
    assert (kept.state, kept.enroll_no, kept.household_no) == ("DRAFT", None, None)
    assert select("SELECT * FROM journal") == []
    assert history(uid)[0].what == "存为草稿"


def test_a_draft_is_finished_in_its_place(operator: Operator) -> None:
    uid = save_draft(family(1), operator=operator)
    assert save_draft(moved(1), operator=operator, uid=uid) == uid
    done = enroll(family(1), operator=operator, uid=uid)
    assert done.uid == uid
    assert select_value("SELECT count(*) FROM enrollment") == 1
    assert select_value("SELECT count(*) FROM household") == 1


def test_confirming_takes_up_the_draft_of_the_same_people(operator: Operator) -> None:
    uid = save_draft(family(1), operator=operator)
    assert enroll(family(1), operator=operator).uid == uid
    assert enroll(family(2), operator=operator).uid != uid


def test_a_draft_claims_nobody(operator: Operator) -> None:
    save_draft(family(1), operator=operator)
    raw = raw_family(1)
    raw["members"] = raw["members"][::-1]
    assert enroll(document(raw), operator=operator).decision.decision == "ACCEPT"


def test_a_draft_can_be_forgotten_but_no_confirmed_record(operator: Operator) -> None:
    uid = save_draft(family(1), operator=operator)
    discard_draft(uid)
    assert select("SELECT uid FROM household") == []
    assert select("SELECT name FROM person") == []
    done = enroll(family(1), operator=operator)
    with pytest.raises(NotEditable, match="已上报，请走“更正”"):
        discard_draft(done.uid)
    with pytest.raises(NotEditable, match="更正"):
        save_draft(family(1), operator=operator, uid=done.uid)
    with pytest.raises(NotEditable, match="更正"):
        enroll(family(1), operator=operator, uid=done.uid)


def test_a_correction_keeps_numbers_and_history(operator: Operator) -> None:
    done = enroll(family(1), operator=operator)
    again = correct(done.receipt_no, moved(1), operator=operator, reason="搬家")
    assert (again.enroll_no, again.receipt_no) == (done.enroll_no, done.receipt_no)
    newest, oldest = history(done.uid)
    assert (newest.what, newest.reason, newest.who) == ("更正", "搬家", "管理员")
    assert newest.changes == ("户籍地址：某街道1号 → 碑林区新街道9号",)
    assert oldest.what == "确认参保"
    assert all(each.ok for each in check())


def test_a_correction_needs_a_reason_and_a_sound_document(operator: Operator) -> None:
    done = enroll(family(1), operator=operator)
    with pytest.raises(UserError, match="更正原因"):
        correct(done.uid, moved(1), operator=operator, reason=" ")
    refused = msgspec.structs.replace(moved(1), members=())
    with pytest.raises(Refused):
        correct(done.uid, refused, operator=operator, reason="搬家")
    other_year = msgspec.structs.replace(moved(1), policy_year=2027)
    with pytest.raises(NotEditable, match="不能改换方案或年度"):
        correct(done.uid, other_year, operator=operator, reason="搬家")
    assert len(history(done.uid)) == 1


def test_a_draft_is_not_corrected_and_an_unknown_number_is_named(
    operator: Operator,
) -> None:
    uid = save_draft(family(1), operator=operator)
    with pytest.raises(NotEditable, match="草稿"):
        correct(uid, family(1), operator=operator, reason="搬家")
    with pytest.raises(NoSuchRecord, match="12345"):
        void("12345", operator=operator, reason="录入错误")


def test_a_returned_record_is_mended_by_a_correction(operator: Operator) -> None:
    done = enroll(family(1), operator=operator)
    with transaction():
        write("UPDATE enrollment SET state = 'RETURNED', verdict = '地址不符'")
    assert enrollment(done.uid).verdict == "地址不符"
    correct(done.uid, moved(1), operator=operator, reason="已核对地址")
    mended = enrollment(done.uid)
    assert (mended.state, mended.verdict) == ("CONFIRMED", None)


def test_voiding_frees_the_persons_and_keeps_the_number(operator: Operator) -> None:
    done = enroll(family(1), operator=operator)
    void(done.enroll_no, operator=operator, reason="重复录入")
    gone = enrollment(done.enroll_no)
    assert (gone.state, gone.reason) == ("VOID", "重复录入")
    again = enroll(family(1), operator=operator)
    assert counter_of(again.receipt_no) == 2
    assert again.household_no == done.household_no
    assert history(done.uid)[0].what == "作废"
    with pytest.raises(NotEditable, match="已作废"):
        void(done.uid, operator=operator, reason="重复录入")


@pytest.mark.parametrize("reason", ["", "   ", "错了", "录错了"])
def test_voiding_needs_four_characters_of_reason(
    operator: Operator, reason: str
) -> None:
    done = enroll(family(1), operator=operator)
    with pytest.raises(UserError, match="不少于4个字"):
        void(done.uid, operator=operator, reason=reason)
    assert enrollment(done.uid).state == "CONFIRMED"


def test_a_household_goes_on_through_the_years(operator: Operator) -> None:
    add_scheme(next_year(scheme_texts()[0]))
    first = enroll(family(1), operator=operator)
    raw = raw_family(1) | {"policy_year": 2027, "enrolled_on": "2027-01-15"}
    renewed = document(raw | {"kind": "RENEWAL"})
    with pytest.raises(NeedsReason) as refused:
        enroll(renewed, operator=operator)
    assert "W617" in codes(refused)
    second = enroll(renewed, operator=operator, reason="已告知保费变化")
    assert second.household_no == first.household_no
    assert counter_of(second.receipt_no) == 1
    record = enrollment(second.uid)
    assert len(years_of(record.household_uid)) == 2
    assert all(each.ok for each in check())


def test_one_household_has_one_enrolment_a_year(operator: Operator) -> None:
    done = enroll(family(1), operator=operator)
    raw = raw_family(1)
    other = raw_family(2)
    raw["members"] = [raw["members"][0] | {"insured": False}, *other["members"][1:]]
    with pytest.raises(Refused, match=done.receipt_no) as refused:
        enroll(document(raw), operator=operator)
    assert "E522" in codes(refused)


def test_schemes_are_known_by_id(operator: Operator) -> None:
    assert scheme_of("xian-2025").kind == "HOUSEHOLD"
