"""Writes the bundle an office installs from without a network: `.venv/bin/python deploy/bundle --out danvan.zip`.

In it: the program's wheel, the wheels of every package for Windows and Linux, the start files, the guide, every SHA-256.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from choosing import PLATFORMS, PYTHONS, Target, read_lock
from fetching import CannotBundle, build_program, fetch_wheels
from packing import check_free, lay_out, write_zip

ROOT = Path(__file__).resolve().parents[2]
_USUAL_PYTHON = "3.15"  # what python.org offers to whoever downloads today


def main() -> int:
    """Make the bundle; 2 and a sentence where it cannot be made, and nothing is written then."""
    asked = _read_arguments()
    out: Path = asked.out
    try:
        check_free(out, replace=asked.force)
        targets = [Target(python, platform) for platform in _unique(asked.platform) for python in _unique(asked.python)]
        with tempfile.TemporaryDirectory(prefix="danvan-") as made:
            folder = Path(made)
            program = build_program(ROOT, folder / "wheels")
            fetch_wheels(read_lock(ROOT / "deploy" / "requirements.lock"), targets, folder / "wheels")
            lay_out(ROOT, program, asked.installer, folder)
            size = write_zip(folder, program, out, replace=asked.force)
    except CannotBundle as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nĐã dừng theo yêu cầu (Ctrl-C); chưa ghi tệp nào.", file=sys.stderr)
        return 130
    print(f"Đã đóng gói {out}: {size / 1e6:.0f} MB, cho {', '.join(map(str, targets))}.")
    return 0


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy/bundle", description="Đóng gói chương trình để cài không cần mạng.")
    parser.add_argument("--out", required=True, type=Path, metavar="TỆP", help="tệp .zip nhận gói cài")
    parser.add_argument(
        "--python", action="append", choices=PYTHONS, help=f"dành cho Python nào, ghi được nhiều lần; mặc định {_USUAL_PYTHON}"
    )
    parser.add_argument(
        "--platform", action="append", choices=list(PLATFORMS), help="dành cho hệ thống nào, ghi được nhiều lần; mặc định cả hai"
    )
    parser.add_argument(
        "--installer", action="append", default=[], type=Path, metavar="TỆP", help="bộ cài Python tải từ python.org, để kèm theo"
    )
    parser.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    asked = parser.parse_args()
    asked.python = asked.python or [_USUAL_PYTHON]
    asked.platform = asked.platform or list(PLATFORMS)
    return asked


def _unique(given: list[str]) -> list[str]:
    return list(dict.fromkeys(given))


if __name__ == "__main__":
    sys.exit(main())
