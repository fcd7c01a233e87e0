"""The one signal that something in the library was saved."""

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """News of saved work, passed in by the application; whoever shows it re-reads.

    `saved` carries what changed (an enrolment number, an operator, …) and, as
    `initiator`, the widget that did it, so that it can ignore its own echo. `locked`
    comes before the desk is hidden: what nobody else may see is taken away.
    """

    saved = Signal(object, object)
    office_changed = Signal()
    scheme_chosen = Signal()
    locked = Signal()

    def announce(self, value: object, *, initiator: object = None) -> None:
        """Tell every listener that `value` was saved."""
        self.saved.emit(value, initiator)
