"""The entry page in the real window, on a fixed day."""

from datetime import UTC, datetime

import pytest

from tests.ui.typist import Typist
from ui.notices import Notice
from ui.pages.entry import EntryPage
from ui.workspace import Workspace

WORKING_DAY = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def january(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the computer's clock stand in the enrolment window."""
    monkeypatch.setattr("ui.when.now", lambda: WORKING_DAY)


@pytest.fixture
def page(january: None, workspace: Workspace) -> EntryPage:
    """The entry page, brought to the front."""
    workspace.show_page("entry")
    page = workspace.page("entry")
    assert isinstance(page, EntryPage)
    return page


@pytest.fixture
def typist(page: EntryPage) -> Typist:
    """Hands on the keyboard of the page."""
    return Typist()


@pytest.fixture
def said(page: EntryPage) -> list[str]:
    """Everything the desk tells the user from now on, refusals included."""
    sentences: list[str] = []

    def take(notice: Notice) -> None:
        sentences.append(notice.text)

    page.desk.notices.posted.connect(take)
    page.desk.errors.broken.connect(sentences.append)
    return sentences
