"""The policies of a record, in words, in its history, and proved. Reads only."""

from collections.abc import Iterator
from itertools import groupby

from db.queries import journal, policies
from jisheng_desktop.domain.answers import PolicyNotice, read_answer
from jisheng_desktop.domain.enrollments import Enrollment, HistoryLine
from jisheng_desktop.domain.policies import Policy, policies_of, policy_words

INSURER = "承保公司"


def policies_on(record: Enrollment) -> tuple[Policy, ...]:
    """Return the insured persons of a record, each with the policy known by now."""
    return policies_of(record, policies.numbers(record.uid))


def insurings(record: Enrollment) -> Iterator[HistoryLine]:
    """Yield when policies of a record became known, and which; the oldest first."""
    for at, kept in groupby(policies.kept(record.uid), lambda each: each.taken_at):
        known = policies_of(record, {each.person: each.number for each in kept})
        words = policy_words([policy for policy in known if policy.number])
        if words:
            yield HistoryLine(at, INSURER, f"承保，保单号 {words}", None, ())


def policy_faults() -> Iterator[str]:
    """Yield the policies that are kept without an entry of the journal that says so."""
    said = set(_said())
    for uid, person, number in policies.everything():
        if (uid, person, number) not in said:
            yield f"保单号{number}没有日志"


def _said() -> Iterator[tuple[str, str, str]]:
    for entry in journal.of_kind("POLICY"):
        notice = read_answer(entry)
        if isinstance(notice, PolicyNotice):
            for person, number in notice.numbers.items():
                yield notice.uid, person, number
