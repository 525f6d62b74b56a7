"""PostgreSQL as the store: how its connections are opened, and what it cannot do told in sentences, none of them made up.

Each failure is one that the server itself brought about: it is stopped, restarted, crowded, kept from writing.
"""

from __future__ import annotations

import traceback
from contextlib import ExitStack, suppress
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from danvan_metrics.errors import UserError
from danvan_metrics.store.engine import BUSY_SECONDS, open_engine, reading, writing
from danvan_metrics.store.postgresql.server_sessions import lift_limits
from danvan_metrics.store.repository import open_repository
from tests.builders_postgresql import paused_postgresql, restart_postgresql, run_postgresql
from tests.builders_store import PLAN_CODE, build_count, build_return, build_submission, open_store

WRITTEN = "Nguyễn Thị Bí Mật 0912 345 678"
CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE application_name = 'danvan-metrics' AND datname = current_database()"
)
STATES = [
    ("08006", "bị ngắt giữa chừng"),
    ("25006", "chỉ cho đọc"),
    ("28000", "tên đăng nhập hoặc mật khẩu"),
    ("40P01", "đang bận"),
    ("53100", "đã đầy"),
    ("53200", "hết bộ nhớ"),
    ("53300", "quá nhiều kết nối"),
    ("55P03", "đang bận"),
    ("57014", "trả lời quá lâu"),
    ("57P03", "đang khởi động"),
    ("58030", "Ổ đĩa báo lỗi"),
    ("XX001", "bị hỏng"),
]


@pytest.fixture
def administer(postgresql_url):
    """Says something to the store's database as its administrator, outside any transaction."""
    with psycopg.connect(plain(postgresql_url), autocommit=True) as connection:
        yield connection.execute


@pytest.fixture(scope="module")
def own_server(postgresql, tmp_path_factory):
    """A server that may be stopped and crowded: nobody else is on it."""
    with run_postgresql(tmp_path_factory.mktemp("own"), durable=False, connections=6) as url:
        yield url


def find_limits(connection):
    names = ("statement_timeout", "idle_in_transaction_session_timeout")
    return tuple(connection.exec_driver_sql(f"SHOW {name}").scalar() for name in names)


def plain(url: str) -> str:
    """The address as PostgreSQL's own programs read it."""
    return url.replace("+psycopg", "")


# Opened so that nothing waits for ever


def test_every_connection_has_its_patience(postgresql_url):
    with reading(open_engine(postgresql_url)) as connection:
        wanted = {"lock_timeout": f"{BUSY_SECONDS}s", "statement_timeout": "140s", "idle_in_transaction_session_timeout": "5min"}
        assert {name: connection.exec_driver_sql(f"SHOW {name}").scalar() for name in wanted} == wanted
        given = connection.connection.dbapi_connection.info.get_parameters()
    assert (given["connect_timeout"], given["keepalives_idle"], given["tcp_user_timeout"]) == ("10", "30", "60000")


def test_an_upgrade_may_take_as_long_as_it_takes(postgresql_url):
    """A copy of a large store is made while its transaction waits; the limits stand again in the next transaction."""
    engine = open_engine(postgresql_url)
    with writing(engine) as connection:
        lift_limits(connection)
        assert find_limits(connection) == ("0", "0")
    with writing(engine) as connection:
        assert find_limits(connection) == ("140s", "5min")


def test_what_is_said_in_the_address_stands(postgresql_url):
    with reading(open_engine(f"{postgresql_url}?application_name=phong-a&connect_timeout=3")) as connection:
        given = connection.connection.dbapi_connection.info.get_parameters()
    assert (given["application_name"], given["connect_timeout"]) == ("phong-a", "3")


def test_references_are_checked(postgresql_url):
    store = open_store(postgresql_url)
    with pytest.raises(IntegrityError, match="foreign key"):
        store.record_event("accepted", submission=99)
    assert store.list_events() == ()


# One writes, the others wait a little, and readers not at all


def test_a_writer_who_waited_long_enough_is_told(postgresql_url):
    store = open_store(postgresql_url)
    with writing(open_engine(postgresql_url)), pytest.raises(UserError, match=r"đang bận.*hãy đợi"):
        store.save(build_submission())
    assert store.save(build_submission()).revision == 1


def test_readers_do_not_wait_for_a_writer(postgresql_url):
    store = open_store(postgresql_url)
    store.save(build_submission())
    with writing(open_engine(postgresql_url)):
        assert len(store.list_submissions(PLAN_CODE)) == 1
        assert store.version() == 1


# What the server cannot do


def test_a_writer_that_is_cut_off_keeps_nothing_and_the_next_one_goes_on(postgresql_url, administer):
    store = open_store(postgresql_url)

    def keep_two():
        with store.keep() as keeping:
            keeping.save(build_submission())
            administer(CUT_OFF)
            keeping.save(build_submission(content=b"second"))

    with pytest.raises(UserError, match=r"bị ngắt giữa chừng.*hãy"):
        keep_two()
    assert store.list_submissions(PLAN_CODE) == ()
    assert store.save(build_submission()).revision == 1


def test_who_goes_on_in_a_transaction_that_was_cut_off_is_told_the_same(postgresql_url, administer):
    """Taking a file looks at each failure by itself and may ask the store once more."""
    store = open_store(postgresql_url)

    def go_on():
        with store.keep() as keeping:
            administer(CUT_OFF)
            with suppress(DatabaseError):
                keeping.find_numbers(PLAN_CODE, "MN-1", "6m")
            keeping.find_numbers(PLAN_CODE, "MN-1", "6m")

    with pytest.raises(UserError, match=r"bị ngắt giữa chừng.*hãy"):
        go_on()


def test_a_server_that_is_down_is_told_and_found_again(own_server):
    store = open_store(own_server)
    store.save(build_submission())
    with paused_postgresql(own_server):
        for attempt in (store.version, lambda: open_store(own_server)):
            with pytest.raises(UserError, match=r"Không kết nối được.*hãy kiểm tra máy chủ đang chạy"):
                attempt()
    assert store.version() == 1


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_server_restarted_between_two_acts_is_not_even_noticed(own_server, mode):
    store = open_store(own_server)
    store.save(build_submission(content=b"before"))
    restart_postgresql(own_server, mode=mode)
    kept = {one.sha256 for one in store.list_submissions(PLAN_CODE)}
    assert store.save(build_submission(content=mode.encode())).stored
    assert kept < {one.sha256 for one in store.list_submissions(PLAN_CODE)}


def test_a_crowded_server(own_server):
    with ExitStack() as crowd:
        for _ in range(6):
            with suppress(psycopg.OperationalError):  # fewer are free where earlier tests still hold some
                crowd.enter_context(psycopg.connect(plain(own_server)))
        with pytest.raises(UserError, match=r"quá nhiều kết nối.*hãy đợi"):
            open_store(own_server)


def test_a_server_that_may_only_be_read(postgresql_url, administer):
    open_store(postgresql_url).close()
    administer(f"ALTER DATABASE {make_url(postgresql_url).database} SET default_transaction_read_only = on")
    store = open_store(postgresql_url)
    assert store.list_submissions(PLAN_CODE) == ()
    with pytest.raises(UserError, match=r"chỉ cho đọc.*hãy"):
        store.save(build_submission())


def test_an_account_without_rights(postgresql_url, administer):
    open_store(postgresql_url).close()
    account = f"khach_{make_url(postgresql_url).database}"
    administer(f"CREATE ROLE {account} LOGIN PASSWORD '{account}'")
    address = make_url(postgresql_url).set(username=account, password=account).render_as_string(hide_password=False)
    try:
        with pytest.raises(UserError, match=r"không đủ quyền.*hãy"):
            open_store(address)
    finally:
        administer(f"DROP ROLE {account}")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"password": "bi-mat"}, r"không nhận tên đăng nhập hoặc mật khẩu.*hãy"),
        ({"database": "khong_co"}, r"không có cơ sở dữ liệu.*hãy"),
        ({"port": 1}, r"Không kết nối được.*hãy"),
        ({"host": "khong-co.invalid"}, r"Không kết nối được.*hãy"),
    ],
)
def test_an_address_that_leads_nowhere_keeps_its_password_to_itself(postgresql_url, changed, told):
    address = make_url(postgresql_url).set(**changed)
    with pytest.raises(UserError, match=told) as caught:
        open_store(address.render_as_string(hide_password=False))
    assert str(address.password) not in str(caught.value)


def test_a_database_that_cannot_hold_vietnamese(postgresql_url, administer):
    name = f"{make_url(postgresql_url).database}_ascii"
    administer(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0")
    try:
        with pytest.raises(UserError, match=r"bảng mã SQL_ASCII.*hãy tạo cơ sở dữ liệu với ENCODING 'UTF8'"):
            open_store(make_url(postgresql_url).set(database=name).render_as_string(hide_password=False))
    finally:
        administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("create", [False, True])
def test_another_program_s_database_is_refused_and_left_alone(postgresql_url, administer, create):
    administer("DROP SCHEMA public CASCADE")
    administer("CREATE SCHEMA public CREATE TABLE contacts (name text) CREATE TABLE alembic_version (version_num text)")
    with pytest.raises(UserError, match=r"là cơ sở dữ liệu của chương trình khác nên không mở và không sửa; hãy chọn đúng"):
        open_repository(postgresql_url, create=create)
    assert administer("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (2,)


def test_an_empty_database_is_made_a_store_only_where_that_is_asked_for(postgresql_url, administer):
    administer("DROP SCHEMA public CASCADE")
    administer("CREATE SCHEMA public")
    with pytest.raises(UserError, match=r"trống, chưa phải kho dữ liệu; hãy kiểm tra lại DANVAN_DATABASE_URL.*DANVAN_CREATE=1"):
        open_repository(postgresql_url, create=False)
    assert open_repository(postgresql_url, create=True).version() == 0
    assert open_repository(postgresql_url, create=False).version() == 0


@pytest.mark.parametrize(("state", "told"), STATES)
def test_what_a_server_says_by_its_code(postgresql_url, administer, state, told):
    """A trigger fails as the server would with a full disk or damaged pages, which a test cannot bring about."""
    store = open_store(postgresql_url)
    administer(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'words of its own' USING ERRCODE = '{state}'; END $$"
    )
    administer("CREATE TRIGGER fail BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION fail()")
    with pytest.raises(UserError, match=rf"{told}.*hãy"):
        store.save(build_submission())
    assert store.list_submissions(PLAN_CODE) == ()


def test_a_sign_that_no_database_takes(postgresql_url):
    """Readers drop it (raw.clean_controls); should one come by another way, nothing is kept, and a sentence says why."""
    store = open_store(postgresql_url)
    with pytest.raises(UserError, match=r"ký tự không nhìn thấy.*hãy"):
        store.save(build_submission(sender="Cô\0Lan"))
    assert store.version() == 0


def test_mistakes_of_our_own_are_not_dressed_up(postgresql_url):
    store = open_store(postgresql_url)
    with pytest.raises(DatabaseError, match="khong_co"), reading(store._engine) as connection:
        connection.execute(text("SELECT khong_co FROM events"))


def test_what_a_return_says_stands_in_no_error_and_no_traceback(postgresql_url):
    """PostgreSQL's “DETAIL: Failing row contains (…)” would tell it."""
    answers = [replace(build_count("NV2.3", 1), evidence=WRITTEN, line=None)]
    with pytest.raises(IntegrityError, match="null value in column") as caught:
        open_store(postgresql_url).save(build_submission(build_return(answers=answers), sender=WRITTEN))
    assert WRITTEN not in "".join(traceback.format_exception(caught.value)) + repr(caught.value)
