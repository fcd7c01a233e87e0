"""The entry form as data: what was typed and what was carried over, by document path."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from jisheng_desktop.domain.documents import EnrollmentKind

Purpose = Literal["NEW", "DRAFT", "CORRECTION"]


class Subject(msgspec.Struct, frozen=True):
    """What the form will be saved as; `key` is the draft's or the enrolment's own."""

    purpose: Purpose = "NEW"
    key: str = ""
    title: str = ""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One household as it is being entered; every change is a new form.

    Texts stand under the paths of the household document (`household.contact_phone`,
    `members.p1.id_no`), which are also the fields that problems name.
    `people` are the rows of the grid; the last one is always blank.
    """

    subject: Subject = Subject()
    kind: EnrollmentKind = "NEW"
    entered: dict[str, str] = {}
    carried: dict[str, str] = {}
    people: tuple[str, ...] = ("p1",)

    def typed(self) -> dict[str, str]:
        """Return everything typed or carried over; what was typed wins."""
        return self.carried | self.entered

    def named(self) -> tuple[str, ...]:
        """Return the rows in which something was typed, in their order."""
        used = {person_of(path) for path, text in self.entered.items() if text}
        return tuple(ref for ref in self.people if ref in used)

    def with_text(self, path: str, text: str) -> "Form":
        """Return the form with one text changed."""
        return self.with_texts({path: text})

    def with_texts(self, texts: Mapping[str, str]) -> "Form":
        """Return the form with several texts changed at once, a blank row kept at the end."""
        entered = self.entered | {path: _sound(text) for path, text in texts.items()}
        form = msgspec.structs.replace(self, entered=entered)
        return form.with_blank_row()

    def with_blank_row(self) -> "Form":
        """Return the form with its last row blank, as it always should be."""
        if self.people and self.people[-1] not in self.named():
            return self
        people = (*self.people, next_ref(self.people))
        return msgspec.structs.replace(self, people=people)

    def with_people(self, people: tuple[str, ...]) -> "Form":
        """Return the form with these rows."""
        return msgspec.structs.replace(self, people=people)

    def without_person(self, ref: str) -> "Form":
        """Return the form without one row of the grid."""
        entered = {p: t for p, t in self.entered.items() if person_of(p) != ref}
        people = tuple(person for person in self.people if person != ref)
        form = msgspec.structs.replace(self, entered=entered, people=people)
        return form.with_blank_row()

    def without_days_of(self, day: date) -> "Form":
        """Return the form of a draft without the day on which it was put aside.

        A household is enrolled, and pays, on the day it is confirmed.
        """
        texts = dict(self.entered)
        for path in ("enrolled_on", "payment.paid_on"):
            if texts.get(path) == day.isoformat():
                del texts[path]
        return msgspec.structs.replace(self, entered=texts)

    def row_for_number(self, current: str | None) -> str:
        """Return the row that takes the next number: `current` while it has none."""
        if current and not self.entered.get(person_path(current, "id_no")):
            return current
        return self.people[-1]

    def without_carried(self) -> "Form":
        """Return the form without what the last household left behind."""
        return msgspec.structs.replace(self, carried={})


def _sound(text: str) -> str:
    """Return text that can be written to disk: half a character is none."""
    return text if text.isascii() else text.encode(errors="ignore").decode()


def person_path(ref: str, name: str) -> str:
    """Return the path of one field of a member."""
    return f"members.{ref}.{name}"


def person_of(path: str) -> str | None:
    """Return the member a path belongs to, or None for the household's own fields."""
    return path.split(".", 2)[1] if path.startswith("members.") else None


def next_ref(people: tuple[str, ...]) -> str:
    """Return a ref no row has had yet: p1, p2, p3."""
    numbers = [int(ref[1:]) for ref in people if ref[:1] == "p" and ref[1:].isdigit()]
    return f"p{max(numbers, default=0) + 1}"
