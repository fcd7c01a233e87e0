"""Every service that writes, each with one thing for it to do."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from db.connection import select, transaction
from db.models import TABLES
from db.queries import past_households
from db.queries.past_households import Past
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.schemes import PolicyYear
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.services.backups import back_up
from jisheng_desktop.services.claims import change_claim, report_claim
from jisheng_desktop.services.enrolling import (
    correct,
    discard_draft,
    enroll,
    save_draft,
    void,
)
from jisheng_desktop.services.forms import drop_form, keep_form
from jisheng_desktop.services.importing_claims import import_claims
from jisheng_desktop.services.importing_rosters import Choice as RosterChoice
from jisheng_desktop.services.importing_rosters import import_roster
from jisheng_desktop.services.key_change import change_keys
from jisheng_desktop.services.kits import issue_kit
from jisheng_desktop.services.operators import (
    Session,
    add_operator,
    change_password,
    retire_operator,
)
from jisheng_desktop.services.policies import Choice, take_policy_numbers
from jisheng_desktop.services.receipts import print_receipts, print_to_file
from jisheng_desktop.services.renewal_reviews import open_renewal
from jisheng_desktop.services.scheme_years import prepare_year
from jisheng_desktop.services.schemes import add_scheme
from jisheng_desktop.services.subsidy_rosters import import_subsidy_roster
from jisheng_desktop.services.villages import set_village
from tests.claims import case, listed
from tests.households import district, family, scheme_texts
from tests.rosters import policies, roster, write

PASSWORD = "五谷丰登2026"
BROUGHT = "past-7"


class Scene(NamedTuple):
    """An open library with something in it for every writer."""

    session: Session
    folder: Path
    confirmed: str
    draft: str
    claim: int

    @property
    def files(self) -> Path:
        """Where writers write files."""
        return self.folder.parent / "files"


def prepared(folder: Path) -> Scene:
    """Found a library with a confirmed record, a draft, a form and two operators."""
    session = district(folder, PASSWORD)
    add_operator(session, "二号", PASSWORD)
    confirmed = enroll(family(1), operator=session.operator).uid
    draft = save_draft(family(2), operator=session.operator)
    keep_form(b"{}")
    claim = report_claim(case(1), operator=session.operator).number
    with transaction():
        last_year = a_year_before(family(7))
        past_households.put([Past(BROUGHT, last_year)])
    scene = Scene(session, folder, confirmed, draft, claim)
    scene.files.mkdir(exist_ok=True)
    return scene


def a_year_before(document: HouseholdDocument) -> HouseholdDocument:
    """Return a household as it was the year before."""
    return msgspec.structs.replace(document, policy_year=2025)


def _correct(s: Scene) -> None:
    moved = family(1, hukou_address="新街道9号")
    correct(s.confirmed, moved, operator=s.session.operator, reason="搬家")


def _issue_kit(s: Scene) -> None:
    station = NewStation("VILLAGE", "610103001001", "示范一村", "610103001")
    issue_kit(station, s.files / "kit.json", s.session)


def _report_claim(s: Scene) -> None:
    report_claim(case(1, member=0), operator=s.session.operator)


def _change_claim(s: Scene) -> None:
    refused = case(1, result="REFUSED", refuse_reason="不属于保险责任")
    change_claim(s.claim, refused, operator=s.session.operator)


def _import_claims(s: Scene) -> None:
    file = listed(s.files / "理赔.xlsx", case(1, paid_fen=500), case(1, member=1))
    import_claims(file, operator=s.session.operator)


def _import_roster(s: Scene) -> None:
    file = roster(s.files / "花名册.xlsx", (3, 5))
    import_roster(file, RosterChoice(), operator=s.session.operator)


def _import_subsidies(s: Scene) -> None:
    number = str(family(1).members[0].id_no)
    table = [["姓名", "身份证号", "补助类别"], ["张三", number, "失独家庭"]]
    import_subsidy_roster(write(s.files / "名册.xlsx", table))


def _take_policies(s: Scene) -> None:
    file = policies(s.files / "保单.xlsx", (1, "P-0001"))
    take_policy_numbers(file, Choice(), operator=s.session.operator)


WRITERS: dict[str, Callable[[Scene], object]] = {
    "enroll": lambda s: enroll(family(3), operator=s.session.operator),
    "confirm": lambda s: enroll(family(2), operator=s.session.operator, uid=s.draft),
    "save": lambda s: save_draft(family(3), operator=s.session.operator),
    "resave": lambda s: save_draft(family(4), operator=s.session.operator, uid=s.draft),
    "discard": lambda s: discard_draft(s.draft),
    "correct": _correct,
    "void": lambda s: void(s.confirmed, operator=s.session.operator, reason="重复录入"),
    "keep_form": lambda _: keep_form(b'{"a":1}'),
    "drop_form": lambda _: drop_form(),
    "add_operator": lambda s: add_operator(s.session, "三号", "x"),
    "change_password": lambda s: change_password(s.session, PASSWORD, "新密码"),
    "change_keys": lambda s: change_keys(s.session, PASSWORD),
    "retire_operator": lambda s: retire_operator(s.session, "二号"),
    "set_village": lambda _: set_village("610103001009", "九村", 9),
    "add_scheme": lambda _: add_scheme(scheme_texts()[0].replace("16500", "16600")),
    "prepare_year": lambda _: prepare_year("xian-2025", PolicyYear(policy_year=2030)),
    "issue_kit": _issue_kit,
    "print_receipts": lambda s: print_receipts([s.confirmed], s.session),
    "print_to_file": lambda s: print_to_file(
        [s.confirmed], s.session, s.files / "回执.pdf"
    ),
    "open_renewal": lambda s: open_renewal(BROUGHT, 2026, operator=s.session.operator),
    "take_policies": _take_policies,
    "report_claim": _report_claim,
    "change_claim": _change_claim,
    "import_claims": _import_claims,
    "import_roster": _import_roster,
    "import_subsidies": _import_subsidies,
    "back_up": lambda s: back_up(s.files / "x.jsbak", s.session),
}


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return the content of all tables, and of the search index."""
    tables = {
        t._meta.table_name: select(f"SELECT * FROM {t._meta.table_name}")
        for t in TABLES
    }
    found = select("SELECT rowid FROM person_words WHERE person_words MATCH '王'")
    known = select("SELECT * FROM policy")
    claims = select("SELECT * FROM claim")
    return tables | {"person_words": found, "policy": known, "claim": claims}
