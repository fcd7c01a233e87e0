"""The household document (contracts.md section 3): one shape everywhere.

The command line, Excel import after mapping, the entry form and bundles all
speak this shape. Everything here is data; the rules are in `decisions`.
"""

from datetime import date
from typing import Annotated, Literal

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

# Far above anything real: what is merely unusual is for the rules to say.
Text = Annotated[str, msgspec.Meta(max_length=500)]
Units = Annotated[int, msgspec.Meta(ge=1, le=99)]
Children = Annotated[int, msgspec.Meta(ge=0, le=20)]
Year = Annotated[int, msgspec.Meta(ge=2000, le=2100)]


class Part(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False
):
    """A part of the household document: immutable, and closed to unknown keys."""


class OnlyChildCertificate(Part, frozen=True):
    """《独生子女父母光荣证》."""

    cert_no: Text | None = None
    issued_on: date | None = None
    issuer: Text | None = None


class RuralProof(Part, frozen=True):
    """The village's proof that a household with unified registration is rural."""

    proof_no: Text | None = None
    issuer: Text | None = None
    issued_on: date | None = None


class Household(Part, frozen=True):
    """What is the same for every member of the household."""

    village_code: Text | None = None
    group_name: Text | None = None
    hukou_region_code: Text | None = None
    hukou_address: Text | None = None
    hukou_type: HukouType = "UNIFIED"
    residence_region_code: Text | None = None
    residence_address: Text | None = None
    residence_since: date | None = None
    contact_phone: Text | None = None
    children_born: Children = 0
    birth_policy_compliant: Compliance = "UNKNOWN"
    only_child_cert: OnlyChildCertificate | None = None
    rural_proof: RuralProof | None = None
    category_claimed: Text | None = None
    remark: Text | None = None


class SpecialCategory(Part, frozen=True):
    """A person's claim to a subsidised category, and who verified it."""

    category: Text
    proof_no: Text | None = None
    verified_by: Text | None = None
    verified_on: date | None = None
    valid_to: date | None = None


class Member(Part, frozen=True):
    """One person of the household, insured or not."""

    ref: Text
    name: Text
    id_type: IdType
    id_no: Text | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    relation_code: Text | None = None
    insured_role: InsuredRole | None = None
    insured: bool = False
    hukou_region_code: Text | None = None
    alive: bool = True
    signed: bool | None = None
    phone: Text | None = None
    disability_cert_no: Text | None = None
    guardian_kind: GuardianKind | None = None
    guardian_consent: bool | None = None
    special_categories: tuple[SpecialCategory, ...] = ()
    plan: Text | None = None
    units: Units | None = None
    id_valid_to: date | None = None


class Consents(Part, frozen=True):
    """What the household agreed to, each tick separate."""

    voluntary: bool | None = None
    personal_information: bool | None = None
    share_with_insurer: bool | None = None
    parents_agree_to_guardian: bool | None = None


class Signature(Part, frozen=True):
    """How the applicant signed the paper form."""

    kind: SignatureKind | None = None
    witness_name: Text | None = None
    witness_id_no: Text | None = None


class Payment(Part, frozen=True):
    """How the household's own share was paid."""

    method: PaymentMethod = "NONE"
    ref: Text | None = None
    paid_on: date | None = None


class HouseholdDocument(Part, frozen=True):
    """One household's enrolment in one scheme and policy year, without amounts."""

    scheme: Text
    policy_year: Year
    enrolled_on: date
    household: Household
    members: tuple[Member, ...]
    plan: Text | None = None
    units: Units = 1
    kind: EnrollmentKind = "NEW"
    applicant: Text | None = None
    consents: Consents = Consents()
    signature: Signature = Signature()
    payment: Payment = Payment()
