"""Which fields matter for this household, and where Enter goes."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from jisheng_desktop.domain.ages import completed_years
from jisheng_desktop.domain.confirmation import CONSENT_AGE
from jisheng_desktop.domain.relations import CHILD_CODES, DAUGHTER_CODES
from ui.entry.documents import GUARDIAN
from ui.entry.fields import (
    CLAIM_PAPERS,
    CLAIM_SLOTS,
    EVIDENCE,
    GRID,
    HOUSEHOLD,
    PAYMENT,
    Field,
    Stop,
    field_at,
)
from ui.entry.form import Form, person_path
from ui.entry.guesses import YES, Values, day_or
from ui.entry.terms import Terms

CONSENTS_STOP = "consents"
END_STOP = "end"
RARELY = ("applicant", "household.remark")


class State(NamedTuple):
    """One state of the form with everything that follows from it."""

    form: Form
    values: Values
    terms: Terms

    def of(self, ref: str, name: str) -> str:
        """Return the value of a member's field, empty when there is none."""
        return self.values.get(person_path(ref, name), "")

    def get(self, path: str) -> str:
        """Return the value at a path, empty when there is none."""
        return self.values.get(path, "")


def shown(state: State, fields: tuple[Field, ...]) -> list[str]:
    """Return the paths of those household fields that matter now, in order."""
    return [field.path for field in fields if _matters(state, field.path)]


def grid_fields(terms: Terms) -> tuple[Field, ...]:
    """Return the columns of the grid for the kind of scheme."""
    hidden = (
        {"insured_role", "signed"}
        if terms.by_person
        else {"special_categories.0.category"}
    )
    return tuple(field for field in GRID if field.path not in hidden)


def claim_paths(state: State) -> list[tuple[str, str]]:
    """Return (ref, slot) of every special category claimed, in the order of the grid."""
    return [
        (ref, slot)
        for ref in state.form.named()
        for slot in CLAIM_SLOTS
        if state.of(ref, f"{slot}.category")
    ]


def under_consent_age(state: State) -> int:
    """Return how many insured persons need their guardian's consent."""
    on = day_or(state.get("enrolled_on"), state.terms.today)
    return sum(
        completed_years(day_or(state.of(ref, "birth_date"), on), on) < CONSENT_AGE
        for ref in state.form.named()
        if state.of(ref, "insured") == YES and state.of(ref, "birth_date")
    )


def consents(state: State) -> list[str]:
    """Return the consents that this household has to give."""
    paths = [
        "consents.voluntary",
        "consents.personal_information",
        "consents.share_with_insurer",
    ]
    if under_consent_age(state):
        paths.append(GUARDIAN)
    if any(_guardian_insures(state, ref) for ref in state.form.named()):
        paths.append("consents.parents_agree_to_guardian")
    return paths


def order(state: State) -> list[str]:
    """Return every path that can hold the cursor, in reading order."""
    grid = grid_fields(state.terms)
    people = [person_path(r, field.path) for r in state.form.people for field in grid]
    papers = [
        person_path(ref, f"{slot}.{paper.path}")
        for ref, slot in claim_paths(state)
        for paper in CLAIM_PAPERS
    ]
    evidence = papers if state.terms.by_person else shown(state, EVIDENCE)
    return [
        *shown(state, HOUSEHOLD),
        *people,
        *evidence,
        CONSENTS_STOP,
        *shown(state, PAYMENT),
    ]


def stops(state: State) -> Iterator[str]:
    """Yield the paths at which Enter halts, in reading order."""
    last = state.form.people[-1]
    blank = {person_path(last, field.path) for field in GRID[1:]}
    for path in order(state):
        if path not in blank and _halts(state, path):
            yield path


def next_stop(state: State, path: str, step: int) -> str:
    """Return where Enter (step 1) or Shift+Enter (step −1) leads from `path`."""
    everything = order(state)
    if path not in everything:
        return first_stop(state)
    here = everything.index(path)
    halts = set(stops(state))
    if step > 0:
        ahead = (each for each in everything[here + 1 :] if each in halts)
        return next(ahead, END_STOP)
    halts |= {each for each in everything if _was_typed(state, each)}
    behind = (each for each in reversed(everything[:here]) if each in halts)
    return next(behind, path)


def first_stop(state: State) -> str:
    """Return where the cursor begins: the first stop that is still empty."""
    return next((path for path in stops(state) if not state.get(path)), END_STOP)


def _matters(state: State, path: str) -> bool:
    if path in RARELY:
        return False
    if state.get(path) and path != "plan":
        return True
    needed = NEEDED.get(path)
    return needed is None or needed(state)


def _lives_elsewhere(state: State) -> bool:
    hukou = state.get("household.hukou_region_code")
    return bool(hukou) and not state.terms.scheme.in_area(hukou)


def _has_certificate(state: State) -> bool:
    return bool(state.get("household.only_child_cert.cert_no"))


def _has_rural_proof(state: State) -> bool:
    return bool(state.get("household.rural_proof.proof_no"))


def _hukou_is_unified(state: State) -> bool:
    return state.get("household.hukou_type") == "UNIFIED"


def _signs_by_thumb(state: State) -> bool:
    return state.get("signature.kind") == "THUMBPRINT"


def _plan_is_open(state: State) -> bool:
    """Tell whether more than one plan of the year fits this household."""
    year = state.terms.year
    born = state.get("household.children_born")
    fitting = [
        plan
        for plan in (year.plans if year else ())
        if plan.children is None or born in map(str, plan.children)
    ]
    return len(fitting) > 1


NEEDED: dict[str, Callable[[State], bool]] = {
    "household.residence_region_code": _lives_elsewhere,
    "household.residence_address": _lives_elsewhere,
    "household.residence_since": _lives_elsewhere,
    "household.only_child_cert.issued_on": _has_certificate,
    "household.only_child_cert.issuer": _has_certificate,
    "household.rural_proof.proof_no": _hukou_is_unified,
    "household.rural_proof.issuer": _has_rural_proof,
    "household.rural_proof.issued_on": _has_rural_proof,
    "signature.witness_name": _signs_by_thumb,
    "signature.witness_id_no": _signs_by_thumb,
    "plan": _plan_is_open,
}


def _halts(state: State, path: str) -> bool:
    if path == CONSENTS_STOP:
        return True
    stop = _stop_of(path)
    if stop is Stop.IF_EMPTY:
        return not state.get(path) and _wanted(state, path)
    return stop is Stop.ALWAYS


def _was_typed(state: State, path: str) -> bool:
    return bool(state.form.entered.get(path)) and _stop_of(path) is not Stop.NEVER


def _stop_of(path: str) -> Stop:
    field = field_at(path)
    return field.stop if field else Stop.NEVER


def _wanted(state: State, path: str) -> bool:
    """Tell whether an empty field is worth a halt in this household."""
    match path:
        case "household.only_child_cert.cert_no":
            return state.get("household.children_born") == "1"
        case "household.birth_policy_compliant" | "household.rural_proof.proof_no":
            return _two_daughters(state)
        case "payment.ref":
            return state.get("payment.method") not in ("", "NONE", "GOVERNMENT")
        case _:
            return True


def _two_daughters(state: State) -> bool:
    relations = [state.of(ref, "relation_code") for ref in state.form.named()]
    children = [code for code in relations if code in CHILD_CODES]
    return len(children) == 2 and all(code in DAUGHTER_CODES for code in children)


def _guardian_insures(state: State, ref: str) -> bool:
    return (
        state.of(ref, "insured_role") == "GUARDIAN"
        and state.of(ref, "guardian_kind") != "PARENT"
    )
