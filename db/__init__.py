"""The library: the only package that knows SQLite, peewee and SQL."""
