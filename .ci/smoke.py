"""What an installed program must do whatever Python it runs on: run by that Python, told in one line, exit code 1 where it fails.

Version, template, check of a return, receiving a few returns, and the first page over the sample, all in a folder of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Try it all."""
    with tempfile.TemporaryDirectory() as made:
        os.chdir(made)
        os.environ |= {
            "HOME": made,
            "DANVAN_ACTOR": "Nguyễn Thị Lan",
            "DANVAN_DATABASE_URL": f"sqlite:///{made}/kho.sqlite3",
            "DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{made}/minh-hoa.sqlite3",
            "DANVAN_CREATE": "1",
        }
        version = call("--version").strip()
        call("template", "--school", "MN-DAPTHANH", "--period", "6m", "--out", "bieu-mau.xlsx")
        call("sample", "--out", "bao-cao")
        returns = sorted(map(str, Path("bao-cao").rglob("*.xlsx")))
        told = json.loads(call("check", returns[0], "--json"))
        received = call("import", *returns[:3], "--json-lines").splitlines()
        page = show_first_page()
    wrong = [what for what, well in (
        ("version", version.count(".") == 2),
        ("check", bool(told)),
        ("import", len(received) == 3),
        ("page", page),
    ) if not well]  # fmt: skip
    print(f"smoke: {version} on Python {sys.version.split()[0]}: {', '.join(wrong) + ' failed' if wrong else 'all well'}")
    return int(bool(wrong))


def call(*words: str) -> str:
    """What a command of the program printed; 0 and 1 are answers, anything else a failure."""
    done = subprocess.run([sys.executable, "-m", "danvan_metrics", *words], capture_output=True, check=False, encoding="utf-8")
    if done.returncode not in {0, 1}:
        logs = "\n".join(path.read_text(encoding="utf-8") for path in Path().rglob("loi-*.txt"))  # of errors nobody foresaw
        sys.exit(f"smoke: {' '.join(words)} left with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}\n{logs}")
    return done.stdout


def show_first_page() -> bool:
    """Whether the overview stands over the sample without an error."""
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415 - after HOME is set

    from danvan_metrics.folders import SHIPPED  # noqa: PLC0415

    app = AppTest.from_file(str(SHIPPED / "dashboard.py"), default_timeout=120)
    app.query_params["minh-hoa"] = "1"
    app.run()
    return not app.exception and not app.error and bool(app.get("bidi_component"))


if __name__ == "__main__":
    sys.exit(main())
