"""Keys, readers and input methods on the entry page."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from tests.ui.entry.entering import (
    DAUGHTER,
    FATHER,
    MOTHER,
    PHONE,
    THREE,
    type_head,
    type_people,
)
from tests.ui.typist import CONTROL, SHIFT, Key, Typist
from ui.entry.editors import TextField
from ui.entry.fields import HOUSEHOLD
from ui.entry.form import person_path
from ui.pages.entry import EntryPage

TABLE = (
    "姓名\t身份证号码\t与户主关系\t联系电话\n"
    f"王强\t{FATHER.number}\t户主\t{PHONE}\n"
    f"李 芳\t{MOTHER.number[:6]} {MOTHER.number[6:]}\t妻\t{PHONE}\n"
)


def numbers(page: EntryPage) -> list[str]:
    """Return the numbers in the grid, row by row."""
    state = page.sheet.state
    return [state.of(ref, "id_no") for ref in state.form.named()]


def field(page: EntryPage, path: str) -> TextField:
    """Return the text field at a path."""
    editor = page.board.editors[path]
    assert isinstance(editor, TextField)
    return editor


def test_number_fills_the_rest(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    typist.types(FATHER.number)
    state = page.sheet.state
    told = {name: state.of("p1", name) for name in ("sex", "birth_date", "insured")}
    assert told == {"sex": "M", "birth_date": "1985-03-12", "insured": "yes"}
    assert field(page, person_path("p1", "birth_date")).text() == "1985-03-12"


def test_decision_follows_every_key(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    typist.types(FATHER.number[:17])
    assert "E102" in [problem.code for problem in page.sheet.problems]
    typist.types(FATHER.number[17])
    assert "E102" not in [problem.code for problem in page.sheet.problems]


def test_what_waits_its_turn_is_no_error_yet(page: EntryPage, typist: Typist) -> None:
    assert page.sheet.open_problems() == []
    assert page.sheet.pending_problems() != []


def test_back_and_forth(page: EntryPage, typist: Typist) -> None:
    start = page.board.here
    typist.types("1")
    typist.enter()
    assert page.board.here != start
    typist.press(Key.Key_Return, modifiers=SHIFT)
    assert page.board.here == start


def test_choices_by_number_by_initials_and_by_word(
    page: EntryPage, typist: Typist
) -> None:
    type_head(typist)
    type_people(typist, FATHER, MOTHER)
    path = person_path("p2", "relation_code")
    page.board.focus(path)
    for typed, code in (("52", "52"), ("q", "12"), ("hz", "02"), ("zn", "32")):
        field(page, path).selectAll()
        typist.types(typed)
        assert page.sheet.values[path] == code, typed
    field(page, path).selectAll()
    typist.composes("erxi", "儿媳")
    assert page.sheet.values[path] == "38"


def test_arrows_walk_the_list_of_choices(page: EntryPage, typist: Typist) -> None:
    page.board.focus("household.hukou_type")
    typist.press(Key.Key_Down, Key.Key_Down)
    assert page.sheet.values["household.hukou_type"] == "RURAL"
    typist.enter()
    assert field(page, "household.hukou_type").text() == "2 农村"


def test_arrows_walk_the_rows(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, FATHER, MOTHER)
    typist.press(Key.Key_Up)
    assert page.board.here == person_path("p2", "id_no")
    typist.press(Key.Key_Up, Key.Key_Up, Key.Key_Down)
    assert page.board.here == person_path("p2", "id_no")


def test_problems_one_after_the_other(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    typist.types(FATHER.number[:17])
    typist.enter()
    visited = []
    for _ in range(4):
        typist.press(Key.Key_F8)
        visited.append(page.board.here)
    number, name = person_path("p1", "id_no"), person_path("p1", "name")
    assert visited == [person_path("p2", "id_no"), "consents", number, name]
    typist.press(Key.Key_F8, modifiers=SHIFT)
    assert page.board.here == number


def test_reader_in_the_number_field(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    typist.types(FATHER.number)
    typist.enter()
    assert page.board.here == person_path("p1", "name")
    assert numbers(page) == [FATHER.number]


def test_reader_in_a_field_not_meant_for_it(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, FATHER)
    page.board.focus("household.hukou_address")
    typist.types(MOTHER.number)
    typist.enter()
    assert numbers(page) == [FATHER.number, MOTHER.number]
    assert page.sheet.values["household.hukou_address"] == "碑林区某街道15号"
    assert page.board.here == person_path("p2", "name")


def test_reader_at_the_consents_ticks_nothing(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    page.view.go("consents")
    typist.types(DAUGHTER.number)
    typist.enter()
    assert numbers(page) == [DAUGHTER.number]
    assert "consents.voluntary" not in page.sheet.values


def test_reader_reads_the_same_card_twice(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, FATHER)
    typist.types(FATHER.number)
    typist.enter()
    assert numbers(page) == [FATHER.number]


def test_full_width_and_spaces(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in FATHER.number)
    typist.composes("x", f"{wide[:6]} {wide[6:]}")
    typist.enter()
    assert numbers(page) == [FATHER.number]


def test_composition_is_left_alone(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    typist.types(FATHER.number)
    typist.enter()
    before = page.sheet.form
    name = field(page, person_path("p1", "name"))
    typist.composes("wangq")
    page.sheet.visit_everything()
    page.sheet.edit("household.group_name", "三组")
    assert name.composing
    assert name.text() == ""
    assert page.sheet.form.entered.items() - before.entered.items() == {
        ("household.group_name", "三组")
    }
    typist.composes("wangqiang", "王强")
    assert page.sheet.state.of("p1", "name") == "王强"


def test_undo_and_redo_over_the_whole_form(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, FATHER)
    full = page.sheet.form
    steps = 0
    while page.sheet.form.entered:
        typist.press(Key.Key_Z, modifiers=CONTROL)
        steps += 1
    assert steps == 7  # five fields, a number, a name: each one step
    for _ in range(steps):
        typist.press(Key.Key_Y, modifiers=CONTROL)
    assert page.sheet.form.entered == full.entered


def test_undo_brings_back_a_deleted_member(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, *THREE)
    page.board.focus(person_path("p2", "name"))
    typist.press(Key.Key_Delete, modifiers=CONTROL)
    assert numbers(page) == [FATHER.number, DAUGHTER.number]
    typist.press(Key.Key_Z, modifiers=CONTROL)
    assert numbers(page) == [each.number for each in THREE]


def test_rows_from_excel(page: EntryPage, typist: Typist) -> None:
    QGuiApplication.clipboard().setText(TABLE)
    page.board.focus(person_path("p1", "id_no"))
    typist.press(Key.Key_V, modifiers=CONTROL)
    assert numbers(page) == [FATHER.number, MOTHER.number]
    state = page.sheet.state
    assert [state.of(ref, "relation_code") for ref in state.form.named()] == [
        "02",
        "12",
    ]
    assert state.get("household.contact_phone") == PHONE
    typist.press(Key.Key_Z, modifiers=CONTROL)
    assert numbers(page) == []
    assert page.board.here == person_path("p1", "id_no")


def test_undone_rows_lead_back_to_where_they_were_pasted(
    page: EntryPage, typist: Typist
) -> None:
    type_head(typist)
    type_people(typist, FATHER)
    before = page.board.here
    rows = f"{MOTHER.number}\t{MOTHER.name}\n{DAUGHTER.number}\t{DAUGHTER.name}\n"
    QGuiApplication.clipboard().setText(rows)
    typist.press(Key.Key_V, modifiers=CONTROL)
    typist.press(Key.Key_Z, modifiers=CONTROL)
    assert page.board.here == before
    typist.press(Key.Key_Y, modifiers=CONTROL)
    assert numbers(page) == [each.number for each in THREE]


def test_a_number_excel_has_spoilt_is_named(
    page: EntryPage, typist: Typist, said: list[str]
) -> None:
    QGuiApplication.clipboard().setText("王强\t6.10103E+17\n")
    page.board.focus(person_path("p1", "id_no"))
    typist.press(Key.Key_V, modifiers=CONTROL)
    assert said == ["表格里的证件号码 6.10103E+17 已被 Excel 损坏，请照证件重新录入"]


def test_carried_values_can_be_cleared(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, *THREE)
    typist.enter(2)
    typist.press(Key.Key_Space, Key.Key_F9, Key.Key_Return)
    assert page.sheet.values["household.group_name"] == "二组"
    assert field(page, "household.group_name").property("tone") == "carried"
    typist.press(Key.Key_F4)
    assert "household.group_name" not in page.sheet.values
    assert page.board.here == "household.village_code"


def test_rarely_needed_fields_open_where_a_problem_is(
    page: EntryPage, typist: Typist
) -> None:
    type_head(typist)
    type_people(typist, *THREE)
    page.board.focus(person_path("p3", "name"))
    typist.press(Key.Key_F6)
    page.board.focus(person_path("p3", "hukou_region_code"))
    typist.types("530402")
    page.board.focus(person_path("p1", "name"))
    assert "W515" in [problem.code for problem in page.sheet.problems]
    page.view.more.close_up()
    page.view.go(person_path("p3", "hukou_region_code"))
    assert page.view.more.isVisible()
    assert page.board.here == person_path("p3", "hukou_region_code")


def test_every_field_has_a_name_for_readers(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, *THREE)
    assert all(editor.accessibleName() for editor in page.board.editors.values())


def test_the_number_hints_at_its_region(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    typist.types(FATHER.number)
    foot = page.view.findChildren(QLabel)
    assert any("610103：碑林区（仅供参考）" in label.text() for label in foot)


def test_tab_visits_every_field_in_reading_order(
    page: EntryPage, typist: Typist
) -> None:
    seen = [page.board.here]
    for _ in range(6):
        typist.press(Key.Key_Tab)
        seen.append(page.board.here)
    assert seen == [field.path for field in HOUSEHOLD[:7]]
    typist.press(Key.Key_Backtab)
    assert page.board.here == seen[-2]
