"""A copy of a store before its tables are changed, kept beside it: an upgrade that went wrong can be undone."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.store.copying.file_copy import copy_file
from danvan_metrics.store.copying.server_dump import NoTool, dump_server
from danvan_metrics.store.engine import locate_file
from danvan_metrics.store.failures import StoreError, name_store
from danvan_metrics.whole_files import prepare_beside

ONLY_THE_OFFICE: Final = 0o600
_LOG = logging.getLogger(__name__)


def keep_copy(engine: Engine, version: str, folder: Path | None) -> Path | None:
    """Copy a store whose tables are of `version`; the copy, or None where this machine cannot make one of a server.

    folder: where copies are kept; None for beside the store's file. Nobody else may be writing. StoreError where the copy
    cannot be written: an upgrade without it is not tried.
    """
    path = locate_file(engine.url)
    place = folder or (path.parent if path else None)
    if place is None:
        _LOG.warning("the store on the server is upgraded without a copy: DANVAN_BACKUP_FOLDER names no folder for it")
        return None
    copy = place / name_copy(path.stem if path else str(engine.url.database), version, server=path is None)
    try:
        place.mkdir(parents=True, exist_ok=True)
        with prepare_beside(copy, replace=False, mode=ONLY_THE_OFFICE) as beside:
            write_copy(engine, beside)
    except NoTool:
        _LOG.warning("the store on the server is upgraded without a copy: this machine has no pg_dump")
        return None
    except OSError as error:
        raise StoreError(
            f"Chưa nâng cấp kho dữ liệu “{name_store(engine.url)}” vì không sao lưu được trước vào “{place}”; "
            "hãy kiểm tra thư mục đó có quyền ghi, ổ đĩa còn chỗ rồi mở lại."
        ) from error
    return copy


def write_copy(engine: Engine, empty: Path) -> None:
    """Fill an empty file with the whole store as it stands: a store of SQLite's, or a dump of PostgreSQL's."""
    if locate_file(engine.url):
        copy_file(engine, empty)
    elif engine.dialect.name == "postgresql":
        dump_server(engine.url, empty)
    else:
        raise StoreError(f"Không biết cách sao lưu kho dữ liệu “{name_store(engine.url)}”; hãy dùng công cụ của máy chủ đó.")


def name_copy(store: str, version: str, *, server: bool) -> str:
    """“danvan-truoc-nang-cap-0008-20201130-083015.sqlite3”: of which store, of which version, when."""
    moment = datetime.now(TIME_ZONE)
    return f"{store}-truoc-nang-cap-{version}-{moment:%Y%m%d-%H%M%S}{find_suffix(server=server)}"


def find_suffix(*, server: bool) -> str:
    """How a copy's name ends."""
    return ".dump" if server else ".sqlite3"
