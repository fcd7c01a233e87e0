"""What every test needs: no screen, no user folder, no luck."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication

from tests.exchange import ONE, Country, spare_key_derivation
from ui.app import application, load_rare_font

# Set before the application is made: Qt reads these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="jisheng-test-"))
os.environ["TZ"] = "Asia/Shanghai"

# Two slow cores under load are no bug: deadlines would only report the machine.
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("desk", deadline=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Give pytest-qt the one application, made as the program makes it.

    Here rather than beside the window's tests: a process can have no second one.
    """
    app = application()
    load_rare_font()
    return app


@pytest.fixture(autouse=True)
def own_data_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Give each test its own data folder and no password from outside."""
    folder = tmp_path_factory.mktemp("jisheng")
    monkeypatch.setenv("JISHENG_DATA", str(folder / "data"))
    monkeypatch.setenv("JISHENG_STATE", str(folder / "state"))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(folder / "home"))
    for secret in ("JISHENG_PASSWORD", "JISHENG_KIT_CODE"):
        monkeypatch.delenv(secret, raising=False)
    return folder / "data"


@pytest.fixture
def quick_kits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the key derivation of kits; one test pays it."""
    spare_key_derivation(monkeypatch)


@pytest.fixture
def empty_country(tmp_path: Path, quick_kits: None) -> Country:
    """Give a district that has issued no kit yet."""
    return Country(tmp_path)


@pytest.fixture
def country(empty_country: Country) -> Country:
    """Give a district and one village of it, each in a folder of its own."""
    empty_country.found(ONE)
    return empty_country
