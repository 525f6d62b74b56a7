"""The tables, as migrations make them, on SQLite and for PostgreSQL."""

from __future__ import annotations

import io

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from danvan_metrics.store import meeting_tables, tables
from danvan_metrics.store.appraising import appraisal_tables
from danvan_metrics.store.concluding import conclusion_tables
from danvan_metrics.store.engine import reading, writing
from danvan_metrics.store.people import people_tables
from danvan_metrics.store.rewarding import reward_tables
from danvan_metrics.store.rostering import roster_tables
from danvan_metrics.store.schema import HEAD, KNOWN, configure_migrations, prepare_schema
from danvan_metrics.store.scoring.score_tables import DERIVED
from danvan_metrics.store.tables import METADATA
from tests.builders_store import open_empty, open_store


def test_the_migrations_end_where_the_program_says():
    scripts = ScriptDirectory.from_config(configure_migrations())
    assert scripts.get_heads() == [HEAD]
    assert {script.revision for script in scripts.walk_revisions()} == KNOWN


def test_the_migrations_make_exactly_the_tables_the_program_uses(new_store_url):
    engine = open_empty(new_store_url)
    prepare_schema(engine)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA) == []
    engine.dispose()


def test_a_store_of_the_first_version_comes_to_the_last_with_what_it_holds(new_store_url):
    """Each later migration runs on tables that are not empty; what an old program wrote reads as it did."""
    engine = open_empty(new_store_url)
    upgrade(engine, "0001")
    with writing(engine) as connection:
        connection.execute(text(
            "INSERT INTO events (at, action, school, period, detail, actor) "
            "VALUES ('2020-06-15 02:30:00', 'returned', 'MN-1', '6m', '{}', 'Cô Lan')"
        ))  # fmt: skip
    prepare_schema(engine)
    engine.dispose()
    (event,) = open_store(new_store_url).list_events()
    assert (event.action, event.school, event.actor) == ("returned", "MN-1", "Cô Lan")


def test_every_table_is_append_only_but_those_that_follow_from_the_others():
    modules = (tables, meeting_tables, appraisal_tables, reward_tables, conclusion_tables, people_tables, roster_tables)
    assert {name for module in modules for name in module.APPEND_ONLY} | set(DERIVED) == set(METADATA.tables)


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("files", "content BYTEA NOT NULL"),
        ("submissions", "id SERIAL NOT NULL"),
        ("submissions", "uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL"),
        ("submissions", "received_on DATE NOT NULL"),
        ("submissions", "models_declared BOOLEAN"),
        ("submissions", "UNIQUE (plan, school, period, revision)"),
        ("answers", "done DOUBLE PRECISION"),
        ("answers", "PRIMARY KEY (submission, position)"),
        ("events", "detail JSON NOT NULL"),
    ],
)
def test_tables_serve_postgresql_as_they_are(table, wanted):
    assert wanted in str(CreateTable(METADATA.tables[table]).compile(dialect=postgresql.dialect()))


def test_migrations_serve_postgresql_as_they_are():
    sql = write_postgresql_migration()
    for table in METADATA.sorted_tables:
        assert f"CREATE TABLE {table.name} (" in sql
        assert (f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} " in sql) is (table.name not in DERIVED)
    assert "WITHOUT ROWID" not in sql


def upgrade(engine, version):
    config = configure_migrations()
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


def write_postgresql_migration() -> str:
    """The SQL that would make the tables on a PostgreSQL server; no server is asked."""
    config = configure_migrations()
    config.attributes["dialect"] = "postgresql"
    config.output_buffer = io.StringIO()
    command.upgrade(config, "head", sql=True)
    return config.output_buffer.getvalue()
