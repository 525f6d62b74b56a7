"""Charts as pictures: print size, their words as text, equal bytes, offline, and a browser that may die or hang."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import plotly
import psutil
import pytest
from defusedxml.ElementTree import fromstring

from danvan_metrics.folders import SHIPPED
from danvan_metrics.formats.picture_server import PictureFailed
from danvan_metrics.formats.picture_worker import make_page
from danvan_metrics.formats.pictures import (
    NO_BROWSER,
    NoBrowser,
    describe_missing_pictures,
    draw_images,
    find_chrome,
    find_server,
)
from danvan_metrics.formats.plotly.frame import WATERMARK
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.completion.chart import collect_completion_by_level, draw_completion_by_level
from tests.builders import build_dataset, generate_returns

SVG = {"format": "svg", "width": 720}


def test_a_png_is_180_mm_wide_at_300_dots_an_inch_and_as_high_as_its_chart(drawn):
    width, height = struct.unpack(">II", drawn["a.png"][16:24])
    dots, unit = struct.unpack(">I4xB", drawn["a.png"][drawn["a.png"].index(b"pHYs") + 4 :][:9])
    assert (width, round(width / 300 * 25.4)) == (2126, 180)
    assert height == pytest.approx(figure().layout.height * 2126 / 720, abs=1)
    assert (round(dots * 0.0254), unit) == (300, 1)


def test_an_svg_holds_every_word_of_title_and_source_and_the_watermark(drawn):
    words = words_of(drawn["a.svg"])
    assert record().title in words
    assert record().source in words
    assert WATERMARK in words
    assert fromstring(drawn["a.svg"]).get("viewBox") == f"0 0 720 {figure().layout.height}"


def test_figures_come_in_their_order_each_kind_after_the_other(chrome):
    names = [name for name, _ in draw_images([("b", figure()), ("a", figure())])]
    assert names == ["b.png", "b.svg", "a.png", "a.svg"]
    assert [name for name, _ in draw_images([("b", figure())], kinds=["svg"])] == ["b.svg"]


def test_the_same_figure_is_the_same_bytes_even_from_another_browser(drawn):
    assert dict(draw_images([("a", figure())])) == drawn
    find_server().close()
    assert dict(draw_images([("a", figure())])) == drawn


def test_threads_take_turns_and_get_what_is_theirs(drawn):
    names = [f"biểu {number}" for number in range(4)]
    other = replace(record(), title="Tên khác")
    figures = {name: draw_completion_by_level(replace(other, title=name)) for name in names}
    with ThreadPoolExecutor(4) as threads:
        pictures = list(threads.map(lambda name: find_server().draw(figures[name], SVG), names))
    assert all(name in words_of(picture) for name, picture in zip(names, pictures, strict=True))


def test_characters_no_picture_can_hold_do_not_break_it(chrome):
    hostile = draw_completion_by_level(replace(record(), title="=1+1 \x00\x01\ufffe <script>x</script> & ế"))
    pictures = dict(draw_images([("a", hostile)]))
    assert "=1+1 <script>x</script> & ế" in words_of(pictures["a.svg"])
    assert pictures["a.png"].startswith(b"\x89PNG")


def test_a_killed_browser_is_followed_by_another(drawn):
    assert dict(draw_images([("a", figure())])) == drawn  # so that one is open
    before = find_server().pid
    end_children(before, "kill")
    assert dict(draw_images([("a", figure())])) == drawn
    assert find_server().pid != before


def test_a_browser_killed_while_it_draws_is_followed_by_another_that_draws_the_same(drawn):
    assert dict(draw_images([("a", figure())])) == drawn
    before = find_server().pid
    end_children(before, "suspend")  # so that the picture is surely under way when the browser dies
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(lambda: dict(draw_images([("a", figure())])))
        with pytest.raises(TimeoutError):
            waiting.result(0.5)
        end_children(before, "kill")
        assert waiting.result() == drawn
    assert find_server().pid != before


def test_a_browser_that_is_closed_leaves_neither_processes_nor_files(drawn):
    dict(draw_images([("a", figure())]))
    family = psutil.Process(find_server().pid).children(recursive=True)
    folders = set(Path(tempfile.gettempdir()).glob("danvan-ve-*"))
    find_server().close()
    assert not psutil.wait_procs(family, timeout=5)[1]
    assert len(folders - set(Path(tempfile.gettempdir()).glob("danvan-ve-*"))) == 1


def test_a_server_that_is_killed_takes_its_browser_and_their_files_with_it(chrome):
    program = "from danvan_metrics.formats.pictures import *; import plotly, time;"
    program += "list(draw_images([('a', plotly.graph_objects.Figure(layout={'height': 200}))]));"
    program += "print(find_server().pid, flush=True); time.sleep(9)"
    with subprocess.Popen([sys.executable, "-c", program], cwd=SHIPPED, stdout=subprocess.PIPE) as server:
        worker = psutil.Process(int(server.stdout.readline()))
        family, folder = [worker, *worker.children(recursive=True)], Path(worker.cmdline()[-1])
        assert (len(family) > 1, folder.is_dir()) == (True, True)
        server.kill()
        assert not psutil.wait_procs(family, timeout=10)[1]
        assert not folder.exists()


def test_a_browser_that_hangs_is_given_up_with_a_sentence_and_followed_by_another(drawn):
    assert dict(draw_images([("a", figure())])) == drawn  # so that one is open
    end_children(find_server().pid, "suspend")
    with pytest.raises(PictureFailed, match="Vẽ ảnh quá 1 giây"):
        find_server().draw(figure(), SVG, seconds=1)
    assert dict(draw_images([("a", figure())])) == drawn


def test_a_browser_that_does_not_start_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", str(write_program(tmp_path / "chrome")))
    with pytest.raises(PictureFailed, match="không vẽ được ảnh; hãy thử lại"):
        list(draw_images([("a", figure())]))


def test_the_page_loads_the_installed_plotly_and_nothing_else(chrome):
    sources = re.findall(r'src="([^"]+)"', make_page().generate_index())
    assert sources[0] == (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").as_uri()
    assert all(source.startswith("file:///") for source in sources)
    assert [source.rsplit("/", 1)[1] for source in sources] == ["plotly.min.js", "kaleido_scopes.js"]


def test_the_browser_is_the_one_named_and_no_other(monkeypatch, tmp_path):
    program = write_program(tmp_path / "chrome")
    monkeypatch.setenv("CHROMIUM", str(program))
    assert find_chrome() == str(program)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "not-there"))
    assert find_chrome() is None


def test_without_a_browser_the_sentence_says_what_to_do_before_anything_is_drawn(no_browser):
    assert find_chrome() is None
    assert describe_missing_pictures() == NO_BROWSER
    with pytest.raises(NoBrowser, match="chưa có Chrome hoặc Edge nên chưa tạo được ảnh hàng loạt; hãy dùng nút Tải ảnh PNG"):
        draw_images([("a", figure())])


def test_with_a_browser_nothing_is_missing(chrome):
    assert describe_missing_pictures() == ""


def test_neither_kaleido_nor_its_browser_is_loaded_before_a_picture_is_asked_for():
    check = "import sys, danvan_metrics.exports.chart_pack; sys.exit('kaleido' in sys.modules or 'choreographer' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=SHIPPED, check=False).returncode == 0


@pytest.fixture(scope="module")
def drawn(chrome):
    """The one figure, drawn once."""
    return dict(draw_images([("a", figure())]))


@cache
def record():
    return replace(collect_completion_by_level(build_dataset(generate_returns(5)), Scope("9m")), sample=True)


@cache
def figure():
    return draw_completion_by_level(record())


def words_of(svg: bytes) -> str:
    return " ".join(" ".join(fromstring(svg).itertext()).split())


def end_children(pid: int | None, act: str) -> None:
    assert pid is not None  # psutil takes None for this very process, and its children are other tests' servers
    for process in psutil.Process(pid).children(recursive=True):
        getattr(process, act)()


def write_program(path: Path) -> Path:
    """A program that is no browser: it ends at once."""
    path.write_text("#!/bin/sh\nexit 1\n")
    path.chmod(0o755)
    return path
