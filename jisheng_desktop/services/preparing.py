"""Records made ready while a bundle is opened: decided again, and put into rows.

Needs no library, so that any process may do it for the one that stores.
"""

from collections.abc import Iterator, Sequence

import msgspec

from db.queries.rows import Rows, rows_of
from jisheng_desktop.domain.bundle_reading import Link
from jisheng_desktop.domain.bundles import Manifest
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.verdicts import Flaw
from jisheng_desktop.services.folding import enrollment_from, said_once
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
    for record in said_once(links):
        enrollment = enrollment_from(record, record.said.change.id)
        if enrollment is not None:
            flaw = (
                review(enrollment, manifest.station, manifest.schemes, rules)
                if rules
                else None
            )
            yield Prepared(enrollment, flaw, rows_of(enrollment, manifest.station))
