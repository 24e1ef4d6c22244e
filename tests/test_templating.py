"""The user's templates go before ours, and what is wrong in them is said with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.errors import TemplateError
from publisher.templating import environment, render, shipped_templates, source
from publisher.words import Words


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_template_of_the_users_goes_before_ours_one_by_one(tmp_path: Path) -> None:
    write(tmp_path, "digests/zhihu.html.j2", "mine\n")
    templates = environment(tmp_path)
    assert render(templates, "digests/zhihu.html.j2", {}) == "mine\n"
    ours = templates.get_template("digests/wechat.html.j2").filename
    assert ours == str(shipped_templates() / "digests/wechat.html.j2")


ESCAPED = [
    pytest.param("a.html.j2", "&lt;b&gt;", id="HTML"),
    pytest.param("a.xml.j2", "&lt;b&gt;", id="XML"),
    pytest.param("a.md.j2", "<b>", id="Markdown"),
    pytest.param("a.txt.j2", "<b>", id="text"),
]


@pytest.mark.parametrize(("name", "expected"), ESCAPED)
def test_escaping_goes_by_our_endings(tmp_path: Path, name: str, expected: str) -> None:
    write(tmp_path, name, "{{ value }}")
    assert render(environment(tmp_path), name, {"value": "<b>"}) == expected


FAULTS = [
    pytest.param("one\n{{ issue.titel }}\n", 2, "titel", id="field that is not there"),
    pytest.param("{{ nothing }}\n", 1, "'nothing' is undefined", id="name that is not there"),
    pytest.param("\n\n{% if %}\n", 3, "Expected an expression", id="no expression"),
    pytest.param("{% for a in b %}\n", 1, "Unexpected end of template", id="block left open"),
    pytest.param("\n{{ 1 + 'a' }}\n", 2, "unsupported operand", id="sum of a number and a text"),
    pytest.param("\n{{ words('digest.nothing') }}\n", 2, "digest.nothing", id="message that is not there"),
    pytest.param("{{ ''.__class__.__mro__ }}\n", 1, "unsafe", id="reaching for the program"),
]


@pytest.mark.parametrize(("text", "line", "message"), FAULTS)
def test_a_broken_template_is_an_error_with_its_file_and_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = write(tmp_path, "digests/zhihu.html.j2", text)
    with pytest.raises(TemplateError) as caught:
        render(environment(tmp_path), "digests/zhihu.html.j2", {"issue": object(), "words": Words("en")})
    assert (caught.value.path, caught.value.line) == (path, line)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_a_fault_in_an_included_template_is_said_where_it_is(tmp_path: Path) -> None:
    inner = write(tmp_path, "inner.md.j2", "fine\n{{ missing }}\n")
    write(tmp_path, "outer.md.j2", "{% include 'inner.md.j2' %}\n")
    with pytest.raises(TemplateError) as caught:
        render(environment(tmp_path), "outer.md.j2", {})
    assert (caught.value.path, caught.value.line) == (inner, 2)


def test_a_template_that_is_not_there() -> None:
    with pytest.raises(TemplateError, match=r"digests/nothing\.j2: there is no such template"):
        render(environment(), "digests/nothing.j2", {})
    with pytest.raises(TemplateError, match=r"nothing\.css: there is no such file"):
        source(environment(), "nothing.css")


def test_a_fault_of_ours_is_not_blamed_on_a_template() -> None:
    class Broken:
        def __getitem__(self, key: str) -> object:
            raise ValueError(key)

        def keys(self) -> list[str]:
            return ["a"]

    with pytest.raises(ValueError, match="a"):
        render(environment(), "digests/zhihu.html.j2", Broken())  # type: ignore[arg-type]
