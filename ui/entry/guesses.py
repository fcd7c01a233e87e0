"""The values of the form: what was typed, completed by what can be told from it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from jisheng_desktop.domain.ages import completed_years
from jisheng_desktop.domain.documents import IdType
from jisheng_desktop.domain.guesses import (
    ADULT_AGE,
    Known,
    likely_relations,
    likely_role,
)
from jisheng_desktop.domain.identity import examine, id_type_of
from jisheng_desktop.domain.relations import CHILD_CODES, HEAD_CODES
from jisheng_desktop.domain.text import halfwidth
from ui.entry.dates import read_day
from ui.entry.form import Form, person_path
from ui.entry.terms import Terms

YES, NO = "yes", "no"
Values = dict[str, str]


def values(form: Form, terms: Terms) -> Values:
    """Return every value of the form: what was typed, else what is likely.

    An emptied field falls back on the guess; where nothing can be guessed it stays empty.
    """
    typed = {path: text for path, text in form.typed().items() if text}
    known = _Guesser(typed, form.named(), terms)
    return known.guesses() | typed


def day_or(text: str | None, otherwise: date) -> date:
    """Return the day a text means, or the other one while it means none."""
    with suppress(ValueError):
        return read_day(text or "")
    return otherwise


class _Guesser:
    """Completes one state of the form, household last, because it follows its people."""

    def __init__(self, typed: Mapping[str, str], people: tuple[str, ...], terms: Terms):
        self.typed = typed
        self.people = people
        self.terms = terms
        self.enrolled_on = day_or(typed.get("enrolled_on"), terms.today)
        self.found: Values = {}

    def guesses(self) -> Values:
        """Return the guesses for everything that can be guessed."""
        for ref in self.people:
            self._tell_from_number(ref)
        self._guess_relations()
        for ref in self.people:
            self._guess_part(ref)
        self._guess_verification()
        self._guess_household()
        return self.found

    def _value(self, ref: str, name: str) -> str | None:
        path = person_path(ref, name)
        return self.typed.get(path) or self.found.get(path)

    def _guess(self, ref: str, name: str, value: str | None) -> None:
        if value:
            self.found[person_path(ref, name)] = value

    def _tell_from_number(self, ref: str) -> None:
        raw = self.typed.get(person_path(ref, "id_no"), "")
        shape = id_type_of(halfwidth(raw).upper()) or "RESIDENT_ID"
        self._guess(ref, "id_type", shape)
        id_type: IdType = self._value(ref, "id_type") or shape  # type: ignore[assignment]
        number = examine(id_type, raw, on=self.enrolled_on, field="")
        self._guess(ref, "sex", number.sex)
        if number.birth_date:
            self._guess(ref, "birth_date", number.birth_date.isoformat())
        self._guess(ref, "alive", YES)

    def _known(self, ref: str) -> Known:
        sex = self._value(ref, "sex")
        born = day_or(self._value(ref, "birth_date"), date.max)
        return Known(
            sex="M" if sex == "M" else "F" if sex == "F" else None,
            born=None if born == date.max else born,
            relation=self.typed.get(person_path(ref, "relation_code")),
        )

    def _guess_relations(self) -> None:
        known = [self._known(ref) for ref in self.people]
        relations = likely_relations(known, self.enrolled_on)
        for ref, relation in zip(self.people, relations, strict=True):
            self._guess(ref, "relation_code", relation)

    def _guess_part(self, ref: str) -> None:
        relation = self._value(ref, "relation_code")
        role = likely_role(relation, self.terms.scheme.kind)
        self._guess(ref, "insured_role", role)
        insured = YES if self._is_insurable(ref) else NO
        self._guess(ref, "insured", insured)
        if self._value(ref, "insured") == YES and self._age(ref) >= ADULT_AGE:
            self._guess(ref, "signed", YES)

    def _is_insurable(self, ref: str) -> bool:
        role = self._value(ref, "insured_role")
        if role is None or self._value(ref, "alive") == NO:
            return False
        return (
            role != "CHILD" or self._age(ref) <= self.terms.scheme.rules.child_age_max
        )

    def _age(self, ref: str) -> int:
        rules = self.terms.scheme.rules
        on = self.terms.ages_on(self.enrolled_on)
        born = day_or(self._value(ref, "birth_date"), on)
        return completed_years(born, on, rules.age_convention)

    def _guess_verification(self) -> None:
        """Whoever verified one claim of a household most likely verified them all."""
        for name in ("verified_by", "verified_on"):
            first = ""
            for ref in self.people:
                path = f"special_categories.0.{name}"
                if self._value(ref, "special_categories.0.category"):
                    self._guess(ref, path, first)
                    first = first or self.typed.get(person_path(ref, path), "")

    def _guess_household(self) -> None:
        relations = [self._value(ref, "relation_code") for ref in self.people]
        children = sum(relation in CHILD_CODES for relation in relations)
        self.found |= {
            "enrolled_on": self.terms.today.isoformat(),
            "household.children_born": str(children),
            "units": "1",
            "signature.kind": "SIGNED",
        }
        self._guess_place()
        self._guess_applicant(relations)
        if self.typed.get("payment.method", "NONE") != "NONE":
            self.found["payment.paid_on"] = self.enrolled_on.isoformat()

    def _guess_place(self) -> None:
        if len(self.terms.villages) == 1:
            self.found["household.village_code"] = self.terms.villages[0][0]
        village = self.typed.get("household.village_code") or self.found.get(
            "household.village_code", ""
        )
        if self.terms.scheme.in_area(village[:6]):
            self.found["household.hukou_region_code"] = village[:6]

    def _guess_applicant(self, relations: list[str | None]) -> None:
        heads = (
            ref
            for ref, relation in zip(self.people, relations, strict=True)
            if relation in HEAD_CODES
        )
        applicant = next(heads, None)
        if applicant:
            self.found["applicant"] = applicant
