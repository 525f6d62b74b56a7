"""Alembic migrations, run by `store.schema` when a store is opened."""
