"""Running the server, from the program's own folder, until it is told to stop."""

from __future__ import annotations

import errno
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from typing import Final

import click
from streamlit.web import bootstrap
from streamlit.web.server.starlette.starlette_server import UvicornRunner

from danvan_metrics import __version__
from danvan_metrics.errors import UserError
from danvan_metrics.folders import SHIPPED
from danvan_metrics.settings import Settings, load_settings
from danvan_metrics.settings.settings_file import pin_settings_file
from danvan_metrics.web.serving.application import build_app
from danvan_metrics.web.serving.discreet_log import keep_log
from danvan_metrics.web.serving.streamlit_options import choose_options

_LOG: Final = logging.getLogger(__name__)
FIRST_PORT: Final = 8501
_PORTS_TRIED: Final = 20
_TAKEN: Final = {errno.EADDRINUSE, errno.EACCES}


def run_server(*, host: str, port: int | None, no_browser: bool) -> int:
    """Serve until Ctrl-C or SIGTERM; 0, or a UserError where it cannot start.

    Streamlit looks for its settings and secrets where the process stands: elsewhere it would forget them, and listen on every
    address of the machine.
    """
    pin_settings_file()
    os.chdir(SHIPPED)
    settings = load_settings()
    check_can_listen(settings, host)
    chosen = port or find_free_port(host)
    if port:
        _check_free(host, port)
    url = settings.serving.site or f"http://localhost:{chosen}"
    bootstrap.load_config_options(choose_options(settings.serving, host, chosen))
    with keep_log(settings.serving, chosen), _closing_readers():
        _LOG.info("the server begins on port %d", chosen)
        click.echo(f"Dân vận khéo {__version__} đang chạy ở {url} (dừng bằng Ctrl-C).")
        with suppress(KeyboardInterrupt):  # how Ctrl-C and SIGTERM end it, once the pages are closed: that is no failure
            UvicornRunner(build_app(url if opens_browser(settings, no_browser=no_browser) else "")).run()
        _LOG.info("the server has ended")
    return 0


def check_can_listen(settings: Settings, host: str) -> None:
    """UserError for an address that other machines reach where nobody signs in: whoever comes could do everything."""
    if not (settings.sign_in.required or _is_loopback(host)):
        raise UserError(
            f"Chưa bật đăng nhập nên không nghe ở {host}: ai vào được mạng cũng sửa được số liệu; "
            "hãy bỏ --host, hoặc đặt DANVAN_SIGN_IN=oidc trước."
        )


def opens_browser(settings: Settings, *, no_browser: bool) -> bool:
    """Whether a browser is opened here: on a laptop, unless it is not wanted."""
    return not (no_browser or settings.sign_in.required)


def find_free_port(host: str, first: int = FIRST_PORT) -> int:
    """The first port from `first` on that nobody listens on; UserError where all of twenty are taken."""
    found = next((port for port in range(first, first + _PORTS_TRIED) if _is_free(host, port)), None)
    if found is None:
        raise UserError(f"Các cổng {first}–{first + _PORTS_TRIED - 1} đều đang bận; hãy chọn cổng khác bằng --port.")
    return found


def _check_free(host: str, port: int) -> None:
    if not _is_free(host, port):
        raise UserError(f"Cổng {port} đang bận; hãy chọn cổng khác bằng --port, hoặc đóng chương trình đang dùng cổng này.")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            if os.name != "nt":  # as the server itself will; on Windows it would take another's port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise UserError(f"Máy này không nghe được ở địa chỉ {host}; hãy kiểm tra lại --host.") from error
    return True


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name: it may lead anywhere, but for this one
        return host == "localhost"


@contextmanager
def _closing_readers() -> Iterator[None]:
    """When the server has stopped, end the processes that read workbooks: else leaving waits for them."""
    from danvan_metrics.spreadsheets.reader import stop_reading  # noqa: PLC0415 - as in commands.behaviour

    try:
        yield
    finally:
        stop_reading()
