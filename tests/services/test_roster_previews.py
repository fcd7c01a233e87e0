"""What a roster is shown as before it is taken in; columns named by hand, and remembered."""

from pathlib import Path

import pytest

from jisheng_desktop.domain.columns import Target, recognise, target_named
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.importing_rosters import Choice, Imported, import_roster
from jisheng_desktop.services.roster_previews import ShownSheet, look_into, meanings
from jisheng_desktop.services.roster_tables import corrections_of, read_mapping
from tests.rosters import TITLES, add_sheet, family_rows, roster, write

FOREIGN = ("户号", "谁", "号", "与户主关系", "找他打", "户籍地址", "光荣证编号")
BY_HAND = {"谁": "name", "号": "id_no", "找他打": "contact_phone"}


def foreign(file: Path, families: range) -> Path:
    """Write a roster whose columns bear names that nobody else uses."""
    return write(file, [FOREIGN, *(row for n in families for row in family_rows(n))])


def take_in(file: Path, operator: Operator, **choice: object) -> Imported:
    return import_roster(file, Choice(**choice), operator=operator)  # type: ignore[arg-type]


def fields(sheet: ShownSheet) -> dict[str, str]:
    return {column.title: column.field for column in sheet.columns}


def test_columns_are_shown_with_their_meaning_and_samples(
    operator: Operator, tmp_path: Path
) -> None:
    rows = [["某村花名册"], ["序号", *TITLES, "爱好"]]
    rows += [[str(at), *row] for at, row in enumerate(family_rows(1), 1)]
    (sheet,) = look_into(write(tmp_path / "a.xlsx", rows))
    assert (sheet.listed, sheet.header_rows, sheet.rows) == (True, (2, 2), 3)
    shown = {column.title: column for column in sheet.columns}
    assert shown["身份证号码"].letters == "D"
    assert shown["身份证号码"].meaning == "证件号码"
    assert shown["身份证号码"].samples == tuple(row[2] for row in family_rows(1))
    assert shown["联系电话"].samples == ("13900000001",)
    assert (shown["序号"].field, shown["序号"].expected) == ("", True)
    assert (shown["爱好"].field, shown["爱好"].expected) == ("", False)


def test_unknown_header_is_shown_to_be_named(
    operator: Operator, tmp_path: Path
) -> None:
    titles = ["谁", "号", "找他打"]
    file = write(tmp_path / "a.xlsx", [["东关村2026"], titles, ["张三", "1", "2"]])
    (sheet,) = look_into(file)
    assert not sheet.listed
    assert sheet.header_rows == (2, 2)
    assert fields(sheet) == dict.fromkeys(titles, "")
    (sheet,) = look_into(file, corrections_of(BY_HAND))
    assert sheet.listed
    assert fields(sheet) == BY_HAND


def test_only_what_is_imported_is_remembered(
    operator: Operator, tmp_path: Path
) -> None:
    file = foreign(tmp_path / "a.xlsx", range(2))
    with pytest.raises(UserError, match="没有找到表头"):
        take_in(file, operator)
    corrections = corrections_of(BY_HAND)
    look_into(file, corrections)
    import_roster(
        file, Choice(corrections=corrections), operator=operator, dry_run=True
    )
    assert not look_into(file)[0].listed
    assert take_in(file, operator, corrections=corrections).new == 2
    (sheet,) = look_into(file)
    assert sheet.remembered
    assert fields(sheet).items() >= BY_HAND.items()


def test_next_file_with_the_same_titles_is_read_the_same(
    operator: Operator, tmp_path: Path
) -> None:
    take_in(
        foreign(tmp_path / "a.xlsx", range(2)),
        operator,
        corrections=corrections_of(BY_HAND),
    )
    table = [["来年的"], [*FOREIGN, "问题"], *family_rows(0), *family_rows(5)]
    done = take_in(write(tmp_path / "b.xlsx", table), operator)
    assert (done.new, done.unchanged, done.refused) == (1, 1, 0)


def test_recognised_column_can_be_overruled_and_left_out(
    operator: Operator, tmp_path: Path
) -> None:
    file = roster(tmp_path / "a.xlsx", range(1))
    corrections = corrections_of({"户籍地址": "residence_address", "光荣证编号": ""})
    assert fields(look_into(file, corrections)[0])["户籍地址"] == "residence_address"
    take_in(file, operator, corrections=corrections)
    (sheet,) = look_into(file)
    assert fields(sheet)["户籍地址"] == "residence_address"
    assert fields(sheet)["光荣证编号"] == ""
    assert look_into(file, {})[0].remembered is False
    assert fields(look_into(file, {})[0])["户籍地址"] == "hukou_address"


def test_columns_of_one_title_are_told_apart(
    operator: Operator, tmp_path: Path
) -> None:
    titles = [*TITLES, "电话", "电话（家）", "电话"]
    rows = [[*row, "", "029-85551234", "13911112222"] for row in family_rows(1)]
    file = write(tmp_path / "a.xlsx", [titles, *rows])
    (sheet,) = look_into(file)
    assert [column.title for column in sheet.columns][len(TITLES) :] == [
        "电话",
        "电话（家）（第2个）",
        "电话（第3个）",
    ]
    corrections = corrections_of({"电话（第3个）": "phone"})
    shown = fields(look_into(file, corrections)[0])
    assert shown["联系电话"] == "contact_phone"
    assert [shown[t] for t in ("电话", "电话（家）（第2个）", "电话（第3个）")] == [
        "",
        "",
        "phone",
    ]
    assert take_in(file, operator, corrections=corrections).new == 1
    (sheet,) = look_into(write(tmp_path / "b.xlsx", [titles, *rows]))
    assert sheet.remembered
    assert fields(sheet) == shown


def test_what_somebody_says_of_a_column_stands_before_what_is_recognised(
    operator: Operator, tmp_path: Path
) -> None:
    file = write(tmp_path / "a.xlsx", [[*TITLES, "常用号"], *family_rows(1)])
    shown = fields(look_into(file, corrections_of({"常用号": "contact_phone"}))[0])
    assert (shown["常用号"], shown["联系电话"]) == ("contact_phone", "")


def test_mapping_file_names_columns(operator: Operator, tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    lines = (f'"{title}" = "{field}"' for title, field in BY_HAND.items())
    mapping.write_text("\n".join(("[columns]", *lines)), "utf-8")
    file = foreign(tmp_path / "a.xlsx", range(1))
    assert take_in(file, operator, corrections=read_mapping(mapping)).new == 1


def test_a_correction_that_names_no_column_is_refused(
    operator: Operator, tmp_path: Path
) -> None:
    file = foreign(tmp_path / "a.xlsx", range(1))
    corrections = corrections_of(BY_HAND | {"家庭住址二": "hukou_address"})
    with pytest.raises(UserError, match=r"“家庭住址二”在“a\.xlsx”的表头里没有"):
        take_in(file, operator, corrections=corrections)
    assert take_in(file, operator, corrections=corrections_of(BY_HAND)).new == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [("a = ", "TOML"), ("[x]", "columns"), ('[columns]\n"谁" = "who"', "who")],
)
def test_mapping_file_that_cannot_serve(tmp_path: Path, text: str, words: str) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(text, "utf-8")
    with pytest.raises(UserError, match=words):
        read_mapping(mapping)


def test_every_sheet_is_shown_and_only_chosen_ones_are_read(
    operator: Operator, tmp_path: Path
) -> None:
    file = roster(tmp_path / "a.xlsx", range(2))
    add_sheet(file, "第二组", [TITLES, *family_rows(2)])
    add_sheet(file, "说明", [["请逐户填写"]])
    sheets = look_into(file)
    assert [(each.name, each.listed, each.rows) for each in sheets] == [
        ("花名册", True, 6),
        ("第二组", True, 3),
        ("说明", False, 0),
    ]
    assert take_in(file, operator, sheets=("第二组",)).new == 1
    done = take_in(file, operator)
    assert (done.new, done.unchanged) == (2, 1)


def test_every_meaning_is_known_again_by_its_words() -> None:
    for each in meanings():
        target = target_named(each.field)
        assert isinstance(target, Target)
        assert recognise(each.words) == target
