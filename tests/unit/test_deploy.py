"""What ships in deploy/: containers cannot be run where this program is made, so its files are held against the program here."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from danvan_metrics.__main__ import assemble
from danvan_metrics.settings import load_settings
from danvan_metrics.settings.sections import VARIABLES
from danvan_metrics.settings.settings_file import VARIABLE
from danvan_metrics.web.serving.running import check_can_listen
from danvan_metrics.web.serving.serve_command import serve

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (DEPLOY / "compose" / "Dockerfile").read_text(encoding="utf-8")
NGINX = {path.name: path.read_text(encoding="utf-8") for path in (DEPLOY / "nginx").iterdir()}
UNITS = sorted((DEPLOY / "systemd").iterdir())
CALLED = "-m danvan_metrics "


def read_variables(path: Path) -> dict[str, str]:
    """A file of NAME=value lines, as systemd and compose read it."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)


def read_unit(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


def read_options(arguments: list[str]) -> dict[str, object]:
    """What `serve` understands by these words."""
    return serve.make_context("serve", arguments).params


OFFICE = read_variables(DEPLOY / "danvan.env")
SIGN_IN = tomllib.loads((DEPLOY / "secrets.toml").read_text(encoding="utf-8"))["auth"]


# ── settings ─────────────────────────────────────────────────────────────────


def test_the_settings_that_ship_are_settings_of_a_shared_office():
    settings = load_settings(OFFICE)
    assert settings.sign_in.required
    assert settings.database_url.startswith("postgresql+psycopg://")
    assert settings.serving.site.startswith("https://")
    assert settings.serving.log_json
    assert settings.serving.token == ""


def test_every_variable_that_ships_is_one_the_program_reads():
    """A misspelt one would be passed over in silence."""
    assert set(OFFICE) <= {*VARIABLES, VARIABLE}


def test_the_commands_of_the_machine_act_as_an_administrator():
    """The nightly backup too: nobody else may."""
    settings = load_settings(OFFICE)
    assert settings.sign_in.name in settings.sign_in.admins


def test_people_come_back_from_the_sign_in_to_the_offices_own_address():
    assert SIGN_IN["redirect_uri"] == f"{OFFICE['DANVAN_SITE']}/oauth2callback"
    assert set(SIGN_IN) == {"redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url"}


def test_the_instructions_name_settings_files_and_addresses_there_are():
    told = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"DANVAN_[A-Z_]+[A-Z]", told)) <= {*VARIABLES, VARIABLE}
    assert set(OFFICE) - {"DANVAN_SAMPLE_DATABASE_URL"} <= set(re.findall(r"DANVAN_[A-Z_]+[A-Z]", told))
    listed = {name for name in re.findall(r"^\| `([^`]+)` \|", told, re.MULTILINE) if re.search(r"^[a-z]+(/|\.[a-z]+)$", name)}
    assert listed == {path.name + "/" * path.is_dir() for path in DEPLOY.iterdir()} - {"README.md"}
    assert set(re.findall(r"^\| `(/[^`]+)` \|", told, re.MULTILINE)) == {"/song", "/san-sang", "/so-do"}


# ── systemd ──────────────────────────────────────────────────────────────────


def test_the_units_call_commands_there_are():
    called = {path.name: read_unit(path)["Service"]["ExecStart"] for path in UNITS if path.suffix == ".service"}
    commands = {name: line.partition(CALLED)[2].split()[0] for name, line in called.items()}
    assert commands == {"danvan-backup.service": "backup", "danvan@.service": "serve"}
    assert set(commands.values()) <= set(assemble().commands)


def test_each_instance_is_a_process_on_its_own_port():
    line = read_unit(DEPLOY / "systemd" / "danvan@.service")["Service"]["ExecStart"].replace("%i", "8502")
    assert read_options(shlex.split(line.partition(f"{CALLED}serve ")[2])) == {
        "port": 8502, "host": "127.0.0.1", "no_browser": True,
    }  # fmt: skip


def test_what_the_settings_write_to_is_what_the_unit_may_write_to():
    service = read_unit(DEPLOY / "systemd" / "danvan@.service")["Service"]
    assert service["ProtectSystem"] == "strict"
    assert OFFICE["DANVAN_LOG_FOLDER"] == f"/var/log/{service['LogsDirectory']}"
    assert OFFICE["DANVAN_SAMPLE_DATABASE_URL"].startswith(f"sqlite:////var/lib/{service['StateDirectory']}/")
    assert OFFICE["DANVAN_BACKUP_FOLDER"].startswith(f"/var/lib/{service['StateDirectory']}/")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
@pytest.mark.parametrize("name", ["danvan@8501.service", "danvan-backup.service", "danvan-backup.timer"])
def test_systemd_understands_the_units(name: str, tmp_path: Path):
    """Only that the program is not installed at its place on this machine is told."""
    for path in UNITS:
        shutil.copy(path, tmp_path / path.name.replace("@.", "@8501."))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / name],
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    told = [line for line in (done.stdout + done.stderr).splitlines() if "danvan" in line]
    assert [line for line in told if "is not executable: No such file" not in line] == []


def test_the_nightly_copies_lie_where_those_before_an_upgrade_do():
    service = read_unit(DEPLOY / "systemd" / "danvan-backup.service")["Service"]
    [written] = re.findall(r'"(/[^"$]+)/kho-\$', service["ExecStart"])
    assert written == OFFICE["DANVAN_BACKUP_FOLDER"]
    assert written in {f"/var/lib/{one}" for one in service["StateDirectory"].split()}


# ── nginx ────────────────────────────────────────────────────────────────────


def test_the_proxy_takes_files_as_large_as_the_program_does():
    """And a little more, for what a browser writes around one: the program itself says which file is too large."""
    taken = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]["maxUploadSize"]
    [limit] = re.findall(r"upload_file/ \{[^}]*client_max_body_size (\d+)m;", NGINX["danvan.conf"])
    assert int(limit) == taken + 1


def test_the_proxy_is_called_by_the_offices_name():
    names = set(re.findall(r"server_name (.+?);", NGINX["danvan.conf"])) - {"_"}
    assert {f"https://{name}" for name in names} == {OFFICE["DANVAN_SITE"]}


def test_every_process_has_its_line_in_every_block():
    """A process that newcomers are led to, and whose pages nobody finds again, would lose what they sent."""
    blocks = re.findall(r"^(?:upstream|map) .*?^\}", NGINX["processes.conf"], re.DOTALL | re.MULTILINE)
    processes = [f"danvan_{number}" for number in (1, 2)]
    assert [bool(re.search("850[12]|danvan_[12]", block)) for block in blocks] == [True] * len(blocks)
    for number, process in enumerate(processes, start=1):
        assert f"upstream {process} {{" in NGINX["processes.conf"]
        assert NGINX["processes.conf"].count(f"    {number} {process};") == 2  # where a page goes, where its connection goes


# ── compose ──────────────────────────────────────────────────────────────────


def list_dashboards() -> dict[str, dict]:
    return {name: service for name, service in COMPOSE["services"].items() if "build" in service}


def test_only_the_proxy_is_reached_from_outside():
    """The processes share its network, where they listen to themselves and to it alone."""
    published = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert published == {"proxy": ["80:80", "443:443"]}
    assert {service["network_mode"] for service in list_dashboards().values()} == {"service:proxy"}


def test_the_processes_are_those_the_proxy_passes_on_to():
    ports = {service["command"][2] for service in list_dashboards().values()}
    known = set(re.findall(r"server 127\.0\.0\.1:(\d+)", (DEPLOY / "nginx" / "processes.conf").read_text(encoding="utf-8")))
    assert ports == known == {"8501", "8502"}


def test_the_processes_differ_by_their_port_alone():
    first, second = (str(service) for service in list_dashboards().values())
    assert first.replace("8501", "8502") == second


def test_the_processes_are_called_as_the_program_understands():
    assert 'ENTRYPOINT ["python", "-m", "danvan_metrics"]' in DOCKERFILE
    for service in list_dashboards().values():
        command, *options = service["command"]
        said = read_options(options)
        assert command == "serve"
        assert said["no_browser"]
        check_can_listen(load_settings(OFFICE | service["environment"]), said["host"])
        assert f"http://{said['host']}:{said['port']}/san-sang" in service["healthcheck"]["test"][-1]


def test_the_processes_work_on_one_store_that_outlives_its_container():
    [host] = {re.search(r"@([a-z]+)/", one["environment"]["DANVAN_DATABASE_URL"])[1] for one in list_dashboards().values()}
    assert COMPOSE["services"][host]["volumes"] == ["store:/var/lib/postgresql/data"]
    assert set(COMPOSE["volumes"]) == {"store", "copies"}


def test_copies_of_the_store_outlive_the_process_that_wrote_them():
    """Before an upgrade, and by `backup`; the folder is the program's own account's in the image."""
    for service in list_dashboards().values():
        folder = service["environment"]["DANVAN_BACKUP_FOLDER"]
        assert f"copies:{folder}" in service["volumes"]
        assert re.search(rf"install -d -o danvan .*{folder}\b", DOCKERFILE)


def test_the_proxy_finds_its_configuration_where_that_looks_for_itself():
    places = [volume.split(":")[:2] for volume in COMPOSE["services"]["proxy"]["volumes"]]
    inside = {target: (DEPLOY / "compose" / source).resolve() for source, target in places}
    configuration = inside["/etc/nginx/conf.d/default.conf"].read_text(encoding="utf-8")
    for name in re.findall(r"include danvan/(.+?);", configuration):
        assert (inside["/etc/nginx/danvan"] / name).is_file()
    for path in re.findall(r"ssl_certificate\w* (.+?);", configuration):
        assert path.startswith("/etc/nginx/tls/")


def test_the_image_holds_what_the_program_needs():
    copied = [line.split()[1] for line in DOCKERFILE.splitlines() if line.startswith("COPY")]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert {"dashboard.py", "danvan_metrics", "pages", "data", "docs", ".streamlit/config.toml"} <= set(copied)


def test_the_image_is_built_from_where_it_finds_that():
    for service in list_dashboards().values():
        assert (DEPLOY / "compose" / service["build"]["context"]).resolve() == ROOT
        assert (ROOT / service["build"]["dockerfile"]).is_file()
