"""The steps to today's schema: whole, in order, and equal to the models."""

from pathlib import Path

import pytest

from db import migrations
from db.connection import (
    APPLICATION_ID,
    configure,
    connect,
    disconnect,
    select,
    select_value,
    transaction,
    write,
)
from db.models import TABLES


def described(table: str) -> tuple[object, ...]:
    indexes = sorted(
        (name, unique, partial, tuple(select(f"PRAGMA index_xinfo({name})")))
        for _, name, unique, _, partial in select(f"PRAGMA index_list({table})")
    )
    return (
        select(f"PRAGMA table_xinfo({table})"),
        sorted(select(f"PRAGMA foreign_key_list({table})")),
        indexes,
        select("SELECT wr, strict FROM pragma_table_list WHERE name = ?", table),
    )


def schema() -> dict[str, tuple[object, ...]]:
    return {
        model._meta.table_name: described(model._meta.table_name) for model in TABLES
    }


def test_the_migrated_schema_is_the_models(library: Path, tmp_path: Path) -> None:
    migrated = schema()
    disconnect()
    configure(tmp_path / "models.db")
    connect()
    with transaction():
        for model in TABLES:
            model.create_table(safe=False)
    assert migrated == schema()


def test_all_tables_are_strict(library: Path) -> None:
    loose = select(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0"
        " AND name NOT LIKE 'sqlite%'"
    )
    assert loose == []


def test_the_file_is_marked_as_ours(library: Path) -> None:
    assert select_value("PRAGMA application_id") == APPLICATION_ID
    assert select_value("PRAGMA user_version") == migrations.SCHEMA_VERSION
    assert migrations.version() == migrations.SCHEMA_VERSION
    assert select_value("PRAGMA foreign_keys") == 1


def test_upgrading_twice_changes_nothing(library: Path) -> None:
    before = schema()
    migrations.upgrade()
    assert schema() == before


def test_a_failing_step_leaves_the_version_before(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_run: object) -> None:
        write("CREATE TABLE half (x TEXT) STRICT")
        raise ValueError("no")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, fails))
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", len(migrations.STEPS))
    with pytest.raises(ValueError, match="no"):
        migrations.upgrade()
    assert select_value("PRAGMA user_version") == len(migrations.STEPS) - 1
    assert select("SELECT 1 FROM sqlite_master WHERE name = 'half'") == []


def test_a_step_that_breaks_references_is_refused(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def orphans(_run: object) -> None:
        write(
            "INSERT INTO subsidy (enrollment_id, key, scheme, policy_year, category,"
            " amount_fen, live) VALUES (7, 'k', 's', 2026, 'c', 1, 1)"
        )

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, orphans))
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", len(migrations.STEPS))
    with pytest.raises(AssertionError, match="references"):
        migrations.upgrade()
    assert select("SELECT key FROM subsidy") == []


def test_rebuilding_a_parent_keeps_its_children(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        write("INSERT INTO stream VALUES (1, x'00', NULL, 0, 0, 'now')")
        write("INSERT INTO journal VALUES (1, 1, 'VOID', 'r', 1, x'00', x'00')")

    def rebuild(_run: object) -> None:
        write("CREATE TABLE fresh AS SELECT * FROM stream")
        write("DELETE FROM stream")
        write("INSERT INTO stream SELECT * FROM fresh")
        write("DROP TABLE fresh")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, rebuild))
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", len(migrations.STEPS))
    migrations.upgrade()
    assert select_value("SELECT count(*) FROM journal") == 1


@pytest.mark.parametrize("sql", ["UPDATE journal SET n = 2", "DELETE FROM journal"])
def test_the_journal_is_append_only(library: Path, sql: str) -> None:
    with transaction():
        write("INSERT INTO stream VALUES (1, x'00', NULL, 0, 0, 'now')")
        write("INSERT INTO journal VALUES (1, 1, 'VOID', 'r', 1, x'00', x'00')")
    with pytest.raises(Exception, match="append-only"), transaction():
        write(sql)
