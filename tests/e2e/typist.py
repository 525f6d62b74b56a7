"""Types into a workbook with LibreOffice, cell after cell, as a person would. Runs under the system's Python, which has UNO.

Usage: typist.py SOFFICE PROFILE PORT SOURCE TARGET < entries
Entries: one JSON object per line, {"sheet", "cell", "text", "how"}; `how` is "type" (the keyboard: the sheet's protection and the
machine's Vietnamese dates and numbers apply) or "paste" (what a paste does: the text goes past the drop-down).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

XLSX = "Calc MS Excel 2007 XML"
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
</oor:items>
"""


def main() -> None:
    """Open SOURCE, type every entry, save as TARGET, close the office."""
    soffice, profile, port, source, target = sys.argv[1:]
    entries = [json.loads(line) for line in sys.stdin if line.strip()]
    (Path(profile) / "user").mkdir(parents=True)
    (Path(profile) / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    accept = f"socket,host=127.0.0.1,port={port};urp;"
    options = ["--headless", "--norestore", "--nologo", "--nodefault", f"--accept={accept}"]
    with subprocess.Popen([soffice, f"-env:UserInstallation={Path(profile).as_uri()}", *options]) as process:
        context = connect(f"uno:{accept}StarOffice.ComponentContext", process)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        try:
            fill(context, desktop, entries, Path(source), Path(target))
        finally:
            desktop.terminate()


def connect(address: str, process: subprocess.Popen[bytes]) -> Any:
    """The office's component context, as soon as it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve(address)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            if process.poll() is not None:
                break
            time.sleep(0.1)
    sys.exit("LibreOffice did not answer")


def fill(context: Any, desktop: Any, entries: list[dict[str, str]], source: Path, target: Path) -> None:
    """Open, type, save, close."""
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (say("Hidden", value=False),))
    dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    for entry in entries:
        enter(document, dispatcher, entry)
    document.storeToURL(target.as_uri(), (say("FilterName", XLSX),))
    document.close(True)


def enter(document: Any, dispatcher: Any, entry: dict[str, str]) -> None:
    """Put one text into one cell; a cell that did not take it ends the run."""
    sheet = document.Sheets.getByName(entry["sheet"])
    cell = sheet.getCellRangeByName(entry["cell"])
    if entry["how"] == "paste":
        cell.setString(entry["text"])
    else:
        controller = document.CurrentController
        controller.setActiveSheet(sheet)
        dispatcher.executeDispatch(controller.Frame, ".uno:GoToCell", "", 0, (say("ToPoint", entry["cell"]),))
        dispatcher.executeDispatch(controller.Frame, ".uno:EnterString", "", 0, (say("StringName", entry["text"]),))
    if not cell.getString():
        sys.exit(f"{entry['sheet']}!{entry['cell']} took nothing: is it locked?")


def say(name: str, value: object) -> Any:
    """A named argument of UNO."""
    argument = PropertyValue()
    argument.Name, argument.Value = name, value
    return argument


if __name__ == "__main__":
    main()
