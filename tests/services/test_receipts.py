"""Printing receipts: kept as first printed, logged before the paper comes out."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from db.connection import select, select_value, transaction, write
from db.queries import receipts as queries
from db.queries.journal import entries_of
from jisheng_desktop.domain.receipt_codes import parse_code
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import EnvironmentTrouble, UserError
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.enrolling import correct, enroll, save_draft, void
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.overview import status
from jisheng_desktop.services.policies import Choice, take_policy_numbers
from jisheng_desktop.services.receipt_lists import (
    listed,
    of_day,
    of_run,
    runs_on,
    unprinted,
)
from jisheng_desktop.services.receipts import (
    Layout,
    NothingToPrint,
    preview,
    print_receipts,
    print_to_file,
)
from jisheng_desktop.services.schemes import add_scheme
from jisheng_desktop.services.verifying import verify
from tests.households import family, scheme_texts
from tests.receipts import codes_of, pages_of
from tests.rosters import policies


@pytest.fixture
def numbers(operator: Operator) -> list[str]:
    """Give the receipt numbers of three enrolled families."""
    return [enroll(family(n), operator=operator).receipt_no for n in range(1, 4)]


def text_of(content: bytes) -> str:
    return "".join(pages_of(content)).replace("\r\n", "")


def test_a_first_print_is_kept_and_logged(session: Session, numbers: list[str]) -> None:
    printout = print_receipts(numbers[:1], session)
    (printed,) = printout.receipts
    assert printed.receipt_no == numbers[0]
    assert printed.reprint == 0
    assert codes_of(printout.pdf) == [printed.code]
    stored = queries.latest(numbers[0])
    assert stored is not None
    assert stored.printed == 1
    (entry,) = entries_of(stored.uid)
    assert entry.kind == "RECEIPT_PRINTED"
    assert entry.data["code"] == printed.code
    assert all(each.ok for each in check())


def test_what_is_previewed_is_what_is_printed(
    session: Session, numbers: list[str]
) -> None:
    before = preview(numbers[0], session)
    assert queries.latest(numbers[0]) is None
    assert print_receipts(numbers[:1], session).pdf == before
    again = preview(numbers[0], session)
    assert print_receipts(numbers[:1], session).pdf == again != before


def test_a_reprint_says_so_each_time(session: Session, numbers: list[str]) -> None:
    for times, mark in enumerate(("", "补打第1次", "补打第2次")):
        printout = print_receipts(numbers[:1], session)
        assert printout.receipts[0].reprint == times
        text = text_of(printout.pdf)
        assert mark in text
        assert ("补打" in text) == bool(mark)


def test_a_reprint_says_what_was_printed_though_the_scheme_changed(
    session: Session, numbers: list[str]
) -> None:
    first = text_of(print_receipts(numbers[:1], session).pdf)
    text = scheme_texts()[0].replace("示例承保公司", "另一家公司")
    add_scheme(text.replace("premium_fen = 16500", "premium_fen = 99900"))
    again = print_receipts(numbers[:1], session)
    assert text_of(again.pdf).replace("补打第1次", "").strip() == first
    other = text_of(print_receipts(numbers[1:2], session).pdf)
    assert "另一家公司" in other


def test_a_correction_is_a_new_edition_under_the_same_number(
    session: Session, numbers: list[str]
) -> None:
    first = print_receipts(numbers[:1], session).receipts[0]
    moved = family(1, hukou_address="新街道9号")
    correct(numbers[0], moved, operator=session.operator, reason="搬家了")
    assert numbers[0] in unprinted()
    printout = print_receipts(numbers[:1], session)
    text = text_of(printout.pdf)
    assert "第2版" in text
    assert "新街道9号" in text
    assert "补打" not in text
    assert parse_code(printout.receipts[0].code).claim.edition == 2
    assert printout.receipts[0].code != first.code


def test_a_void_receipt_stays_visible(session: Session, numbers: list[str]) -> None:
    print_receipts(numbers[:1], session)
    void(numbers[0], operator=session.operator, reason="重复登记了")
    void(numbers[1], operator=session.operator, reason="重复登记了")
    printout = print_receipts(numbers, session)
    pages = pages_of(printout.pdf)
    assert ["作废" in page for page in pages] == [True, True, False]
    assert numbers[1] not in unprinted()
    assert of_day(today()) == tuple(numbers)


def test_unprinted_shrinks_as_receipts_are_printed(
    session: Session, numbers: list[str]
) -> None:
    assert unprinted() == tuple(numbers)
    print_receipts(numbers[1:2], session)
    assert unprinted() == (numbers[0], numbers[2])
    assert status().unsent == 3


def test_one_that_cannot_be_printed_does_not_hold_back_the_others(
    session: Session, numbers: list[str]
) -> None:
    rare = family(7, hukou_address="某街\U0003134f号")
    refused = enroll(rare, operator=session.operator).receipt_no
    draft = save_draft(family(8), operator=session.operator)
    wanted = [numbers[0], refused, draft, "没有", numbers[1], numbers[0]]
    printout = print_receipts(wanted, session)
    assert [each.receipt_no for each in printout.receipts] == numbers[:2]
    assert [each.receipt_no for each in printout.refused] == [refused, draft, "没有"]
    assert "\U0003134f" in printout.refused[0].text
    assert printout.pages == 2
    assert select_value("SELECT count(*) FROM printing") == 2


def test_a_list_shows_who_and_how_often(session: Session, numbers: list[str]) -> None:
    print_receipts(numbers[:1], session)
    void(numbers[1], operator=session.operator, reason="重复登记了")
    rows = listed([numbers[1], numbers[0], "没有"])
    assert [row.receipt_no for row in rows] == [numbers[1], numbers[0]]
    assert [row.printed for row in rows] == [0, 1]
    assert [row.state for row in rows] == ["VOID", "CONFIRMED"]
    assert rows[1].self_pay_fen == 12500


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("content = replace(content, '壹佰贰拾伍', '壹佰叁拾伍')", "大小写"),
        ("content = replace(content, ':16500', ':17500')", "不等于保费"),
        ("code = replace(code, '/12500/', '/12400/')", "校验码"),
        ("content = replace(content, '某街道', '别处')", "日志"),
        ("number = number, id = id", None),
    ],
)
def test_check_proves_what_was_printed(
    session: Session, numbers: list[str], change: str, named: str | None
) -> None:
    print_receipts(numbers, session)
    changed = change.replace("content,", "cast(content as text),")
    with transaction():
        write(f"UPDATE receipt SET {as_blob(changed)} WHERE number = ?", numbers[0])
    faults = [each.detail for each in check() if not each.ok]
    assert bool(faults) == (named is not None)
    assert named is None or named in "".join(faults)


def as_blob(change: str) -> str:
    column, _, value = change.partition(" = ")
    return f"content = cast({value} as blob)" if column == "content" else change


def test_check_counts_the_printings(session: Session, numbers: list[str]) -> None:
    print_receipts(numbers, session)
    with transaction():
        write("DELETE FROM printing WHERE id = 1")
    assert any("打印次数" in each.detail for each in check())


def test_nothing_is_logged_when_nothing_can_be_printed(session: Session) -> None:
    with pytest.raises(NothingToPrint, match="没有要打印的回执"):
        print_receipts([], session)
    with pytest.raises(NothingToPrint, match="没有编号为“x”的记录"):
        print_receipts(["x"], session)
    assert select("SELECT 1 FROM printing") == []


def test_a_run_can_be_repeated_for_one_jammed_page(
    session: Session, numbers: list[str]
) -> None:
    print_receipts(numbers, session, Layout("A4"))
    (run,) = runs_on(today())
    assert (run.receipts, run.paper, run.operator) == (3, "A4", session.operator.name)
    assert of_run(run.id) == tuple(numbers)
    assert of_run(run.id, page=2) == (numbers[1],)
    again = print_receipts(of_run(run.id, page=2), session)
    assert "补打第1次" in text_of(again.pdf)
    assert runs_on(date(2000, 1, 1)) == ()


def test_a_file_is_whole_before_it_counts_as_printed(
    session: Session, numbers: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "回执.pdf"
    printout = print_to_file(numbers, session, file)
    assert file.read_bytes() == printout.pdf
    assert list(tmp_path.glob(".*")) == []


def test_a_file_that_cannot_be_written_logs_nothing(
    session: Session, numbers: list[str], tmp_path: Path
) -> None:
    with pytest.raises(EnvironmentTrouble, match="写不了文件"):
        print_to_file(numbers, session, tmp_path / "没有这个文件夹" / "回执.pdf")
    assert select("SELECT 1 FROM printing") == []
    assert unprinted() == tuple(numbers)


def test_the_printer_is_moved_by_its_offset(
    session: Session, numbers: list[str]
) -> None:
    plain = preview(numbers[0], session)
    shifted = preview(numbers[0], session, Layout("A5", 2.5, -1.0))
    assert plain != shifted
    assert pages_of(plain) == pages_of(shifted)


def test_a_station_restyles_its_receipts_without_code(
    session: Session, numbers: list[str], folder: Path
) -> None:
    own = folder / "templates"
    own.mkdir()
    (own / "wording.toml").write_text(
        'format = 1\ntitle = "碑林区参保回执"\nstatements = ["不作发票"]\n', "utf-8"
    )
    assert "碑林区参保回执" in text_of(preview(numbers[0], session))


def test_a_broken_template_is_named(
    session: Session, numbers: list[str], folder: Path
) -> None:
    own = folder / "templates"
    own.mkdir()
    (own / "receipt-A5.toml").write_text("format = 1\nname = 'x'\n", "utf-8")
    with pytest.raises(UserError, match="receipt-A5"):
        preview(numbers[0], session)


def insure(session: Session, tmp_path: Path, n: int, number: str) -> None:
    """Take in the number of family `n`'s policy."""
    file = policies(tmp_path / "保单.xlsx", (n, number))
    choice = Choice(scheme_id="xian-2025", replace=True)
    take_policy_numbers(file, choice, operator=session.operator)


def test_a_policy_that_came_later_makes_a_new_edition(
    session: Session, numbers: list[str], tmp_path: Path
) -> None:
    first = print_receipts(numbers[:1], session)
    insure(session, tmp_path, 1, "PZAA2026-0001")
    (known,) = listed(numbers[:1])
    assert (known.state, known.printed) == ("INSURED", 1)
    assert numbers[0] not in unprinted()
    printed = print_receipts(numbers[:1], session)
    text = text_of(printed.pdf)
    for words in ("PZAA2026-0001", "已承保", "（第2版）", "补打第1次"):
        assert words in text
    assert "待区县受理" not in text
    (entry,) = entries_of(queries.latest(numbers[0]).uid)  # type: ignore[union-attr]
    assert entry.data["edition"] == 2
    assert all(each.ok for each in check())
    old, new = (verify(each.receipts[0].code) for each in (first, printed))
    assert "自付金额相同，应以第2版为准" in old.text
    assert "没有作废" in new.text


def test_the_edition_with_a_policy_keeps_what_was_printed(
    session: Session, numbers: list[str], tmp_path: Path
) -> None:
    print_receipts(numbers[:1], session)
    january = queries.latest(numbers[0])
    add_scheme(scheme_texts()[0].replace("一孩家庭", "改了名的一孩家庭"))
    insure(session, tmp_path, 1, "PZAA2026-0001")
    print_receipts(numbers[:1], session)
    march = queries.latest(numbers[0])
    assert january is not None
    assert march is not None
    again = msgspec.structs.replace(march.content, policy_no="", edition=1)
    assert again == january.content


def test_a_receipt_printed_after_the_policy_has_one_edition(
    session: Session, numbers: list[str], tmp_path: Path
) -> None:
    insure(session, tmp_path, 2, "PZAA2026-0002")
    printed = print_receipts([numbers[1]], session)
    assert printed.receipts[0].reprint == 0
    assert "PZAA2026-0002" in text_of(printed.pdf)
    assert print_receipts([numbers[1]], session).receipts[0].reprint == 1
    assert queries.latest(numbers[1]).edition == 1  # type: ignore[union-attr]
