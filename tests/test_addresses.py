"""Addresses: absolute, safe, encoded once."""

from __future__ import annotations

import pytest

from publisher.addresses import absolute_image, absolute_link, note_address, web_address
from publisher.forges import Home

HOME = Home(
    host="github.com",
    path="maintainer/list",
    kind="github",
    branch="main",
    files=frozenset(("README.md", "docs/a b.md", "目录/笔记.md", "img/1.png", "docs/folder/x.md")),
)
BLOB = "https://github.com/maintainer/list/blob/main"
RAW = "https://raw.githubusercontent.com/maintainer/list/main"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        pytest.param(
            "https://a.example/ü?q=ü#ü", "https://a.example/%C3%BC?q=%C3%BC#%C3%BC", id="characters"
        ),
        pytest.param("https://a.example/%20a b", "https://a.example/%20a%20b", id="never encoded twice"),
        pytest.param("https://a.example/100%", "https://a.example/100%25", id="a percent sign of its own"),
        pytest.param("//a.example/x", "https://a.example/x", id="without a scheme"),
        pytest.param("https://例え.example/", "https://xn--r8jz45g.example/", id="a host in another script"),
        pytest.param("https://a.example:8080/", "https://a.example:8080/", id="a port"),
        pytest.param("https://user:word@a.example/", "https://a.example/", id="a password is not published"),
        pytest.param("https://[::1]/x", "https://[::1]/x", id="an address with colons"),
        pytest.param("HTTPS://A.example/X", "https://a.example/X", id="capitals"),
        pytest.param("javascript:alert(1)", None, id="a script"),
        pytest.param("java\nscript:alert(1)", None, id="a script in two lines"),
        pytest.param("data:text/html,x", None, id="data"),
        pytest.param("ftp://a.example/", None, id="not the web"),
        pytest.param("https:///x", None, id="no host"),
        pytest.param("http://[", None, id="nonsense"),
        pytest.param("https://a b.example/", None, id="a host with a space"),
        pytest.param("https://a.example:port/", None, id="a port of letters"),
        pytest.param("notes/a.md", None, id="a path"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_an_address_of_the_web(written: str, address: str | None) -> None:
    assert web_address(written) == address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        pytest.param("./docs/a%20b.md", f"{BLOB}/docs/a%20b.md", id="encoded by the author"),
        pytest.param("docs/a b.md#an anchor", f"{BLOB}/docs/a%20b.md#an%20anchor", id="with an anchor"),
        pytest.param("目录/笔记.md", f"{BLOB}/%E7%9B%AE%E5%BD%95/%E7%AC%94%E8%AE%B0.md", id="in Chinese"),
        pytest.param("docs/folder", BLOB.replace("blob", "tree") + "/docs/folder", id="a folder"),
        pytest.param("/docs/a b.md", f"{BLOB}/docs/a%20b.md", id="from the repository's root"),
        pytest.param("#part", f"{BLOB}/README.md#part", id="a place in the list itself"),
        pytest.param("../../issues", "https://github.com/maintainer/list/issues", id="out of the repository"),
        pytest.param("mailto:a@example.org", "mailto:a@example.org", id="an e-mail address"),
        pytest.param("//a.example/x", "https://a.example/x", id="without a scheme"),
        pytest.param("(https://a.example/x)", "https://a.example/x", id="in parentheses"),
        pytest.param("vbscript:x", None, id="a script"),
    ],
)
def test_a_link_in_a_list(written: str, address: str | None) -> None:
    assert absolute_link(written, path="README.md", home=HOME) == address


def test_a_link_is_relative_to_its_own_file() -> None:
    assert absolute_link("../img/1.png", path="docs/a b.md", home=HOME) == f"{BLOB}/img/1.png"
    assert absolute_image("../img/1.png", path="docs/a b.md", home=HOME) == f"{RAW}/img/1.png"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        pytest.param("img/1.png?raw=true", f"{RAW}/img/1.png", id="asked for raw"),
        pytest.param(
            f"{BLOB}/img/1.png", "https://github.com/maintainer/list/raw/main/img/1.png", id="its page"
        ),
        pytest.param("https://a.example/1.png", "https://a.example/1.png", id="elsewhere"),
        pytest.param("data:image/png;base64,AA", None, id="data"),
    ],
)
def test_a_picture(written: str, address: str | None) -> None:
    assert absolute_image(written, path="README.md", home=HOME) == address


def test_without_a_forge_only_addresses_are_addresses() -> None:
    nowhere = Home()
    assert note_address(nowhere, "docs/a.md") is None
    assert absolute_link("docs/a.md", path="README.md", home=nowhere) is None
    assert absolute_image("img/1.png", path="README.md", home=nowhere) is None
    assert note_address(nowhere, "https://a.example/x") == "https://a.example/x"


@pytest.mark.parametrize("link", ["", "javascript:alert(1)"])
def test_a_note_without_a_safe_link_has_no_address(link: str) -> None:
    assert note_address(HOME, link) is None
