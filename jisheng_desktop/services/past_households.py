"""Last year's households: those enrolled here, and those that came with the kit."""

from collections.abc import Iterator

from db.queries import enrollments
from db.queries import past_households as queries
from db.queries.past_households import Past
from jisheng_desktop.domain.decisions import Decision, decide
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.renewals import as_if_agreed, renewed
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.records import find_record
from jisheng_desktop.services.schemes import scheme_of


def brought_in(scheme: Scheme, year: int) -> Iterator[Enrollment]:
    """Yield the households of a year that the kit brought, as if enrolled here then."""
    return (_as_record(each, scheme) for each in queries.of_year(scheme.id, year))


def count_brought(scheme: Scheme, year: int) -> int:
    """Return how many households of a year the kit brought."""
    return queries.count(scheme.id, year)


def record_before(key: str) -> Enrollment:
    """Return a household of an earlier year, enrolled here or brought by the kit."""
    found = queries.with_uid(key)
    if found is None:
        return find_record(key)
    return _as_record(found, scheme_of(found.document.scheme))


def last_household_of(
    id_no: str, scheme: Scheme, year: int
) -> HouseholdDocument | None:
    """Return the household in which a person stood last, ready for another year.

    Consents, signatures and payment are asked again. None for somebody new.
    """
    known = enrollments.latest_with_person(id_no, scheme.id, year)
    past = queries.with_person(id_no, year)
    documents = [each.document for each in (known, past) if each is not None]
    if not documents:
        return None
    newest = max(documents, key=lambda each: each.policy_year)
    return renewed(newest, scheme, year, today()).document


def _as_record(past: Past, scheme: Scheme) -> Enrollment:
    return Enrollment(
        uid=past.uid,
        household_uid=past.uid,
        state="INSURED",
        document=past.document,
        decision=_decision(past.document, scheme),
        operator="",
        updated_at="",
    )


def _decision(document: HouseholdDocument, scheme: Scheme) -> Decision | None:
    """What the year before would have come to; None where its terms are not known."""
    if scheme.year(document.policy_year) is None:
        return None
    found = decide(as_if_agreed(document), scheme)
    return None if found.decision == "BLOCK" else found
