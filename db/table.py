"""What every table has in common: peewee writes through the one open library."""

from typing import Any

from peewee import Model, SqliteDatabase
from typing_extensions import override

from db import connection


class SameDoor(SqliteDatabase):
    """peewee's view of the open library: every statement goes through our connection."""

    @override
    def execute_sql(self, sql: str, params: Any = None) -> Any:
        return connection.database.execute(sql, params or ())


database = SameDoor("")


class Table(Model):
    """A table of the library: STRICT, so that a wrong type is refused."""

    class Meta:
        database = database
        strict_tables = True
        legacy_table_names = False
