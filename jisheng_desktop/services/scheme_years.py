"""The district founds its year: prices, windows, payers, budgets, and the insurer."""

from collections.abc import Callable

import msgspec

from db.connection import transaction
from db.queries import enrollments, offices
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.domain.scheme_doubts import scheme_doubts
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.scheme_years import with_insurer, with_year, year_after
from jisheng_desktop.domain.schemes import Insurer, PolicyYear, Scheme
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.keyring import OFFICE_LEVELS
from jisheng_desktop.services.library import office
from jisheng_desktop.services.schemes import put_scheme, scheme_of


class Prepared(msgspec.Struct, frozen=True):
    """A scheme as it is after the change, and what deserves a second look.

    `confirmed` counts the enrolments of the year that were confirmed before: they keep
    the amounts they were confirmed with.
    """

    scheme: Scheme
    warnings: tuple[Problem, ...]
    confirmed: int


def proposed_year(scheme_id: str, policy_year: int) -> PolicyYear:
    """Return what the form of a year begins with: itself, or the last one carried over."""
    return year_after(scheme_of(scheme_id), policy_year)


def prepare_year(
    scheme_id: str, year: PolicyYear, insurer: Insurer | None = None
) -> Prepared:
    """Write one year, and who insures, into a scheme; stations hear of it with an answer.

    Raises `UserError` at a station that does not decide prices, `Unreadable` when the
    year is not valid; then nothing is changed.
    """
    with transaction():
        scheme = _rewritten(scheme_id, lambda text: with_year(text, year))
        if insurer is not None and insurer != scheme.insurer:
            scheme = _rewritten(scheme_id, lambda text: with_insurer(text, insurer))
        confirmed = enrollments.count_of_year(scheme_id, year.policy_year)
    return Prepared(scheme, tuple(scheme_doubts(scheme)), confirmed)


def name_insurer(scheme_id: str, insurer: Insurer) -> Prepared:
    """Write into a scheme who insures; raises as `prepare_year` does."""
    with transaction():
        scheme = _rewritten(scheme_id, lambda text: with_insurer(text, insurer))
    return Prepared(scheme, tuple(scheme_doubts(scheme)), 0)


def _rewritten(scheme_id: str, change: Callable[[str], str]) -> Scheme:
    if office().level not in OFFICE_LEVELS:
        raise UserError(
            "年度、保费和承保公司由区县办公室填写，本站点导入区里的答复即可"
        )
    scheme_of(scheme_id)
    text = change(offices.scheme_text(scheme_id) or "")
    scheme = read_scheme(text)
    put_scheme(scheme, text)
    return scheme
