"""The store's part that looks after itself: copies, and whether all is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from danvan_metrics.store.copying.before_upgrade import ONLY_THE_OFFICE, find_suffix, write_copy
from danvan_metrics.store.engine import locate_file
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.safekeeping.refilling import check_copy, require_usable
from danvan_metrics.store.safekeeping.store_check import StoreCheck, check_store
from danvan_metrics.whole_files import has_no_room, prepare_beside


class Safekeeper:
    """Copies a store and checks it, and changes nothing; safe to share between threads, as its repository."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def back_up(self, out: Path) -> tuple[Path, StoreCheck | None]:
        """A copy of one moment, checked before it takes its name; where it stands, and what was found in it.

        A name without an ending gets .sqlite3, or .dump for a server's (which is read to its end, not looked into: None).
        StoreError where anything stands there already, it cannot be written, or no store could be made of it again.
        """
        copy = out if out.suffix else out.with_name(f"{out.name}{find_suffix(server=locate_file(self._engine.url) is None)}")
        try:
            with prepare_beside(copy, replace=False, mode=ONLY_THE_OFFICE) as beside:
                write_copy(self._engine, beside)
                checked = check_copy(beside)
                if checked:
                    checked = require_usable(replace(checked, store=str(copy)))  # by the name it is going to have
        except FileExistsError as error:
            raise StoreError(f"Đã có “{copy}”; bản sao lưu không ghi đè lên tệp nào, hãy chọn tên khác.") from error
        except OSError as error:
            why = "ổ đĩa đã đầy" if has_no_room(error) else "thư mục không có hoặc không ghi được"
            raise StoreError(f"Không ghi được bản sao lưu “{copy}” vì {why}; hãy chọn chỗ khác rồi làm lại.") from error
        return copy, checked

    def check(self) -> StoreCheck:
        """Whether the store is whole, all of it read; StoreError where it cannot be read at all."""
        return check_store(self._engine)
