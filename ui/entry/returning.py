"""A family that was here before: offered when one of its numbers is typed."""

from collections.abc import Callable

import msgspec

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.identity import examine
from jisheng_desktop.services.past_households import last_household_of
from ui.entry.documents import form_of
from ui.entry.form import person_of, person_path
from ui.entry.sheet import Sheet
from ui.notices import Notice, Notices

KEYS = "F7"
WORDS = "带出上年的一户"
ASKED_AGAIN = "缴费、签字和同意要重新填"
CARRIED = "payment.method"


class Returning:
    """Brings last year's household back as one step, which undo takes back."""

    def __init__(self, sheet: Sheet, notices: Notices) -> None:
        self._sheet = sheet
        self._notices = notices

    def offer(self, path: str, run: Callable[[], object]) -> None:
        """Offer the household of the first number of a new form, once it is typed."""
        ref = person_of(path)
        if ref is None or path != person_path(ref, "id_no") or not self._is_first(ref):
            return
        known = self._known(ref)
        if known is not None:
            text = f"{_family(known)}以前参过保，{KEYS} 带出，{ASKED_AGAIN}"
            self._notices.post(Notice(text, "info", WORDS, run))

    def bring_back(self, here: str) -> bool:
        """Fill the form with the last household of the person the cursor is at."""
        ref = person_of(here)
        named = self._sheet.form.named()
        ref = ref if ref in named else next(iter(named), None)
        known = self._known(ref) if ref else None
        if known is None:
            self._notices.say(self._not_known(ref), "warn")
            return False
        before = self._sheet.form
        form = form_of(known, self._sheet.terms).with_blank_row()
        carried = {p: t for p, t in before.carried.items() if p == CARRIED}
        self._sheet.replace(
            msgspec.structs.replace(form, subject=before.subject, carried=carried)
        )
        self._notices.say(f"已带出{_family(known)}，{ASKED_AGAIN}", "good")
        return True

    def _is_first(self, ref: str) -> bool:
        form = self._sheet.form
        return form.subject.purpose == "NEW" and form.named() == (ref,)

    def _known(self, ref: str) -> HouseholdDocument | None:
        terms = self._sheet.terms
        typed = self._sheet.state.of(ref, "id_no")
        number = examine("RESIDENT_ID", typed, on=terms.today, field="id_no")
        if not number.text or any(each.severity == "E" for each in number.problems):
            return None
        return last_household_of(number.text, terms.scheme, terms.policy_year)

    def _not_known(self, ref: str | None) -> str:
        typed = self._sheet.state.of(ref, "id_no") if ref else ""
        if not typed:
            return "先录一个人的证件号码，再按 F7 带出上年的一户"
        return f"没有找到“{typed}”以前参保的记录，请照常录入"


def _family(document: HouseholdDocument) -> str:
    name = next((each.name for each in document.members if each.name), "")
    return f"{name}一家（{len(document.members)} 人）"
