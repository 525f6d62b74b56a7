"""Names from strangers' files and addresses never become pictures, links, formulas, colours or icons: on every page, by law."""

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.string_util import validate_icon_or_emoji

from danvan_metrics.folders import SHIPPED
from danvan_metrics.web.escaping import escape_markdown, escape_names
from tests.builders_web import read_letters

READ_AS_MARKDOWN = {
    "badge", "button", "caption", "checkbox", "date_input", "download_button", "error", "expander", "feedback",
    "file_uploader", "form_submit_button", "header", "image", "info", "link_button", "markdown", "metric",
    "multiselect", "number_input", "page_link", "pills", "popover", "progress", "radio", "segmented_control",
    "selectbox", "slider", "spinner", "status", "subheader", "success", "tabs", "text_area", "text_input",
    "time_input", "title", "toast", "toggle", "warning", "write",
}  # fmt: skip
OPTIONS_READ_AS_MARKDOWN = {"pills", "radio", "segmented_control"}
NAMED = {"body", "caption", "delta", "help", "label", "text", "value"}
NOT_FIRST = {"image": (), "page_link": (), "progress": (1,), "metric": (0, 1, 2)}  # else the first is read
KEEP_LETTERS = {"escape_markdown", "format_date", "format_percent", "format_quantity", "len", "sum"}
OUR_OWN_MARKDOWN = {"guide.py"}  # the office's guide, written by us


@pytest.mark.parametrize(
    "text",
    [
        "![x](y)", "[y](http)", "**đậm**", "$x$", ":red[đỏ]", "<b>", "`c`", "a_b_c", "1. mục", "1) mục", "- mục", "+ mục",
        "# to", "| a |", "~~x~~", "&amp;", "[^1]", "x^2^", "===", "> trích", "\\*",
    ],
)  # fmt: skip
def test_every_sign_of_markdown_is_held_back(text):
    escaped = escape_markdown(text)

    assert read_letters(escaped) == text
    assert not find_free_signs(escaped)


@pytest.mark.parametrize(
    "text", ["http://example.org", "HTTPS://example.org", "www.example.org", "WWW.example.org", "ai@example.org"]
)
def test_an_address_is_no_link(text):
    assert text not in escape_markdown(text).replace("\\", "")


@pytest.mark.parametrize("text", [":smile:", ":+1:", ":material/home:", ":material_home:", ":streamlit:", "a -> b", "a -- b"])
def test_what_is_turned_into_a_sign_after_the_escapes_are_read_is_broken(text):
    assert text not in escape_markdown(text).replace("\\", "")


def test_a_name_on_many_lines_stands_on_one():
    assert escape_markdown("  Họp\n\n# Tin\u2028\tmới ") == r"Họp \# Tin mới"


def test_words_without_signs_stay_as_they_are():
    assert escape_markdown("Trường Mầm non Đồn Đạc, kỳ 6 tháng") == "Trường Mầm non Đồn Đạc, kỳ 6 tháng"


@given(st.text(alphabet=st.sampled_from("ab:/@.w<>-=[]()!$`*_~#|&\\{}^+1 \n")))
def test_no_sign_stands_by_itself_whatever_the_text(text):
    assert not find_free_signs(escape_markdown(text))


def find_free_signs(escaped):
    """Signs without a stroke that Markdown, its tables, formulas, colours or lists could be made of."""
    left = re.sub(r"\\.", "x", escaped)
    return re.findall(r"[\\`*_{}\[\]<>#|~$^&\n]|:(?=[^\s\d])|(?<=:)\d[\w+-]*:|^\d*[-+=.)]|[<>~-][->=]|://|www\.", left)


def test_the_names_of_options_are_escaped():
    assert escape_names({"a": "[x](y)"}.__getitem__)("a") == r"\[x\](y)"


def test_no_text_but_literals_reaches_markdown_unescaped():
    """By law: a sentence with data passes `escape_markdown`, wherever Streamlit reads it as Markdown."""
    assert [found for path in list_pages() for found in find_unescaped(path)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def show(name):\n    st.markdown(name)", True),
        ("def show(name):\n    st.info(f'Trường {name}')", True),
        ("def show(name):\n    column.metric('Nộp', name)", True),
        ("def show(name):\n    st.button('Lưu', help=name)", True),
        ("def show(names):\n    st.tabs([name for name in names])", True),
        ("def show(codes, names):\n    st.pills('Trường', codes, format_func=names.get)", True),
        ("def show(codes, names):\n    st.pills('Trường', codes, format_func=escape_names(names.get))", False),
        ("def show(codes, names):\n    st.selectbox('Trường', codes, format_func=names.get)", False),
        ("def show(name):\n    st.info(f'Trường {escape_markdown(name)}')", False),
        ("def show(name):\n    told = f'**{name}**'\n    st.markdown(told)", True),
        ("def show(name):\n    told = f'**{escape_markdown(name)}**'\n    st.markdown(told)", False),
        ("def show(day, many):\n    st.caption(f'{format_date(day)}, {len(many)} tệp, {day:%H:%M}')", False),
    ],
)
def test_the_law_is_noticed_when_it_is_broken(tmp_path, source, found):
    path = tmp_path / "page.py"
    path.write_text(source, encoding="utf-8")

    assert bool(find_unescaped(path)) is found


def test_every_icon_is_one_that_streamlit_takes():
    """A mark like ✕ is no icon: the whole page ends in “Có lỗi ngoài dự kiến” where it is drawn."""
    icons = [(path, icon) for path in list_pages() for icon in list_icons(path)]

    assert [f"{path.name}: {icon}" for path, icon in icons if not is_icon(icon)] == []


@pytest.mark.parametrize(("icon", "taken"), [("✕", False), (":smile:", False), (None, False), ("🏫", True)])
def test_the_law_of_icons_is_noticed_when_it_is_broken(icon, taken):
    assert is_icon(icon) is taken


def list_pages():
    return [*(SHIPPED / "danvan_metrics/web").rglob("*.py"), *(SHIPPED / "pages").glob("*.py"), SHIPPED / "dashboard.py"]


def is_icon(icon):
    """Whether Streamlit takes it, and no font or picture is fetched for it; None where it is no literal to look at."""
    try:
        return icon is not None and bool(validate_icon_or_emoji(icon)) and not icon.startswith(":")
    except Exception:  # noqa: BLE001 - Streamlit's own errors are many
        return False


def list_icons(path):
    """Every icon= and page_icon= of a module; a name of web/text.py by its value, None where it is anything else."""
    constants = read_constants(SHIPPED / "danvan_metrics/web/text.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for keyword in node.keywords if isinstance(node, ast.Call) else ():
            if keyword.arg in {"icon", "page_icon", "avatar"}:
                value = keyword.value
                yield value.value if isinstance(value, ast.Constant) else constants.get(getattr(value, "attr", ""))


def read_constants(path):
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    return {node.target.id: getattr(node.value, "value", None) for node in nodes if isinstance(node, ast.AnnAssign)}


def find_unescaped(path):
    """Where a module gives Markdown text that is neither written in it nor escaped."""
    if path.name in OUR_OWN_MARKDOWN:
        return []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [(call, one) for call, scopes in list_calls(tree, (tree,)) for one in list_bad(call, scopes)]
    return [f"{path.name}:{call.lineno}: {ast.unparse(one)}" for call, one in found]


def list_calls(node, scopes):
    """Every call that draws text, with the functions it stands in, the innermost first."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute) and child.func.attr in READ_AS_MARKDOWN:
            yield child, scopes
        yield from list_calls(child, (child, *scopes) if isinstance(child, ast.FunctionDef) else scopes)


def list_bad(call, scopes):
    """The arguments of a call that are read as Markdown and may hold data."""
    name = call.func.attr
    places = NOT_FIRST.get(name, (0,))
    given = [argument for place, argument in enumerate(call.args) if place in places]
    given += [one.value for one in call.keywords if one.arg in NAMED and (one.arg != "value" or name == "metric")]
    bad = [one for one in given if not keeps_letters(one, scopes)]
    if name in OPTIONS_READ_AS_MARKDOWN:
        bad += [one.value for one in call.keywords if one.arg == "format_func" and not names_safely(one.value, scopes)]
    return bad


def names_safely(node, scopes):
    """A format_func that escapes, or looks up a constant of the module."""
    if isinstance(node, ast.Lambda):
        return keeps_letters(node.body, scopes)
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") == "escape_names"
    return isinstance(node, ast.Attribute) and is_constant(node.value)


def keeps_letters(node, scopes):
    """Whether an expression is made of literals, constants, figures and escaped text alone."""
    parts = list_parts(node)
    if parts is not None:
        return all(keeps_letters(part, scopes) for part in parts)
    return is_constant(node) or is_escaped(node) or (isinstance(node, ast.Name) and is_safe_name(node.id, scopes))


def list_parts(node):
    """What an expression is put together from; None where it is one thing."""
    match node:
        case ast.Constant():
            parts = []
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            pass
        case ast.FormattedValue(value=value, format_spec=spec):  # a text refuses the spec of a figure or a day
            parts = [value] if spec is None else []
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            parts = [one, other]
        case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
            parts = [element]
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant()), args=parts):
            pass
        case _:
            parts = None
    return parts


def is_escaped(node):
    """A call of what gives figures, days or escaped text, or one value of a constant table."""
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name in KEEP_LETTERS
        case ast.Call(func=ast.Attribute(attr="get", value=table)):
            return is_constant(table)
    return False


def is_constant(node):
    """A constant by its name, of this module or another, or one value of it."""
    if isinstance(node, ast.Subscript):
        return is_constant(node.value)
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name.isupper()


def is_safe_name(name, scopes):
    """Whether every value this name is given in its function is safe, or it is a whole number by its annotation."""
    for scope in scopes:
        arguments = [*scope.args.args, *scope.args.kwonlyargs] if isinstance(scope, ast.FunctionDef) else []
        if name in {one.arg for one in arguments}:
            return any(one.arg == name and getattr(one.annotation, "id", "") == "int" for one in arguments)
        values = [node.value for node in ast.walk(scope) if isinstance(node, ast.Assign) and name in list_names(node.targets)]
        if values:
            return all(keeps_letters(value, scopes) for value in values)
    return False


def list_names(targets):
    return [target.id for target in targets if isinstance(target, ast.Name)]
