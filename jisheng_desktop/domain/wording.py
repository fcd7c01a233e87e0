"""Changes of a household document in the words of the form."""

from collections.abc import Iterator

LABELS: dict[str, str] = {
    "plan": "保障计划",
    "units": "份数",
    "kind": "新保或续保",
    "enrolled_on": "参保日期",
    "applicant": "投保人",
    "village_code": "村居",
    "group_name": "组别",
    "hukou_region_code": "户籍地",
    "hukou_address": "户籍地址",
    "hukou_type": "户口性质",
    "residence_region_code": "居住地",
    "residence_address": "居住地址",
    "residence_since": "居住起始日期",
    "contact_phone": "联系电话",
    "children_born": "生育子女数",
    "birth_policy_compliant": "符合当时生育政策",
    "only_child_cert": "光荣证",
    "rural_proof": "农村证明",
    "category_claimed": "申报类别",
    "remark": "备注",
    "consents": "确认事项",
    "signature": "签字",
    "payment": "缴费",
    "name": "姓名",
    "id_type": "证件类型",
    "id_no": "证件号码",
    "sex": "性别",
    "birth_date": "出生日期",
    "relation_code": "与户主关系",
    "insured_role": "投保身份",
    "insured": "是否参保",
    "alive": "是否健在",
    "signed": "是否签字",
    "phone": "电话",
    "disability_cert_no": "残疾人证",
    "guardian_kind": "监护人类别",
    "guardian_consent": "监护人同意",
    "special_categories": "特殊类别",
    "id_valid_to": "证件有效期",
}

EMPTY = "（空）"


def changes_between(before: object, after: object) -> tuple[str, ...]:
    """Return what differs between two documents, both as plain JSON values."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return ()
    return tuple(_changes(before, after))


def _changes(before: dict[str, object], after: dict[str, object]) -> Iterator[str]:
    old, new = _part(before, "household"), _part(after, "household")
    rest = [key for key in after if key not in ("household", "members")]
    yield from _fields("", old, new, list(new))
    yield from _fields("", before, after, rest)
    was, now = _members(before), _members(after)
    for ref, member in now.items():
        if ref not in was:
            yield f"增加成员{member.get('name')}"
        else:
            yield from _fields(
                f"{member.get('name')}的", was[ref], member, list(member)
            )
    for ref in was.keys() - now.keys():
        yield f"删除成员{was[ref].get('name')}"


def _fields(
    whose: str, before: dict[str, object], after: dict[str, object], keys: list[str]
) -> Iterator[str]:
    for key in keys:
        old, new = before.get(key), after.get(key)
        if old != new and key in LABELS:
            yield f"{whose}{LABELS[key]}{_step(old, new)}"


def _step(old: object, new: object) -> str:
    if isinstance(old, dict | list | tuple) or isinstance(new, dict | list | tuple):
        return "有改动"
    return f"：{_shown(old)} → {_shown(new)}"


def _shown(value: object) -> str:
    match value:
        case None | "":
            return EMPTY
        case bool():
            return "是" if value else "否"
        case _:
            return str(value)


def _part(document: dict[str, object], key: str) -> dict[str, object]:
    part = document.get(key)
    return part if isinstance(part, dict) else {}


def _members(document: dict[str, object]) -> dict[object, dict[str, object]]:
    members = document.get("members")
    return {m["ref"]: m for m in members} if isinstance(members, list | tuple) else {}
