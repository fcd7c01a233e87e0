"""What a roster says, made into household documents: new ones, or changes to known ones."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from jisheng_desktop.domain.cells import Misfit
from jisheng_desktop.domain.documents import (
    Consents,
    Household,
    HouseholdDocument,
    IdType,
    Member,
    OnlyChildCertificate,
    Payment,
    RuralProof,
    Signature,
    SpecialCategory,
)
from jisheng_desktop.domain.guesses import (
    Known,
    likely_relations,
    likely_role,
)
from jisheng_desktop.domain.identity import examine, id_type_of
from jisheng_desktop.domain.names import examine_name
from jisheng_desktop.domain.relations import CHILD_CODES
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.sheet_lines import Said, SaidPerson
from jisheng_desktop.domain.sheet_rows import SaidHousehold

HOUSEHOLD_FIELDS = frozenset(Household.__struct_fields__)
MEMBER_FIELDS = frozenset(Member.__struct_fields__) - {"ref", "special_categories"}
CONSENTS = ("voluntary", "personal_information", "share_with_insurer")
CLAIM_FIELDS = ("proof_no", "verified_by", "verified_on", "valid_to")
PAYMENT_FIELDS = {
    "payment_method": "method",
    "payment_ref": "ref",
    "paid_on": "paid_on",
}
SIGNATURE_FIELDS = {
    "signature_kind": "kind",
    "witness_name": "witness_name",
    "witness_id_no": "witness_id_no",
}
CERTIFICATE_FIELDS = {
    "cert_no": "cert_no",
    "cert_issued_on": "issued_on",
    "cert_issuer": "issuer",
}
ROLE_RELATIONS = {"head": "02", "spouse": "10"}
ROLE_INSURED = {"father": "PARENT", "mother": "PARENT", "guardian": "GUARDIAN"}


class Assumed(NamedTuple):
    """What comes from the station where the sheet has no column for it."""

    scheme: Scheme
    policy_year: int
    enrolled_on: date
    village_code: str | None
    hukou_region_code: str | None


def new_document(said: SaidHousehold, assumed: Assumed) -> HouseholdDocument:
    """Return the document of a household that is not known yet.

    Roles follow from the relations, children born from the children listed. Consents
    and signatures are never assumed.
    """
    members = _members(said, assumed)
    children = sum(m.relation_code in CHILD_CODES for m in members)
    household = {
        "village_code": assumed.village_code,
        "hukou_region_code": assumed.hukou_region_code,
        "children_born": children,
        **_household(said.shared, Household()),
    }
    shared = {"enrolled_on": assumed.enrolled_on, **_terms(said.shared)}
    document = HouseholdDocument(
        scheme=assumed.scheme.id,
        policy_year=assumed.policy_year,
        household=Household(**household),
        members=members,
        **shared,
    )
    return _with_papers(document, said.shared)


def overlaid(document: HouseholdDocument, said: SaidHousehold) -> HouseholdDocument:
    """Return a known document with what the sheet says put over it.

    Empty cells and missing columns change nothing; persons the sheet does not list
    stay, persons it adds come last.
    """
    household = _household(said.shared, document.household)
    changed = msgspec.structs.replace(
        document,
        household=msgspec.structs.replace(document.household, **household),
        members=_overlaid_members(document, said),
        **_terms(said.shared),
    )
    return _with_papers(changed, said.shared)


def member_of(members: Sequence[Member], person: SaidPerson) -> Member | None:
    """Return the member whom a row speaks of: by number, else by name."""
    number, name = person.said.get("id_no"), person.said.get("name")
    by_number = (m for m in members if number and m.id_no == number)
    by_name = (m for m in members if isinstance(name, str) and _is_named(m, name))
    return next(by_number, next(by_name, None))


def _is_named(member: Member, name: str) -> bool:
    return member.name in (name, examine_name(name, member.id_type, field="").text)


def category_code(scheme: Scheme, text: str) -> str | None:
    """Return the category that a roster's word means: its code, name or part of it.

    None is the category without subsidy of a person scheme; raises `Misfit`.
    """
    found = [c for c in scheme.categories if text in (c.code, c.name)] or [
        c for c in scheme.categories if text in c.name or c.name in text
    ]
    if len(found) == 1:
        return found[0].code if found[0].conditions else None
    if text.startswith("一般"):
        return None
    raise Misfit("、".join(category.name for category in scheme.categories) + " 之一")


# -- members -------------------------------------------------------------------------


def _members(said: SaidHousehold, assumed: Assumed) -> tuple[Member, ...]:
    people = said.people
    relations = _relations(people, assumed)
    return tuple(
        _member(f"m{index + 1}", person.said, person.role, relation, assumed.scheme)
        for index, (person, relation) in enumerate(zip(people, relations, strict=True))
    )


def _relations(people: Sequence[SaidPerson], assumed: Assumed) -> list[str | None]:
    """Return the stated relations, and the likely ones where none is stated."""
    stated = [_stated_relation(person, people) for person in people]
    if all(stated):
        return stated
    if len(people) == 1 and assumed.scheme.kind == "PERSON":
        return ["01"]
    known = [
        _known(person, relation, assumed.enrolled_on)
        for person, relation in zip(people, stated, strict=True)
    ]
    return likely_relations(known, assumed.enrolled_on)


def _stated_relation(person: SaidPerson, people: Sequence[SaidPerson]) -> str | None:
    said = person.said.get("relation_code") or ROLE_RELATIONS.get(person.role)
    if said is None and person.role in ("father", "mother"):
        roles = [each.role for each in people]
        if "head" not in roles:
            first = person.role == "father" or "father" not in roles
            return "02" if first else "12"
    return said if isinstance(said, str) else None


def _known(person: SaidPerson, relation: str | None, on: date) -> Known:
    said: dict[str, Any] = person.said
    text = str(said.get("id_no", ""))
    number = examine(said.get("id_type") or _id_type(text), text, on=on, field="")
    return Known(
        sex=number.sex or said.get("sex"),
        born=number.birth_date or said.get("birth_date"),
        relation=relation,
    )


def _id_type(number: str) -> IdType:
    return id_type_of(number) or "RESIDENT_ID"


def _member(
    ref: str, said: Mapping[str, Any], role: str, relation: str | None, scheme: Scheme
) -> Member:
    insured_role = ROLE_INSURED.get(role) if scheme.kind == "HOUSEHOLD" else None
    insured_role = insured_role or likely_role(relation, scheme.kind)
    fields = {
        "insured_role": insured_role,
        "insured": insured_role is not None,
        **_new_member_fields(said),
        "relation_code": relation,
    }
    return Member(ref=ref, **fields)


def _new_member_fields(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a row says of somebody new, the kind of number if need be guessed."""
    fields = {"name": "", **_member_fields(said, ())}
    if "id_type" not in fields:
        fields["id_type"] = _id_type(str(said.get("id_no", "")))
    return fields


def _overlaid_members(
    document: HouseholdDocument, said: SaidHousehold
) -> tuple[Member, ...]:
    members = list(document.members)
    for person in said.people:
        known = member_of(members, person)
        if known is not None:
            fields = _member_fields(person.said, known.special_categories)
            at = members.index(known)
            members[at] = msgspec.structs.replace(known, **fields)
        else:
            fields = _new_member_fields(person.said)
            members.append(Member(ref=_free_ref(members), **fields))
    return tuple(members)


def _free_ref(members: Sequence[Member]) -> str:
    taken = {member.ref for member in members}
    return next(f"m{n}" for n in range(1, len(taken) + 2) if f"m{n}" not in taken)


def _member_fields(
    said: Mapping[str, Any], claims: tuple[SpecialCategory, ...]
) -> dict[str, Any]:
    fields = {key: value for key, value in said.items() if key in MEMBER_FIELDS}
    if "member_hukou" in said:
        fields["hukou_region_code"] = said["member_hukou"]
    code = said.get("special_category")
    if code:
        fields["special_categories"] = tuple(_claims(said, code, claims))
    return fields


def _claims(
    said: Mapping[str, Any], code: str, claims: tuple[SpecialCategory, ...]
) -> Iterator[SpecialCategory]:
    """Yield the claims with the sheet's one added, or completed where it was known."""
    proof = {key: said[key] for key in CLAIM_FIELDS if key in said}
    known = False
    for claim in claims:
        known = known or claim.category == code
        same = claim.category == code
        yield msgspec.structs.replace(claim, **proof) if same and proof else claim
    if not known:
        yield SpecialCategory(category=code, **proof)


# -- what the household shares ----------------------------------------------------------


def _household(shared: Said, before: Household) -> dict[str, Any]:
    fields = {key: value for key, value in shared.items() if key in HOUSEHOLD_FIELDS}
    certificate = _renamed(shared, CERTIFICATE_FIELDS)
    if certificate:
        known = before.only_child_cert or OnlyChildCertificate()
        fields["only_child_cert"] = msgspec.structs.replace(known, **certificate)
    if "rural_proof_no" in shared:
        proof = before.rural_proof or RuralProof()
        number: Any = shared["rural_proof_no"]
        fields["rural_proof"] = msgspec.structs.replace(proof, proof_no=number)
    return fields


def _terms(shared: Said) -> dict[str, Any]:
    return {
        key: shared[key] for key in ("enrolled_on", "plan", "units") if key in shared
    }


def _with_papers(document: HouseholdDocument, shared: Said) -> HouseholdDocument:
    """Add consents, signature, payment and applicant as far as the sheet has them."""
    consents = {key: shared[key] for key in CONSENTS if key in shared}
    fields: dict[str, Any] = {
        "consents": _replaced(document.consents, consents),
        "signature": _replaced(document.signature, _renamed(shared, SIGNATURE_FIELDS)),
        "payment": _replaced(document.payment, _renamed(shared, PAYMENT_FIELDS)),
    }
    applicant = shared.get("applicant")
    ref = next(
        (m.ref for m in document.members if applicant and m.name == applicant), None
    )
    if ref is not None:
        fields["applicant"] = ref
    return msgspec.structs.replace(document, **fields)


def _replaced(
    part: Consents | Signature | Payment, fields: Mapping[str, object]
) -> Consents | Signature | Payment:
    return msgspec.structs.replace(part, **fields) if fields else part


def _renamed(shared: Said, names: Mapping[str, str]) -> dict[str, Any]:
    return {name: shared[key] for key, name in names.items() if key in shared}
