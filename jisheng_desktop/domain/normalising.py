"""The normalised household document: what is stored, printed and sent."""

from collections.abc import Sequence

import msgspec

from jisheng_desktop.domain.documents import Household, HouseholdDocument, Member
from jisheng_desktop.domain.persons import Person, examine_person
from jisheng_desktop.domain.phones import examine_phone
from jisheng_desktop.domain.schemes import Rules
from jisheng_desktop.domain.text import halfwidth, normal

FREE_TEXT = ("group_name", "hukou_address", "residence_address", "remark")
CODES = ("village_code", "hukou_region_code", "residence_region_code")


def normalise(
    document: HouseholdDocument, persons: Sequence[Person] | None = None
) -> HouseholdDocument:
    """Return the document with text, numbers and phones in their one right form.

    `persons` are its members examined, where somebody has done that already.

    Sex and birth date are filled in from a sound identity number. Applying it twice
    changes nothing; a decision on the result differs only in what
    normalising itself reports (W110, I116, I204).
    """
    if persons is None:
        persons = [_examined(member, document) for member in document.members]
    known = {person.member.ref: person for person in persons}
    return msgspec.structs.replace(
        document,
        household=_household(document.household),
        members=tuple(_member(known[member.ref]) for member in document.members),
    )


def _household(household: Household) -> Household:
    texts = {key: _text(getattr(household, key)) for key in FREE_TEXT}
    codes = {key: _code(getattr(household, key)) for key in CODES}
    phone = examine_phone(household.contact_phone, field="", required=False).text
    return msgspec.structs.replace(
        household, **texts, **codes, contact_phone=phone or None
    )


def _examined(member: Member, document: HouseholdDocument) -> Person:
    return examine_person(member, document.household, Rules(), on=document.enrolled_on)


def _member(person: Person) -> Member:
    member = person.member
    phone = examine_phone(member.phone, field="", required=False).text
    return msgspec.structs.replace(
        member,
        name=person.name,
        id_no=person.number or None,
        sex=person.sex,
        birth_date=person.born,
        phone=phone or None,
        hukou_region_code=_code(member.hukou_region_code),
        disability_cert_no=_code(member.disability_cert_no),
    )


def _text(value: str | None) -> str | None:
    return normal(value) or None if value else None


def _code(value: str | None) -> str | None:
    return halfwidth(value).upper() or None if value else None
