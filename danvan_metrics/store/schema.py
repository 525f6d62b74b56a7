"""Bring a store's tables to the form this program knows, once, however many processes open it together."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, inspect, text

from danvan_metrics.store.copying.before_upgrade import keep_copy
from danvan_metrics.store.engine import reading, writing
from danvan_metrics.store.failures import StoreError, name_store
from danvan_metrics.store.postgresql.server_sessions import lift_limits

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).parent / "migrations"
HEAD: Final = "0011"  # written down: to be asked, Alembic must be loaded, which takes 0.4 s
KNOWN: Final = frozenset(
    {"0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", HEAD}
)  # with every migration this program carries
_ALEMBIC = threading.Lock()  # Alembic keeps its context in module globals: one store at a time within this process


def prepare_schema(engine: Engine, *, copies: Path | None = None) -> None:
    """Run the migrations that are missing, after a copy of a store that is not new; StoreError for one of a newer program.

    copies: the folder for that copy; None for beside the store's file.
    """
    with reading(engine) as connection:
        current = _read_version(connection)
    if current == HEAD:
        return
    with writing(engine) as connection:
        lift_limits(connection)
        current = _read_version(connection)  # read again: another process may have migrated while we waited
        _refuse_newer(current, engine)
        if current not in {None, HEAD}:
            keep_copy(engine, str(current), copies)
        _upgrade(connection)


def check_schema(engine: Engine) -> None:
    """StoreError where the store's tables are not, or are no more, of the version this program works with; writes nothing."""
    with reading(engine) as connection:
        version = _read_version(connection)
    _refuse_newer(version, engine)
    if version != HEAD:
        raise StoreError(
            f"Kho dữ liệu “{name_store(engine.url)}” chưa được nâng cấp xong; hãy đợi một phút, hoặc mở lại chương trình."
        )


def configure_migrations() -> Config:
    """Alembic's settings, without any file of settings."""
    from alembic.config import Config  # noqa: PLC0415 - slow to import, and hardly ever needed

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))  # a ConfigParser reads “%” as a reference
    return config


def _read_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _refuse_newer(version: str | None, engine: Engine) -> None:
    if version is not None and version not in KNOWN:
        raise StoreError(
            f"Kho dữ liệu “{name_store(engine.url)}” do một bản mới hơn của chương trình ghi; "
            "hãy cập nhật chương trình rồi mở lại."
        )


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - as above

    config = configure_migrations()
    config.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(config, "head")
