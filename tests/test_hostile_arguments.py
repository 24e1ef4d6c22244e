"""Attacks through arguments and the configuration: each is refused in two lines, or means nothing but itself.

Every row goes through the real program. None may start a program, write outside of its folders, or end in a
traceback.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import run_git

from publisher.cli import main
from publisher.outcome import USAGE
from publisher.sample.builder import RepoBuilder

pytestmark = pytest.mark.usefixtures("no_waiting_for_the_disk")

TEXT = "# Notes\n\n## All\n\n- [First](first.md): what it says\n"


@dataclass(frozen=True)
class Ground:
    """Where an attack happens: a list, the remote it publishes to, and a file that a program would have made."""

    folder: Path
    before: frozenset[Path] = field(default_factory=frozenset)

    @property
    def list(self) -> Path:
        return self.folder / "list"

    def files(self) -> frozenset[Path]:
        """All that is there but for the output and what is git's own."""
        known = ("feeds", ".git", "remote.git")
        paths = (path.relative_to(self.folder) for path in self.folder.rglob("*"))
        return frozenset(path for path in paths if not set(path.parts) & set(known))


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    folder = tmp_path / "ground"
    run_git(tmp_path, "init", "-q", "--bare", "--initial-branch=main", str(folder / "remote.git"))
    with RepoBuilder(folder / "list") as repo:
        repo.remote(str(folder / "remote.git"))
        repo.commit("Begin", {"README.md": TEXT, "first.md": "One.\n"}, date="2026-01-05T09:00:00Z")
    outside = folder / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("- [Secret](secret.md)\n")
    monkeypatch.chdir(folder)
    return Ground(folder, Ground(folder).files())


def assert_harmless(code: int, ground: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    said = capsys.readouterr()
    assert ground.files() == ground.before
    assert "Secret" not in said.out
    assert "Traceback" not in said.err
    assert code in (0, 1, USAGE)
    if code:
        error, hint = said.err.splitlines()
        assert error.startswith("error: ")
        assert hint.startswith("hint: ")


SHELL = (
    "$(touch canary)",
    "`touch canary`",
    "; touch canary",
    "| touch canary",
    "x && touch canary",
    "!touch canary",
)
TRANSPORTS = ("ext::sh -c touch% canary", "fd::17", "file:///etc/passwd", "--upload-pack=touch canary")
OPTIONS = (
    "--output=canary",
    "-ocanary",
    "-c",
    "--exec=touch canary",
    "--help",
    "--",
    "-",
    "--git-dir=outside",
)
# No argument holds a NUL: a process cannot be given one.
ODD = (
    "",
    " ",
    "a\nb",
    "\x1b]0;x\x07",
    "\u202eme",
    "\udce9",
    "x" * 100_000,
    "%00",
    "~root",
    "../" * 50,
)
MAGIC = (
    ":(glob)**", ":(exclude)README.md", ":!README.md", ":/", ":(attr:x)README.md", ":(top,icase)readme.md",
    "[", "[[:alpha:]]*", "**/" * 300 + "x", "*" * 2_000, "{a,b}" * 500, "../outside/*.md", "/etc/passwd",
    "README.md/../../outside/secret.md", "!README.md", "outside/secret.md",
)  # fmt: skip
REVISIONS = (
    "HEAD@{1}", "HEAD^{tree}", ":/Begin", "HEAD~99999999999", "@{-1}", "HEAD:../outside/secret.md", "HEAD^@",
    "refs/heads/../../outside", "0" * 40, "^" * 5_000, "HEAD" + "^0" * 5_000,
)  # fmt: skip


@pytest.mark.parametrize("value", [*SHELL, *TRANSPORTS, *OPTIONS, *ODD, *MAGIC], ids=lambda v: ascii(v)[:40])
@pytest.mark.parametrize("command", ["events", "build"])
def test_a_pattern_is_nothing_but_a_pattern(
    command: str, value: str, ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_harmless(main([command, "list", f"--list={value}"]), ground, capsys)


@pytest.mark.parametrize(
    "value", [*SHELL, *TRANSPORTS, *OPTIONS, *ODD, *REVISIONS], ids=lambda v: ascii(v)[:40]
)
def test_a_revision_is_nothing_but_a_revision(
    value: str, ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_harmless(main(["events", "list", f"--rev={value}"]), ground, capsys)


@pytest.mark.parametrize("value", [*SHELL, *TRANSPORTS, *OPTIONS, *ODD], ids=lambda v: ascii(v)[:40])
@pytest.mark.parametrize("option", ["--branch", "--into", "--remote", "--author"])
def test_where_it_is_published_is_nothing_but_that(
    option: str, value: str, ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_harmless(main(["publish", "list", f"{option}={value}"]), ground, capsys)


PLACES = (
    "../outside", "a/../../outside", "/outside", ".git", "a/.git/hooks", ".GIT/hooks", ".Git", "a/..", "a\\..\\b",
    "a/.git./x", "git~1/hooks", ".g\u200cit/hooks",
)  # fmt: skip
REFS = (
    "+main",
    "main:other",
    "refs/heads/main",
    "a..b",
    "a.lock",
    "-x",
    "@",
    "a@{1}",
    "a b",
    "a/",
    "HEAD",
    ".a",
)


@pytest.mark.parametrize("value", PLACES, ids=ascii)
def test_a_folder_of_the_branch_stays_in_it(
    value: str, ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["publish", "list", f"--into={value}"])
    assert code != 0
    assert_harmless(code, ground, capsys)


@pytest.mark.parametrize("value", REFS, ids=ascii)
def test_a_branch_is_one_branch(value: str, ground: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    assert_harmless(main(["publish", "list", f"--branch={value}"]), ground, capsys)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefghij", "bcdefghijk", strict=True)
)
CONFIGURATIONS = {
    "an alias bomb": BOMB + "lists: *k\n",
    "an alias bomb in a known key": BOMB.replace("a: &a", "title: &a", 1),
    "an alias that holds itself": "lists: &a [*a]\n",
    "a mapping that holds itself": "feed: &a {feed: *a}\n",
    "a Python object": "lists: !!python/object/apply:os.system ['touch canary']\n",
    "a Python name": "branch: !!python/name:os.system\n",
    "a Python module": "output: !!python/module:os\n",
    "a new Python object": "title: !!python/object/new:subprocess.Popen [['touch', 'canary']]\n",
    "a tag of its own": "lists: !run ['touch canary']\n",
    "a tag for a directive": "%TAG ! tag:yaml.org,2002:python/\n---\nlists: !object/apply:os.system ['touch canary']\n",
    "binary": "branch: !!binary dG91Y2ggY2FuYXJ5\n",
    "a merge key": "feed: {<<: {entries: 3}}\n",
    "a key that stands twice": "branch: a\nbranch: b\n",
    "a key that is a list": "? [a, b]\n: c\n",
    "a key without end": "?" * 10_000,
    "two documents": "branch: a\n---\nbranch: b\n",
    "brackets in brackets": "lists: " + "[" * 20_000,
    "brackets in brackets that are closed": "lists: " + "[" * 5_000 + "]" * 5_000,
    "mappings in mappings": "".join(" " * n + "a:\n" for n in range(3_000)),
    "a scalar of ten megabytes": "branch: " + "x" * 10_000_000,
    "a line of quotes": "branch: " + '"' * 100_001,
    "a hundred thousand keys": "".join(f"k{n}: 1\n" for n in range(100_000)),
    "a hundred thousand patterns": "lists: [" + "a," * 100_000 + "]\n",
    "a tab": "feed:\n\tentries: 3\n",
    "NUL": "branch: a\0b\n",
    "a control character": "branch: \x07\n",
    "an escape": 'branch: "\\e]0;x\\a"\n',
    "a surrogate": 'title: {en: "\\ud800"}\n',
    "a number as a branch": "branch: 1e999\n",
    "infinity": "feed: {entries: .inf}\n",
    "not a number": "feed: {entries: .nan}\n",
    "a number of a thousand digits": f"flood_limit: {'9' * 10_000}\n",
    "base sixty": "feed: {entries: 1:30}\n",
    "a date": "id: 2026-01-01\n",
    "null for all": "lists: ~\nfeed: ~\ndigest: ~\npublish: ~\nsend: ~\n",
    "a list for a text": "branch: [a]\n",
    "a text for a section": "feed: text\n",
    "a script as a site": "site_url: javascript:alert(1)\n",
    "an attribute as a site": "site_url: 'https://x.example/\" onload=\"alert(1)'\n",
    "a password in a site": "site_url: https://user:secret@x.example/\n",
    "markup in a title": "title: {en: '<script>alert(1)</script>'}\n",
    "a template in a title": "title: {en: '{{ 7 * 7 }}{% for x in y %}'}\n",
    "a language that is a path": "title: {../../outside: x}\n",
    "options as patterns": "lists: [--output=canary, ':(glob)**', -x]\n",
    "templates elsewhere": "templates: ../outside\n",
    "templates that are options": "templates: --output=canary\n",
    "an output that is the list's git": "output: list/.git\n",
    "an output that is a file": "output: list/README.md\n",
    "an output with a NUL": 'output: "a\\0b"\n',
    "a branch that is an option": "publish: {branch: --force}\n",
    "a remote that is a program": "publish: {remote: 'ext::sh -c touch% canary'}\n",
    "a remote that is an option": "publish: {remote: '--upload-pack=touch canary'}\n",
    "an author with a second line": 'publish: {author: "A <a@example.org>\\nfrom b"}\n',
    "an authority with a path": "id: '../../outside,2026-01-01'\n",
    "an alias that is no address": "mainline: {aliases: ['../../x']}\n",
    "a service that is a program": "send: {to: [sh], webhook: {url: 'file:///etc/passwd'}}\n",
    "a variable that is a secret": "send: {buttondown: {key_variable: 'touch canary'}}\n",
    "a time zone that is a path": "digest: {timezone: ../../etc/passwd}\n",
    "an absolute time zone": "digest: {timezone: /etc/localtime}\n",
}  # fmt: skip


@pytest.mark.parametrize("text", CONFIGURATIONS.values(), ids=CONFIGURATIONS.keys())
@pytest.mark.parametrize("command", ["build", "publish"])
def test_a_configuration_is_nothing_but_values(
    command: str, text: str, ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    (ground.folder / "feeds").mkdir()
    path = ground.folder / "feeds" / "publisher.yml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    assert_harmless(main([command, "list", f"--config={path}"]), ground, capsys)


BYTES = {
    "UTF-16": "branch: main\n".encode("utf-16"),
    "UTF-32": "branch: main\n".encode("utf-32"),
    "Latin-1": "title: {fr: caf\xe9}\n".encode("latin-1"),
    "NUL bytes": b"\0" * 1_000_000,
    "noise": bytes(range(256)) * 1_000,
    "a lone surrogate": b"title: {en: \xed\xa0\x80}\n",
    "overlong": b"branch: \xc0\xae\xc0\xae/x\n",
    "a byte order mark and nothing": b"\xef\xbb\xbf",
}


@pytest.mark.parametrize("content", BYTES.values(), ids=BYTES.keys())
def test_bytes_are_a_configuration_or_an_error(
    content: bytes, ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    (ground.folder / "feeds").mkdir()
    path = ground.folder / "feeds" / "publisher.yml"
    path.write_bytes(content)
    assert_harmless(main(["build", "list", f"--config={path}"]), ground, capsys)


def test_the_configuration_is_what_it_is_called(ground: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    for value in ("outside", "/", "nowhere/publisher.yml", "list/.git/config", *ODD, *OPTIONS):
        assert_harmless(main(["events", "list", f"--config={value}"]), ground, capsys)
