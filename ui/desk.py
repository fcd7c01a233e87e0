"""What every page is given: who works here, on which library, in which look."""

from pathlib import Path

import msgspec

from jisheng_desktop.domain.policy_years import year_in_use
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.stations import Office, Operator
from jisheng_desktop.services.operators import Session
from ui.changes import Changes
from ui.errors import Errors
from ui.notices import Notices
from ui.settings import Settings
from ui.standing import Standing
from ui.tasks import Runner
from ui.theme import Theme
from ui.when import today


class Desk(msgspec.Struct):
    """One working place, made by the application and handed down, never global.

    `folder` is the data folder whose library is open.
    `office` and `session` change when settings change or somebody else signs in;
    pages read them when they need them and do not keep copies.
    """

    folder: Path
    office: Office
    session: Session
    settings: Settings
    theme: Theme
    changes: Changes
    standing: Standing
    notices: Notices
    errors: Errors
    runner: Runner

    @property
    def operator(self) -> Operator:
        """Whoever is signed in now."""
        return self.session.operator

    @property
    def scheme(self) -> Scheme:
        """The scheme in use: the one chosen last, else the one of the station's area."""
        office = self.office
        chosen = office.scheme(self.settings.scheme(self._place)[0])
        at_home = (each for each in office.schemes if each.in_area(office.code))
        return chosen or next(at_home, office.schemes[0])

    @property
    def policy_year(self) -> int:
        """The policy year in use."""
        scheme_id, year = self.settings.scheme(self._place)
        if scheme_id == self.scheme.id and year:
            return year
        return year_in_use(self.scheme, today())

    def file_name(self, what: str, suffix: str, when: object = None) -> str:
        """Return a name for a file that goes out: of the policy year, or of a day.

        One of practice says so, wherever it comes to lie.
        """
        practice = "演练-" if self.office.practice else ""
        return f"{practice}{what}-{self.office.code}-{when or self.policy_year}{suffix}"

    def choose_scheme(self, scheme_id: str, policy_year: int) -> None:
        """Work on another scheme and year from now on, on this computer."""
        self.settings.set_scheme(self._place, scheme_id, policy_year)
        self.changes.scheme_chosen.emit()

    @property
    def _place(self) -> str:
        """What the settings keep apart: practice is not the office whose code it has."""
        office = self.office
        return f"practice-{office.code}" if office.practice else office.code
