"""Rows that are only ever added: what every migration says of the tables it makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alembic import op


def refuse_changes(tables: Iterable[str]) -> None:
    """Triggers that refuse every update and delete; PostgreSQL's function comes with the first tables."""
    for table in tables:
        if op.get_bind().dialect.name == "sqlite":
            for act in ("update", "delete"):
                op.execute(
                    f"CREATE TRIGGER {table}_refuse_{act} BEFORE {act.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added, never changed'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION danvan_refuse_change()"
            )


def allow_blanking(table: str, columns: Iterable[str], *, kept: Sequence[str]) -> None:
    """Let these columns of a table be emptied, all of them at once, and nothing else about it be changed.

    kept: all its other columns, named because PostgreSQL's script is written without a database to ask.
    """
    blank = " AND ".join(f"NEW.{column} IS NULL" for column in columns)
    if op.get_bind().dialect.name == "sqlite":
        same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in kept)
        op.execute(f"DROP TRIGGER {table}_refuse_update")
        op.execute(
            f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} WHEN NOT ({blank} AND {same}) "
            f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added or blanked, never changed'); END"
        )
        return
    same = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in kept)
    op.execute(f"DROP TRIGGER {table}_refuse_change ON {table}")
    op.execute(
        f"CREATE TRIGGER {table}_refuse_change BEFORE DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION danvan_refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} FOR EACH ROW WHEN (NOT ({blank} AND {same})) "
        "EXECUTE FUNCTION danvan_refuse_change()"
    )
