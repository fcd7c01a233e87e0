"""Between the texts of the form and the household document."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec

from jisheng_desktop.domain.ages import completed_years
from jisheng_desktop.domain.confirmation import CONSENT_AGE
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.domain.reading import read_document
from jisheng_desktop.domain.text import halfwidth
from ui.entry.dates import read_day
from ui.entry.fields import OF_HOUSEHOLD, PERSON, Field, Kind
from ui.entry.form import Form, person_path
from ui.entry.guesses import NO, YES, Values, day_or
from ui.entry.guesses import values as guess
from ui.entry.terms import Terms

BASIS = "填写格式"
GUARDIAN = "consents.guardian"
MOST_COUNTED = 99

GUESSED = {
    "id_type",
    "sex",
    "birth_date",
    "alive",
    "relation_code",
    "insured_role",
    "insured",
    "signed",
    "household.children_born",
    "household.hukou_region_code",
    "units",
    "applicant",
    "signature.kind",
    "payment.paid_on",
}

Tree = dict[str, Any]


class Reading(NamedTuple):
    """The document a form stands for, and the entries that could not be read."""

    document: HouseholdDocument
    unreadable: tuple[Problem, ...]


def read_form(form: Form, values: Values, terms: Terms) -> Reading:
    """Return the document of a form; an unreadable entry becomes a problem and is left out."""
    reader = _Reader(values)
    tree: Tree = {"household": {}, "consents": {}}
    for field in OF_HOUSEHOLD:
        _put(tree, field.path, reader.read(field, field.path))
    tree["consents"].pop("guardian", None)
    tree |= {"scheme": terms.scheme.id, "policy_year": terms.policy_year}
    tree["kind"] = form.kind
    tree.setdefault("enrolled_on", terms.today.isoformat())
    tree["members"] = [reader.member(ref, tree) for ref in form.named()]
    if tree.get("applicant") not in form.named():
        tree.pop("applicant", None)
    return Reading(read_document(tree), tuple(reader.problems))


def texts_of(document: HouseholdDocument) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the texts of a stored document by path, and its members' refs in order."""
    tree = msgspec.to_builtins(document)
    members = tree.pop("members")
    for key in ("scheme", "policy_year", "kind"):
        tree.pop(key)
    texts = dict(_flat("", tree))
    for member in members:
        texts |= _flat(f"members.{member.pop('ref')}", member)
    agreed = [texts.pop(path) for path in _guardian_paths(texts)]
    if agreed:
        texts[GUARDIAN] = YES if all(each == YES for each in agreed) else NO
    return texts, tuple(member.ref for member in document.members)


def form_of(document: HouseholdDocument, terms: Terms) -> Form:
    """Return the form of a stored document.

    What the form would propose by itself counts as not typed, so that it goes on
    following the rest: a mended number brings its birth date, another child is counted.
    """
    texts, people = texts_of(document)
    bare = {path: text for path, text in texts.items() if not _is_guessed(path)}
    guessed = guess(Form(entered=bare, people=people), terms)
    typed = {p: t for p, t in texts.items() if p in bare or guessed.get(p) != t}
    form = Form(kind=document.kind, entered=typed, people=people)
    is_same = guess(form, terms).items() >= texts.items()
    return form if is_same else msgspec.structs.replace(form, entered=texts)


def _is_guessed(path: str) -> bool:
    name = path.split(".", 2)[2] if path.startswith("members.") else path
    return name in GUESSED


def _guardian_paths(texts: Mapping[str, str]) -> list[str]:
    return [path for path in texts if path.endswith(".guardian_consent")]


def _flat(at: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the texts below `at`; nothing for what is not stated."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{at}.{key}" if at else key, inner)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _flat(f"{at}.{index}", inner)
    elif isinstance(value, bool):
        yield at, YES if value else NO
    elif value is not None:
        yield at, str(value)


class _Reader:
    """Reads texts by the kind of their field and gathers what cannot be read."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.problems: list[Problem] = []

    def read(self, field: Field, path: str) -> object:
        """Return what the text at `path` means, None when it is empty or unreadable."""
        text = self.values.get(path, "").strip()
        if not text:
            return None
        match field.kind:
            case Kind.DAY:
                return self._day(field, path, text)
            case Kind.COUNT:
                return self._count(field, path, text)
            case Kind.TICK:
                return text == YES
            case _:
                return text

    def member(self, ref: str, household: Tree) -> Tree:
        """Return one member as the document has it."""
        tree: Tree = {"ref": ref, "name": "", "insured": False}
        for field in PERSON:
            _put(tree, field.path, self.read(field, person_path(ref, field.path)))
        slots = tree.pop("special_categories", {}).values()
        tree["special_categories"] = [slot for slot in slots if "category" in slot]
        if tree["insured"] and self._under_consent_age(tree, household):
            tree["guardian_consent"] = self._guardian()
        return tree

    def _guardian(self) -> bool | None:
        text = self.values.get(GUARDIAN)
        return None if text is None else text == YES

    def _under_consent_age(self, member: Tree, household: Tree) -> bool:
        enrolled_on = date.fromisoformat(household["enrolled_on"])
        born = day_or(member.get("birth_date"), date.min)
        return completed_years(born, enrolled_on) < CONSENT_AGE

    def _day(self, field: Field, path: str, text: str) -> str | None:
        try:
            return read_day(text).isoformat()
        except ValueError:
            self._unreadable(
                path, f"{field.label}“{text}”不是日期，请写成 2012-04-04 或 20120404"
            )
        return None

    def _count(self, field: Field, path: str, text: str) -> int | None:
        plain = halfwidth(text)
        if plain.isascii() and plain.isdigit() and int(plain) <= MOST_COUNTED:
            return int(plain)
        self._unreadable(
            path, f"{field.label}“{text}”应为 0 至 {MOST_COUNTED} 的整数，请重新填写"
        )
        return None

    def _unreadable(self, path: str, sentence: str) -> None:
        self.problems.append(Problem("", "E", path, sentence, BASIS))


def _put(tree: Tree, path: str, value: object) -> None:
    """Set the value at a dotted path, making the levels above it; None sets nothing."""
    if value is None:
        return
    *levels, last = path.split(".")
    for level in levels:
        tree = tree.setdefault(level, {})
    tree[last] = value
