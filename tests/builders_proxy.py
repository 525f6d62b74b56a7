"""A shared office as it runs: processes of `serve` on one store, nginx with deploy/nginx before them, and a sign-in provider."""

from __future__ import annotations

import getpass
import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from danvan_metrics.access.people_acts import Roles, grant_roles, withdraw_person
from danvan_metrics.district import District, open_district
from danvan_metrics.folders import SHIPPED
from danvan_metrics.settings import load_settings
from tests.builders_access import ADMIN
from tests.builders_provider import run_provider
from tests.builders_serving import Running, run_serve
from tests.e2e.server import TODAY, find_port

_NGINX = SHIPPED / "deploy" / "nginx"
_NAME = "dan-van.example.vn"
_MAIN = """{user}
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 2048; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include danvan/danvan.conf;
}}
"""


@dataclass(frozen=True)
class Proxy:
    """A running nginx: where it answers in TLS, where without, and how to call it."""

    port: int
    plain_port: int
    folder: Path

    @property
    def url(self) -> str:
        """The address people open."""
        return f"https://localhost:{self.port}"

    def call(self, path: str, method: str = "GET", cookies: Mapping[str, str] | None = None, **given: Any) -> httpx.Response:
        """One call as it is, no redirect followed."""
        with self.open_client(cookies) as client:
            return client.request(method, path, **given)

    def open_client(self, cookies: Mapping[str, str] | None = None) -> httpx.Client:
        """Whoever calls without a browser; trusts the test's own certificate."""
        trusted = ssl.create_default_context(cafile=str(self.folder / "danvan.crt"))
        return httpx.Client(base_url=self.url, cookies=dict(cookies or {}), verify=trusted, timeout=60)


@dataclass(frozen=True)
class Office:
    """The whole: the proxy, the processes behind it and the store they share."""

    proxy: Proxy
    processes: Sequence[Running]
    database_url: str

    @contextmanager
    def open_store(self) -> Iterator[District]:
        """The district both processes work on."""
        district = open_district(load_settings({"DANVAN_DATABASE_URL": self.database_url}))
        yield district
        district.repository.close()


def find_nginx() -> str | None:
    """nginx's path; on Debian it stands where only root looks."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


@contextmanager
def run_office(folder: Path, database_url: str, *subjects: str, **variables: str) -> Iterator[Office]:
    """Two processes on this store, a provider where these people sign in by pressing their name, and the proxy before all.

    variables: what else the processes find in their environment.
    """
    ports, site = [find_port(), find_port()], find_port()
    url = f"https://localhost:{site}"
    with ExitStack() as stack:
        write_secrets(folder, url, stack.enter_context(run_provider(*subjects)))
        processes = [
            stack.enter_context(_run_process(folder, port, url, DANVAN_DATABASE_URL=database_url, **variables)) for port in ports
        ]
        proxy = stack.enter_context(run_nginx(folder, ports, site))
        yield Office(proxy, processes, database_url)


def write_secrets(home: Path, site: str, provider: str) -> None:
    """The sign-in's settings, where a process with this home looks for them: what the office ships, filled in."""
    shipped = (SHIPPED / "deploy" / "secrets.toml").read_text(encoding="utf-8")
    filled = shipped.replace(f"https://{_NAME}", site).replace("https://accounts.example.vn", provider)
    (home / ".streamlit").mkdir()
    (home / ".streamlit" / "secrets.toml").write_text(filled, encoding="utf-8")


@contextmanager
def run_nginx(folder: Path, processes: Sequence[int], port: int = 0) -> Iterator[Proxy]:
    """The shipped configuration before these processes' ports, in the foreground, with a certificate of the test's own."""
    proxy = Proxy(port or find_port(), find_port(), folder)
    write_nginx(proxy, processes)
    main, log = folder / "etc" / "nginx.conf", folder / "nginx-error.log"
    command = [str(find_nginx()), "-p", str(folder), "-c", str(main), "-e", str(log), "-g", "daemon off;"]
    with subprocess.Popen(command) as process:
        try:
            _wait_for(lambda: _answers(f"http://127.0.0.1:{proxy.plain_port}"), log)
            yield proxy
        finally:
            process.terminate()


def write_nginx(proxy: Proxy, processes: Sequence[int]) -> None:
    """The shipped files with the ports, the name and the places of this test."""
    folder = proxy.folder
    write_certificate(folder)
    replaced = {
        "127.0.0.1:8501": f"127.0.0.1:{processes[0]}",
        "127.0.0.1:8502": f"127.0.0.1:{processes[1]}",
        r"127\.0\.0\.1:8501": rf"127\.0\.0\.1:{processes[0]}",
        r"127\.0\.0\.1:8502": rf"127\.0\.0\.1:{processes[1]}",
        "listen 80;": f"listen 127.0.0.1:{proxy.plain_port};",
        "listen 443 ": f"listen 127.0.0.1:{proxy.port} ",
        _NAME: "localhost",
        "/etc/nginx/tls/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
    }
    (folder / "etc" / "danvan").mkdir(parents=True)
    for shipped in _NGINX.glob("*.conf"):
        (folder / "etc" / "danvan" / shipped.name).write_text(_replace(shipped.read_text(encoding="utf-8"), replaced))
    (folder / "etc" / "nginx.conf").write_text(_MAIN.format(user=_name_user(), folder=folder))


def write_certificate(folder: Path) -> None:
    """danvan.crt and danvan.key for localhost."""
    files = ["-keyout", str(folder / "danvan.key"), "-out", str(folder / "danvan.crt")]
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *files, *named]
    subprocess.run(command, check=True, capture_output=True)


def grant(office: Office, subject: str, name: str, roles: Roles) -> None:
    """Let somebody in with these roles, as an administrator would."""
    with office.open_store() as district:
        known = [one.code for one in district.roster.schools]
        grant_roles(district.repository.people, subject, name, roles, known=known, actor=ADMIN)


def withdraw(office: Office, subject: str) -> None:
    """Let somebody do nothing from now on."""
    with office.open_store() as district:
        person = district.repository.people.find(subject)
        assert person
        withdraw_person(district.repository.people, person, "Chuyển công tác", actor=ADMIN)


@contextmanager
def _run_process(folder: Path, port: int, site: str, **given: str) -> Iterator[Running]:
    own = folder / f"process-{port}"
    own.mkdir()
    variables = {
        "HOME": str(folder),
        "DANVAN_SIGN_IN": "oidc",
        "DANVAN_SITE": site,
        "DANVAN_TODAY": TODAY,
        "DANVAN_ACTOR": "",
        **given,
    }
    with run_serve(own, "--no-browser", port=port, **variables) as running:
        yield running


def _name_user() -> str:
    """Its workers may enter this test's folder: else root's nginx would run them as nobody."""
    return f"user {getpass.getuser()};" if os.geteuid() == 0 else ""


def _replace(text: str, replaced: Mapping[str, str]) -> str:
    for old, new in replaced.items():
        text = text.replace(old, new)
    return text


def _answers(url: str) -> bool:
    try:
        return bool(httpx.get(url).status_code)
    except httpx.TransportError:
        return False


def _wait_for(ready: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if ready():
            return
        time.sleep(0.2)
    raise RuntimeError(f"it did not start:\n{log.read_text()}")
