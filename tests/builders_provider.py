"""A sign-in provider on this machine's loopback, and a dashboard that sends people to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from oidc_provider_mock import User, run_server_in_thread

from tests.builders_visitors import ADMINISTRATOR
from tests.e2e.server import Served, find_port, serve

KNOWN = ("officer@example.vn", "school@example.vn", "guest@example.vn", "admin@example.vn", "ai-do@example.vn", ADMINISTRATOR)


@contextmanager
def run_provider(*subjects: str, seconds: int = 3600) -> Iterator[str]:
    """A provider where these people can sign in, for so long; its address."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # it speaks no TLS
    people = [User(sub=one, claims={"email": one, "email_verified": True, "name": f"Tên {one}"}) for one in subjects]
    with run_server_in_thread(user_claims=people, access_token_max_age=timedelta(seconds=seconds)) as server:
        yield f"http://localhost:{server.server_port}"


@contextmanager
def serve_office(folder: Path, *, seconds: int = 3600) -> Iterator[Served]:
    """A dashboard where people sign in at a provider of its own."""
    port = find_port()
    with run_provider(*KNOWN, seconds=seconds) as provider:
        secrets = write_secrets(folder, port, provider)
        variables = {"DANVAN_SIGN_IN": "oidc", "DANVAN_ADMINS": ADMINISTRATOR}
        with serve(folder, port=port, options=("--secrets.files", str(secrets)), **variables) as served:
            yield served


def write_secrets(folder: Path, port: int, provider: str) -> Path:
    """What Streamlit needs to know of the provider."""
    path = folder / "secrets.toml"
    path.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "mot-chuoi-bi-mat-chi-dung-trong-phep-thu"
client_id = "danvan"
client_secret = "bi-mat"
server_metadata_url = "{provider}/.well-known/openid-configuration"
""",
        encoding="utf-8",
    )
    return path


def go_in(page, url, subject):
    """From the sign-in page to the provider, where a name is pressed, and back."""
    # the provider's page asks the internet for its looks
    page.route("**/pico*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    page.goto(url)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("button", name=subject, exact=True).click()
    page.wait_for_url(f"{url}/**")
