"""Reading a household document from outside, strictly."""

from collections.abc import Mapping
from datetime import date

from jisheng_desktop.domain.documents import HouseholdDocument, Member
from jisheng_desktop.domain.relations import RELATIONS
from jisheng_desktop.domain.strict import Unreadable, conform, parse_json, shown

EARLIEST = date(1800, 1, 1)
LATEST = date(2200, 12, 31)


def read_document(source: str | bytes | Mapping[str, object]) -> HouseholdDocument:
    """Return the household document in JSON text, or in the value parsed from it.

    Raises `Unreadable` with one sentence naming the key and what is allowed.
    """
    data = parse_json(source) if isinstance(source, str | bytes) else source
    document = conform(data, HouseholdDocument)
    _check_refs(document)
    _check_relations(document)
    _check_dates(document)
    return document


def _check_refs(document: HouseholdDocument) -> None:
    refs = [member.ref for member in document.members]
    for index, ref in enumerate(refs):
        if refs.index(ref) < index or not ref:
            raise Unreadable(
                f"“members[{index}].ref”的值“{shown(ref)}”为空或重复，每名成员须有自己的编号",
                ("members", index, "ref"),
            )
    if document.applicant is not None and document.applicant not in refs:
        raise Unreadable(
            f"“applicant”的值“{shown(document.applicant)}”不是成员编号，"
            f"应为 {'、'.join(map(shown, refs))} 之一"
            if refs
            else "“applicant”指向的成员不存在，请至少登记一名成员",
            ("applicant",),
        )


def _check_relations(document: HouseholdDocument) -> None:
    for index, member in enumerate(document.members):
        code = member.relation_code
        if code and code not in RELATIONS:
            raise Unreadable(
                f"“members[{index}].relation_code”的值“{shown(code)}”"
                "不是 GB/T 4761 的代码（如 02 户主、12 妻、22 长子、32 长女）",
                ("members", index, "relation_code"),
            )


def _check_dates(document: HouseholdDocument) -> None:
    """Refuse years that no calendar arithmetic of ours should have to bear."""
    check_day("enrolled_on", document.enrolled_on)
    check_day("household.residence_since", document.household.residence_since)
    for index, member in enumerate(document.members):
        for name, day in _days(member):
            check_day(f"members[{index}].{name}", day)


def _days(member: Member) -> tuple[tuple[str, date | None], ...]:
    return ("birth_date", member.birth_date), ("id_valid_to", member.id_valid_to)


def check_day(path: str, day: date | None) -> None:
    """Raise `Unreadable` for a day outside the years the program reckons with."""
    if day is not None and not EARLIEST <= day <= LATEST:
        raise Unreadable(
            f"“{path}”的日期“{day}”应在{EARLIEST.year}年至{LATEST.year}年之间"
        )
