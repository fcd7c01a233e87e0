"""The keys of the window as its own actions tell them."""

from collections.abc import Iterable, Iterator

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from jisheng_desktop.domain.key_cards import Key, KeyGroup, key_group


def group_of(title: str, actions: Iterable[QAction]) -> KeyGroup:
    """Return the keys of actions that work everywhere."""
    return key_group(title, "", _keys(actions))


def group_of_page(title: str, place: str, page: QWidget) -> KeyGroup:
    """Return the keys of a page and of the parts on it, shown now or not."""
    own = page.actions()
    parts = (each for each in page.findChildren(QAction) if each not in own)
    return key_group(title, place, _keys(own), _keys(parts))


def _keys(actions: Iterable[QAction]) -> Iterator[Key]:
    for each in actions:
        keys = each.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        yield Key(keys, each.text())
