"""Alembic's entry: migrates over the connection it is given, inside the transaction that is already open there."""

from alembic import context

from danvan_metrics.store import meeting_tables as _meeting  # noqa: F401 - these tables belong to the metadata too
from danvan_metrics.store.appraising import appraisal_tables as _appraisal  # noqa: F401 - as above
from danvan_metrics.store.concluding import conclusion_tables as _conclusion  # noqa: F401 - as above
from danvan_metrics.store.people import people_tables as _people  # noqa: F401 - as above
from danvan_metrics.store.rewarding import reward_tables as _reward  # noqa: F401 - as above
from danvan_metrics.store.rostering import roster_tables as _rostering  # noqa: F401 - as above
from danvan_metrics.store.scoring import score_tables as _scores  # noqa: F401 - as above
from danvan_metrics.store.tables import METADATA

connection = context.config.attributes.get("connection")
if connection is None:
    context.configure(dialect_name=context.config.attributes["dialect"], target_metadata=METADATA, literal_binds=True)
else:
    context.configure(connection=connection, target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
