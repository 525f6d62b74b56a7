"""Connections to PostgreSQL: how long they wait, for whom, and how they notice that the server is gone."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, event

from danvan_metrics.store.failures import StoreError, name_store

_SLOW_SECONDS: Final = 120  # the heaviest statement, all figures of a plan, takes less than one
_HUNG_SECONDS: Final = 300  # a program that stands still in a transaction holds up every writer of the office
_NETWORK: Final = {  # else a server that is gone without a word is waited for two hours
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
    "application_name": "danvan-metrics",
}


def prepare_server(address: URL, busy_seconds: float) -> dict[str, Any]:
    """Options of the engine; those that stand in the address itself win."""
    network = {name: value for name, value in _NETWORK.items() if name not in address.query}
    return {"pool_pre_ping": True, "pool_timeout": busy_seconds, "connect_args": network}


def prepare_sessions(engine: Engine, busy_seconds: float) -> None:
    """See to it that every connection has its patience before its first use; StoreError for another encoding than UTF-8."""
    store = name_store(engine.url)
    patience = {
        "lock_timeout": busy_seconds,  # of advisory locks too
        "statement_timeout": busy_seconds + _SLOW_SECONDS,
        "idle_in_transaction_session_timeout": _HUNG_SECONDS,
    }

    def prepare(connection: Any, _record: object) -> None:
        _check_encoding(connection, store)
        _set(connection, patience)

    event.listen(engine, "connect", prepare, insert=True)  # before SQLAlchemy asks the server anything, which fails in SQL_ASCII


def lift_limits(connection: Connection) -> None:
    """Let this transaction take as long as it takes (a copy, an upgrade of a large store); nothing to lift in SQLite."""
    if connection.dialect.name == "postgresql":
        for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {name} = 0")


def _check_encoding(connection: Any, store: str) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreError(
            f"Cơ sở dữ liệu “{store}” dùng bảng mã {encoding}, không giữ được chữ tiếng Việt; "
            "hãy tạo cơ sở dữ liệu với ENCODING 'UTF8' rồi mở lại."
        )


def _set(connection: Any, seconds: dict[str, float]) -> None:
    connection.autocommit = True  # else a rollback would take it back
    for name, value in seconds.items():
        connection.execute(f"SET {name} = {round(value * 1000)}")
    connection.autocommit = False
