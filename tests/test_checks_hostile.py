"""No bytes make the checks fail: whatever is in a folder, they say what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.checks import check_against, check_documents
from publisher.checks.folder import read_folder

GOOD = read_folder(Path(__file__).parent / "publication")
MANIFEST = "manifest.json"
TARGETS = [
    f"digests/2026-W30/{name}"
    for name in (
        "zhihu.zh.html",
        "zhihu.zh.md",
        "wechat.en.html",
        "email.en.html",
        "email.en.txt",
        "release.md",
    )
]
PATHS = sorted([*GOOD, MANIFEST, *TARGETS, "digests/2026-W30/email.en.eml"])

TEXTS = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(str.encode),
    st.from_regex(
        rb"(<[a-z]{1,4}( (href|src|id|srcset)=\"[^\"<]{0,9}\")?/?>|</[a-z]{1,4}>|[*_#`\[\]()!>-]|\n|x){0,30}"
    ),
)


@given(st.sampled_from(PATHS), TEXTS)
def test_any_bytes_in_any_place(path: str, data: bytes) -> None:
    documents = {**GOOD, path: data}
    check_documents(documents)
    check_against(GOOD, documents)
    check_against(documents, GOOD)


@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_good_document_cut_and_patched(path: str, data: st.DataObject) -> None:
    good = GOOD[path]
    begin = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(begin, min(len(good), begin + 40)))
    documents = {**GOOD, path: good[:begin] + data.draw(TEXTS) + good[end:]}
    check_documents(documents)
    check_against(GOOD, documents)


HOSTILE = [
    pytest.param("index.html", b'<a href="http://[">', id="address that cannot be split"),
    pytest.param("index.html", b"<p \x02=x>\n", id="attribute that XML cannot hold"),
    pytest.param("index.html", b"<div>" * 100_000, id="deep HTML"),
    pytest.param("index.html", b"<a href='#" + b"x" * 1_000_000 + b"'>", id="long address"),
    pytest.param("index.html", b"<p>" + b"x" * 11_000_000, id="long text"),
    pytest.param("en.atom", b"<a>" * 100_000, id="deep XML"),
    pytest.param("en.atom", b"<feed>" + b"x" * 11_000_000 + b"</feed>", id="long XML"),
    pytest.param("en.json", b'{"a":' * 100_000, id="deep JSON"),
    pytest.param("en.json", b"[" + b"9" * 10_000 + b"]", id="large number"),
    pytest.param("page.css", b"url(" * 100_000, id="open addresses"),
    pytest.param("ledger.jsonl", b"\n" * 100_000, id="empty lines"),
    pytest.param("manifest.json", b'{"files": {"../../etc/passwd": 7}}\n', id="manifest"),
]  # fmt: skip

BOMB = (
    b'<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9))
    + b']><feed xmlns="http://www.w3.org/2005/Atom" a="&a8;">&a8;</feed>\n'
)


@pytest.mark.parametrize(("path", "data"), [*HOSTILE, pytest.param("en.atom", BOMB, id="entities")])
def test_what_was_made_to_harm_is_a_finding(path: str, data: bytes) -> None:
    assert check_documents({**GOOD, path: data}) != ()


SLOW = [
    pytest.param(b"> " * 20_000 + b"x\n", id="deep quotation"),
    pytest.param(b"[" * 20_000 + b"\n", id="open brackets"),
    pytest.param(b"*a **a " * 5_000 + b"\n", id="open emphasis"),
    pytest.param(b"<!--" * 20_000 + b"\n", id="open comments"),
    pytest.param(b"`" * 40_000 + b"\n", id="open code"),
]


@pytest.mark.parametrize("data", SLOW)
def test_markdown_that_was_made_to_take_long_does_not(data: bytes) -> None:
    begin = process_time()
    check_documents({**GOOD, "changelog.en.md": data})
    assert process_time() - begin < 5
