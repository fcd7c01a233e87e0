"""One member of the household, examined: who it is and what is wrong with the entry."""

from collections.abc import Iterator
from datetime import date

import msgspec

from jisheng_desktop.domain.ages import completed_years
from jisheng_desktop.domain.documents import Household, Member, Sex
from jisheng_desktop.domain.identity import (
    ID_TYPE_NAMES,
    IdNumber,
    check_disability_certificate,
    examine,
)
from jisheng_desktop.domain.names import examine_name
from jisheng_desktop.domain.phones import examine_phone
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.relations import relation_name, relation_sex
from jisheng_desktop.domain.schemes import Rules
from jisheng_desktop.domain.text import halfwidth

SEX_NAMES: dict[Sex, str] = {"M": "男", "F": "女"}
WITHOUT_NUMBER = ("BIRTH_CERT", "NONE_PENDING")


class Person(msgspec.Struct, frozen=True):
    """What is known of a member; `problems` are those of E1xx, E2xx, E3xx, E406."""

    member: Member
    number: str
    name: str
    sex: Sex | None
    born: date | None
    hukou: str | None
    number_at_fault: bool
    problems: tuple[Problem, ...]

    def age(self, on: date, convention: str) -> int | None:
        """Return the completed years on a day, None without a birth date."""
        return None if self.born is None else completed_years(self.born, on, convention)

    @property
    def label(self) -> str:
        """Return the word that names this person in a sentence."""
        return self.name or self.number or "未填姓名的成员"

    def field(self, key: str) -> str:
        """Return the path of one of this member's keys."""
        return f"members.{self.member.ref}.{key}"


def examine_person(
    member: Member, household: Household, rules: Rules, *, on: date
) -> Person:
    """Return the person behind a member's entry, judged on the day of enrolment."""
    at = f"members.{member.ref}."
    number = examine(member.id_type, member.id_no, on=on, field=at + "id_no")
    name = examine_name(member.name, member.id_type, field=at + "name")
    found = (
        *number.problems,
        *_against_number(member, number, on),
        *_papers(member, number, rules, on),
    )
    if found and name.text:
        found = tuple(_naming(name.text, each) for each in found)
    sex = number.sex or member.sex
    return Person(
        member=member,
        number=number.text,
        name=name.text,
        sex=sex,
        born=number.birth_date or member.birth_date,
        hukou=member.hukou_region_code or household.hukou_region_code,
        number_at_fault=any(each.severity == "E" for each in number.problems),
        problems=(
            *found,
            *name.problems,
            *_phone(member, at),
            *_relation(member, name.text, sex, at),
            *region_problems(member.hukou_region_code, at + "hukou_region_code"),
        ),
    )


def region_problems(code: str | None, field: str) -> tuple[Problem, ...]:
    """E410: a region code, where there is one, is 6 to 12 digits."""
    text = halfwidth(code) if code else ""
    if not text or (text.isdecimal() and 6 <= len(text) <= 12):
        return ()
    return (problem("E410", field, x=text),)


def _naming(name: str, found: Problem) -> Problem:
    if name in found.text:
        return found
    text = f"{name}：{found.text}"
    return Problem(found.code, found.severity, found.field, text, found.basis)


def _against_number(member: Member, number: IdNumber, on: date) -> Iterator[Problem]:
    """E106–E108: what was typed must agree with the number and lie in the past."""
    at = f"members.{member.ref}."
    born = member.birth_date
    if born is not None and born > on:
        yield problem("E106", at + "birth_date", d=born)
    if member.sex and number.sex and member.sex != number.sex:
        yield problem("E107", at + "sex", sex=SEX_NAMES[number.sex])
    if born and number.birth_date and born != number.birth_date:
        yield problem("E108", at + "birth_date", given=born, d=number.birth_date)


def _papers(
    member: Member, number: IdNumber, rules: Rules, on: date
) -> Iterator[Problem]:
    at = f"members.{member.ref}."
    if member.insured and member.id_type in WITHOUT_NUMBER:
        kind = ID_TYPE_NAMES[member.id_type]
        name = member.name or "该成员"
        days = rules.pending_id_days
        yield problem("W114", at + "id_no", name=name, kind=kind, n=days)
    if member.id_valid_to is not None and member.id_valid_to < on:
        yield problem("W115", at + "id_valid_to", date=member.id_valid_to)
    if member.disability_cert_no:
        yield from check_disability_certificate(
            member.disability_cert_no, number.text, field=at + "disability_cert_no"
        )


def _phone(member: Member, at: str) -> tuple[Problem, ...]:
    if not member.phone:
        return ()
    return examine_phone(member.phone, field=at + "phone", required=False).problems


def _relation(member: Member, name: str, sex: Sex | None, at: str) -> Iterator[Problem]:
    code = member.relation_code
    implied = relation_sex(code) if code else None
    if code and implied and sex and implied != sex:
        yield problem(
            "E406",
            at + "relation_code",
            name=name or "该成员",
            relation=relation_name(code),
            sex=SEX_NAMES[sex],
        )
