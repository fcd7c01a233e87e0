"""Where in a sheet a problem of a household document stands."""

from collections.abc import Mapping

from jisheng_desktop.domain.columns import Target
from jisheng_desktop.domain.documents import Member
from jisheng_desktop.domain.headers import Header
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.domain.sheet_documents import member_of
from jisheng_desktop.domain.sheet_lines import Finding, SaidPerson
from jisheng_desktop.domain.sheet_rows import HEAD, SaidHousehold

# Keys of the document whose columns bear another name.
COLUMN_FIELDS = {
    "hukou_region_code": "member_hukou",
    "special_categories": "special_category",
}
SHARED_FIELDS = {
    "only_child_cert": "cert_no",
    "rural_proof": "rural_proof_no",
    "members": "relation_code",
    "method": "payment_method",
    "ref": "payment_ref",
}


def rows_of(
    said: SaidHousehold, members: tuple[Member, ...], *, fresh: bool
) -> dict[str, SaidPerson]:
    """Return the row behind each member: by order in a fresh document, else by who it is."""
    if fresh:
        pairs = zip(members, said.people, strict=True)
        return {member.ref: person for member, person in pairs}
    known = ((member_of(members, person), person) for person in said.people)
    return {member.ref: person for member, person in known if member is not None}


def place(
    found: Problem,
    said: SaidHousehold,
    rows: Mapping[str, SaidPerson],
    header: Header,
) -> Finding:
    """Return the problem at the cell that caused it, else at the household's first row."""
    parts = found.field.split(".")
    person = rows.get(parts[1]) if parts[0] == "members" and len(parts) > 1 else None
    if person is None:
        field = SHARED_FIELDS.get(parts[-1], parts[-1])
        return Finding(said.rows[0], header.column_of(Target(field)), found)
    field = COLUMN_FIELDS.get(parts[-1], parts[-1])
    columns = (header.column_of(Target(field, role)) for role in (person.role, HEAD))
    return Finding(person.row, next((c for c in columns if c is not None), None), found)
