"""Well-formed household documents of every kind, sensible and senseless."""

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from jisheng_desktop.domain import documents as shapes
from jisheng_desktop.domain.relations import RELATIONS
from tests.domain.strategies import number

# Any character that a UTF-8 file can hold.
text = st.text(st.characters(codec="utf-8"), max_size=20)
maybe_text = st.none() | text
days = st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(str)
maybe_day = st.none() | days
maybe = st.sampled_from((None, True, False))
codes = st.sampled_from(("610103", "610402", "530402", "", None))
categories = st.sampled_from(
    (
        "ONLY_CHILD_CERT",
        "RURAL_TWO_DAUGHTERS",
        "ONE_TO_THREE_CHILDREN",
        "LOST_ONLY_CHILD",
        "DISABLED_ONLY_CHILD",
        "URBAN_DIBAO",
        "GENERAL",
        "NO_SUCH",
    )
)


def one_of(alias: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(alias))


births = st.dates(date(1930, 1, 1), date(2026, 3, 10))
numbers = st.builds(
    number,
    st.sampled_from(("610103", "530402", "532401")),
    births,
    st.integers(0, 999).map("{:03}".format),
)

special = st.fixed_dictionaries(
    {"category": categories},
    optional={
        "proof_no": maybe_text,
        "verified_by": maybe_text,
        "verified_on": maybe_day,
        "valid_to": maybe_day,
    },
)
member = st.fixed_dictionaries(
    {
        "name": st.sampled_from(("王强", "李芳", "阿依·古丽", "")) | text,
        "id_type": st.just("RESIDENT_ID") | one_of(shapes.IdType),
    },
    optional={
        "id_no": numbers | maybe_text,
        "sex": st.none() | one_of(shapes.Sex),
        "birth_date": maybe_day,
        "relation_code": st.sampled_from(
            ("02", "12", "22", "32", *RELATIONS, "", None)
        ),
        "insured_role": st.none() | one_of(shapes.InsuredRole),
        "insured": st.booleans(),
        "hukou_region_code": codes,
        "alive": st.booleans(),
        "signed": maybe,
        "phone": maybe_text,
        "disability_cert_no": maybe_text,
        "guardian_kind": st.none() | one_of(shapes.GuardianKind),
        "guardian_consent": maybe,
        "special_categories": st.lists(special, max_size=3),
        "plan": st.sampled_from((None, "person-40", "person-60", "no-such")),
        "units": st.none() | st.integers(1, 99),
        "id_valid_to": maybe_day,
    },
)
household = st.fixed_dictionaries(
    {},
    optional={
        "village_code": maybe_text,
        "group_name": maybe_text,
        "hukou_region_code": codes,
        "hukou_address": maybe_text,
        "hukou_type": one_of(shapes.HukouType),
        "residence_region_code": codes,
        "residence_address": maybe_text,
        "residence_since": maybe_day,
        "contact_phone": st.just("13800000001") | maybe_text,
        "children_born": st.integers(0, 20),
        "birth_policy_compliant": one_of(shapes.Compliance),
        "only_child_cert": st.none()
        | st.fixed_dictionaries(
            {}, optional={"cert_no": maybe_text, "issued_on": maybe_day}
        ),
        "rural_proof": st.none()
        | st.fixed_dictionaries({}, optional={"proof_no": maybe_text}),
        "category_claimed": st.none() | categories,
        "remark": maybe_text,
    },
)


def _with_refs(raw: dict[str, Any]) -> dict[str, Any]:
    for index, each in enumerate(raw["members"]):
        each["ref"] = f"m{index}"
    return raw


raw_documents = st.fixed_dictionaries(
    {
        "scheme": st.sampled_from(("xian-2025", "hongta-2026", "another")),
        "policy_year": st.just(2026) | st.integers(2000, 2100),
        "enrolled_on": st.sampled_from(("2026-01-15", "2026-03-10")) | days,
        "household": household,
        "members": st.lists(member, max_size=6),
    },
    optional={
        "plan": st.sampled_from((None, "household-1", "person-60", "no-such")),
        "units": st.integers(1, 99),
        "kind": one_of(shapes.EnrollmentKind),
        "consents": st.fixed_dictionaries(
            {},
            optional={
                "voluntary": maybe,
                "personal_information": maybe,
                "share_with_insurer": maybe,
                "parents_agree_to_guardian": maybe,
            },
        ),
        "signature": st.fixed_dictionaries(
            {}, optional={"kind": st.none() | one_of(shapes.SignatureKind)}
        ),
        "payment": st.fixed_dictionaries(
            {}, optional={"method": one_of(shapes.PaymentMethod)}
        ),
    },
).map(_with_refs)
