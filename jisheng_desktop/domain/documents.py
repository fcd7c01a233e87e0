"""The household document (contracts.md section 3): one shape everywhere.

The command line, Excel import after mapping, the entry form and bundles all
speak this shape. Everything here is data; the rules are in `decisions`.
"""

from datetime import date
from typing import Literal

import msgspec

IdType = Literal[
    "RESIDENT_ID",
    "HK_MACAO_TW_PERMIT",
    "FOREIGN_PR_2017",
    "FOREIGN_PR_2023",
    "BIRTH_CERT",
    "PASSPORT",
    "OTHER",
    "NONE_PENDING",
]
Sex = Literal["M", "F"]
InsuredRole = Literal["CHILD", "PARENT", "GUARDIAN", "PERSON"]
HukouType = Literal["RURAL", "URBAN", "UNIFIED"]
Compliance = Literal["YES", "NO", "UNKNOWN"]
GuardianKind = Literal["PARENT", "RELATIVE", "ORGANISATION"]
EnrollmentKind = Literal["NEW", "RENEWAL"]
PaymentMethod = Literal["PHONE", "BANK", "CASH", "INSURER_QR", "GOVERNMENT", "NONE"]
SignatureKind = Literal["SIGNED", "THUMBPRINT"]


class Part(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False
):
    """A part of the household document: immutable, and closed to unknown keys."""


class OnlyChildCertificate(Part):
    """《独生子女父母光荣证》."""

    cert_no: str | None = None
    issued_on: date | None = None
    issuer: str | None = None


class RuralProof(Part):
    """The village's proof that a household with unified registration is rural."""

    proof_no: str | None = None
    issuer: str | None = None
    issued_on: date | None = None


class Household(Part):
    """What is the same for every member of the household."""

    village_code: str | None = None
    group_name: str | None = None
    hukou_region_code: str | None = None
    hukou_address: str | None = None
    hukou_type: HukouType = "UNIFIED"
    residence_region_code: str | None = None
    residence_address: str | None = None
    residence_since: date | None = None
    contact_phone: str | None = None
    children_born: int = 0
    birth_policy_compliant: Compliance = "UNKNOWN"
    only_child_cert: OnlyChildCertificate | None = None
    rural_proof: RuralProof | None = None
    category_claimed: str | None = None
    remark: str | None = None


class SpecialCategory(Part):
    """A person's claim to a subsidised category, and who verified it."""

    category: str
    proof_no: str | None = None
    verified_by: str | None = None
    verified_on: date | None = None
    valid_to: date | None = None


class Member(Part):
    """One person of the household, insured or not."""

    ref: str
    name: str
    id_type: IdType
    id_no: str | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    relation_code: str | None = None
    insured_role: InsuredRole | None = None
    insured: bool = False
    hukou_region_code: str | None = None
    alive: bool = True
    signed: bool | None = None
    phone: str | None = None
    disability_cert_no: str | None = None
    guardian_kind: GuardianKind | None = None
    guardian_consent: bool | None = None
    special_categories: tuple[SpecialCategory, ...] = ()
    plan: str | None = None
    units: int | None = None
    id_valid_to: date | None = None


class Consents(Part):
    """What the household agreed to, each tick separate."""

    voluntary: bool | None = None
    personal_information: bool | None = None
    share_with_insurer: bool | None = None
    parents_agree_to_guardian: bool | None = None


class Signature(Part):
    """How the applicant signed the paper form."""

    kind: SignatureKind | None = None
    witness_name: str | None = None
    witness_id_no: str | None = None


class Payment(Part):
    """How the household's own share was paid."""

    method: PaymentMethod = "NONE"
    ref: str | None = None
    paid_on: date | None = None


class HouseholdDocument(Part):
    """One household's enrolment in one scheme and policy year, without amounts."""

    scheme: str
    policy_year: int
    enrolled_on: date
    household: Household
    members: tuple[Member, ...]
    plan: str | None = None
    units: int = 1
    kind: EnrollmentKind = "NEW"
    applicant: str | None = None
    consents: Consents = Consents()
    signature: Signature = Signature()
    payment: Payment = Payment()
