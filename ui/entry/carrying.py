"""What the next household takes over from the last one."""

from jisheng_desktop.services.households import last_household
from ui.entry.documents import texts_of
from ui.entry.form import Form
from ui.entry.terms import Terms

FROM_ANY = (
    "household.village_code",
    "household.group_name",
    "household.hukou_type",
    "household.hukou_region_code",
    "household.hukou_address",
    "payment.method",
)
UNPAID = "NONE"
FROM_SAME_SCHEME = ("plan",)


def fresh_form(terms: Terms) -> Form:
    """Return the form for the next household, with what the last one leaves to it."""
    last = last_household()
    if last is None:
        return Form()
    texts, _ = texts_of(last)
    paths = FROM_ANY + (FROM_SAME_SCHEME if last.scheme == terms.scheme.id else ())
    carried = {path: texts[path] for path in paths if path in texts}
    if carried.get("payment.method") == UNPAID:
        del carried["payment.method"]
    return Form(carried=carried)
