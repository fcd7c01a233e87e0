"""Last year's household comes back with one key, and what belongs to a year does not."""

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.households import enrollment
from jisheng_desktop.services.library import office
from jisheng_desktop.services.scheme_years import prepare_year, proposed_year
from tests.ui.families import family
from tests.ui.typist import CONTROL, Key, Typist
from ui.pages.entry import EntryPage
from ui.workspace import Workspace


@pytest.fixture
def known(page: EntryPage, workspace: Workspace) -> str:
    """A household of 2026 while the desk works on 2027; the number of its head."""
    enrolled = enroll(family(1), operator=page.desk.operator)
    prepare_year("xian-2025", proposed_year("xian-2025", 2027))
    page.desk.office = msgspec.structs.replace(
        page.desk.office, schemes=office().schemes
    )
    page.desk.choose_scheme("xian-2025", 2027)
    page.start_new()
    return enrollment(enrolled.enroll_no).document.members[0].id_no or ""


def test_the_family_is_offered_once_its_number_is_typed(
    page: EntryPage, typist: Typist, said: list[str], known: str
) -> None:
    page.board.focus(f"members.{page.sheet.form.people[0]}.id_no")
    typist.types(known)
    typist.enter()
    assert any("以前参过保" in each and "F7" in each for each in said)
    typist.press(Key.Key_F7)
    form = page.sheet.form
    assert len(form.named()) == 3
    assert form.kind == "RENEWAL"
    assert page.sheet.document.kind == "RENEWAL"
    assert page.sheet.document.policy_year == 2027
    assert page.sheet.values["household.contact_phone"]
    assert not page.sheet.values.get("consents.voluntary")
    assert "consents.voluntary" in {p.field for p in page.sheet.problems}
    typist.press(Key.Key_Z, modifiers=CONTROL)
    assert len(page.sheet.form.named()) == 1


def test_somebody_new_is_said_to_be_new(
    page: EntryPage, typist: Typist, said: list[str], known: str
) -> None:
    typist.press(Key.Key_F7)
    assert "先录" in said[-1]
    page.board.focus(f"members.{page.sheet.form.people[0]}.id_no")
    typist.types("610103199001011239")
    typist.press(Key.Key_F7)
    assert "没有找到" in said[-1]
    assert page.sheet.form.kind == "NEW"


def test_a_correction_keeps_that_it_is_a_renewal(
    page: EntryPage, qtbot: QtBot, known: str
) -> None:
    document = msgspec.structs.replace(family(5), kind="RENEWAL")
    enrolled = enroll(document, operator=page.desk.operator)
    page.open_enrollment(enrolled.enroll_no)
    assert page.sheet.document.kind == "RENEWAL"
