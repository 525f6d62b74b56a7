"""The process that draws: figures come in as lines of JSON, pictures go out as lines of JSON, one browser for all of them.

A process of its own, because a browser killed in mid-word leaves Kaleido's reading thread at the number of a pipe that the next
browser's pipe is given: within one process that thread would take away what the next browser answers.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import signal
import sys
import threading
from typing import IO, Any, Final

_NOWHERE: Final = "127.0.0.1:9"  # nobody listens there: what the browser would like to fetch by itself stays on the machine

# Plotly names clips by chance. Every picture is drawn on a page loaded anew, so chance that begins anew gives equal bytes.
_SAME_CHANCE: Final = """
        <script>
            let state = 20200101;
            Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;
        </script>"""


def main() -> None:
    """Arguments: the browser's path, and a folder for temporary files. Ends with its browser, or when nobody asks any more."""
    path, folder = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this process
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints is no answer
    os.environ |= dict.fromkeys(("TMPDIR", "TMP", "TEMP"), folder)
    asyncio.run(_serve(path, folder, requests, answers))


async def _serve(path: str, folder: str, requests: IO[bytes], answers: IO[bytes]) -> None:
    browser = _make_browser(path)
    await browser.open()
    threading.Thread(target=_end_with, args=[browser.subprocess, folder], daemon=True).start()
    while line := await asyncio.to_thread(requests.readline):
        asked = json.loads(line)
        picture = await browser.calc_fig(asked["figure"], asked["options"])
        answers.write(json.dumps({"picture": base64.b64encode(picture).decode()}).encode() + b"\n")
        answers.flush()
    await browser.close()


def _end_with(browser: Any, folder: str) -> None:
    """A picture that a dead browser was drawing would never come: who waits for it is told by the end of this process."""
    browser.wait()
    shutil.rmtree(folder, ignore_errors=True)  # the server does so too, unless it was killed
    os._exit(1)


def _make_browser(path: str) -> Any:
    from kaleido import Kaleido  # noqa: PLC0415 - the module is also asked for its page alone

    # timeout=None: the server has a limit of its own, by which it ends this process; Kaleido's 90 s would outlast it.
    return Kaleido(path=path, timeout=None, page_generator=make_page(), proxy_server=_NOWHERE)


def make_page() -> Any:
    """What writes the page charts are drawn on (`generate_index`): the installed Plotly and no other library."""
    from kaleido import PageGenerator  # noqa: PLC0415

    page = PageGenerator(mathjax=False)
    page.header += _SAME_CHANCE
    return page


if __name__ == "__main__":
    main()
