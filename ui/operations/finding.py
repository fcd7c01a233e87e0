"""What Ctrl+K offers for a text: persons and receipts of the library, and commands."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction, QKeySequence

from jisheng_desktop.domain.enrollments import Hit
from jisheng_desktop.domain.pinyin import initials
from jisheng_desktop.domain.states import STATE_NAMES
from jisheng_desktop.services.searching import find
from ui.models.findings import Finding

PEOPLE_SHOWN = 9
COMMANDS_SHOWN = 30


def find_people(text: str, open_record: Callable[[str], object]) -> list[Finding]:
    """Return the persons, households and receipts that answer to `text`."""
    if not text:
        return []
    hits = find(text, limit=PEOPLE_SHOWN).results
    return [_person(hit, open_record) for hit in hits]


def find_commands(text: str, actions: Iterable[QAction]) -> list[Finding]:
    """Return the actions whose words or pinyin initials hold `text`; all for none."""
    wanted = text.lower()
    fitting = [each for each in actions if each.isEnabled() and _fits(each, wanted)]
    return [_command(each) for each in fitting[:COMMANDS_SHOWN]]


def _fits(action: QAction, wanted: str) -> bool:
    words = action.text()
    return wanted in words.lower() or any(wanted in each for each in initials(words))


def _command(action: QAction) -> Finding:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return Finding(action.text(), keys, "command", action.trigger)


def _person(hit: Hit, open_record: Callable[[str], object]) -> Finding:
    number = hit.receipt_no or hit.enroll_no or hit.household_no or ""
    words = f"{hit.name}　{hit.id_masked}　{number}".strip()
    note = f"{hit.village}　{hit.policy_year}　{STATE_NAMES[hit.state]}"
    return Finding(words, note, "person", lambda: open_record(hit.uid))
