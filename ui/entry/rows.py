"""Whole rows of the grid: pasted from a table, scanned from a card, deleted."""

from ui.entry.editors import clipboard
from ui.entry.form import Form, person_of, person_path
from ui.entry.form_view import FormView
from ui.entry.pasting import paste
from ui.entry.sheet import Sheet
from ui.entry.walker import Walker
from ui.notices import Notices


class Rows:
    """Changes the sheet by whole members, and leads the cursor on from there."""

    def __init__(
        self, sheet: Sheet, view: FormView, walker: Walker, notices: Notices
    ) -> None:
        self._sheet = sheet
        self._view = view
        self._walker = walker
        self._notices = notices

    def paste_clipboard(self) -> None:
        """Take in the rows on the clipboard."""
        self.paste(clipboard())

    def paste(self, text: str) -> None:
        """Take in the rows of a table, and name the numbers Excel has spoilt."""
        pasted = paste(self._sheet.form, text)
        self._sheet.replace(pasted.form, self._view.board.here)
        if pasted.spoilt:
            numbers = "、".join(pasted.spoilt)
            self._notices.say(
                f"表格里的证件号码 {numbers} 已被 Excel 损坏，请照证件重新录入", "bad"
            )
        else:
            self._notices.say(f"已粘贴 {pasted.rows} 行，按 Ctrl+Z 可以撤销", "good")
        self._walker.start()

    def scan(self, number: str, before: Form) -> None:
        """Put a scanned number where numbers belong, whatever field it was typed into.

        A card that was scanned already only leads to its row.
        """
        ref = self._row_with(number, before)
        if ref is None:
            ref = before.row_for_number(person_of(self._view.board.here))
        self._sheet.replay(before, person_path(ref, "id_no"), number)
        self._walker.walk_from_number(ref)

    def delete_here(self) -> None:
        """Delete the member the cursor is at; undo brings it back."""
        ref = person_of(self._view.board.here)
        if ref is not None and ref in self._sheet.form.named():
            self._sheet.replace(self._sheet.form.without_person(ref))
            self._view.go(person_path(self._sheet.form.people[-1], "id_no"))

    def _row_with(self, number: str, form: Form) -> str | None:
        numbers = (form.entered.get(person_path(ref, "id_no")) for ref in form.people)
        rows = zip(form.people, numbers, strict=True)
        return next((ref for ref, known in rows if known == number), None)
