"""Records made ready while a bundle is opened: decided again, and put into rows.

Needs no library, so that any process may do it for the one that stores.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from db.queries.rows import Rows, rows_of
from jisheng_desktop.domain.bundle_reading import Link
from jisheng_desktop.domain.bundles import Manifest
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.verdicts import Flaw
from jisheng_desktop.services.folding import enrollment_from, latest
from jisheng_desktop.services.reviewing import Rules, review


class Prepared(msgspec.Struct, frozen=True):
    """A record, what is wrong with it by itself, and its rows should it stand."""

    enrollment: Enrollment
    flaw: Flaw | None
    rows: Rows


def prepare(
    manifest: Manifest, links: Sequence[Link], rules: Rules | None
) -> Iterator[Prepared]:
    """Yield what can be nothing else in a library that has never heard of it: the
    records that came in one revision. Without rules nothing is decided again.
    """
    times = Counter(link.place.id for link in links)
    for uid, record in latest(links, known=()).items():
        enrollment = enrollment_from(record, uid)
        if enrollment is None or enrollment.state == "VOID":
            continue
        if times[uid] == times[enrollment.household_uid] == 1:
            flaw = (
                review(enrollment, manifest.station, manifest.schemes, rules)
                if rules
                else None
            )
            yield Prepared(enrollment, flaw, rows_of(enrollment, manifest.station))
