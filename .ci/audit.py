"""Ask whether a locked package has a known hole, and say honestly of how many that could be asked.

Where the data on holes cannot be reached pip-audit skips every package and still says “No known vulnerabilities found”.
Exit code: 1 for a known hole or an audit that broke, else 0.
"""

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "deploy" / "requirements.lock"


def main() -> int:
    """Audit the lock and tell in one line per finding."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip"]
    done = subprocess.run(
        [*command, "--format", "json", "--progress-spinner", "off"], capture_output=True, text=True, check=False
    )
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        reached = "ConnectionError" not in done.stderr and "ServiceError" not in done.stderr
        print(
            "pip-audit:",
            "broke" if reached else "its data could not be reached here; 0 packages were audited",
            done.stderr[-400:],
        )
        return int(reached)
    asked = [one for one in packages if "vulns" in one]
    holes = [(one["name"], one["version"], hole["id"], hole["fix_versions"]) for one in asked for hole in one["vulns"]]
    for name, version, hole, fixed in holes:
        print(f"pip-audit: {name} {version}: {hole}, mended in {', '.join(fixed) or 'no version yet'}")
    unasked = "" if len(asked) == len(packages) else "; of the others no data could be reached from this machine"
    print(f"pip-audit: {len(asked)}/{len(packages)} packages audited, {len(holes)} known holes{unasked}")
    return int(bool(holes))


if __name__ == "__main__":
    sys.exit(main())
