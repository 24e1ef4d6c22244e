"""Addresses at the forges."""

from __future__ import annotations

import pytest

from publisher.forges import (
    Home,
    commit_url,
    compare_url,
    home_url,
    list_url,
    parse_remote,
    pull_url,
    raw_url,
    url_of,
)

FILES = frozenset(
    (
        "README.md",
        "guide/readme.md",
        "guide/第 一.md",
        "what is C#/notes.md",
        "100%/a?b.md",
        "a/b#c.md",
        "LICENSE",
        "pictures/plan.png",
    )
)


def make_home(host: str = "github.com", kind: str = "github", branch: str = "main") -> Home:
    return Home(host=host, path="o/n", kind=kind, branch=branch, files=FILES)


@pytest.mark.parametrize(
    ("url", "host", "path", "kind"),
    [
        pytest.param("https://github.com/o/n", "github.com", "o/n", "github", id="https"),
        pytest.param("https://github.com/o/n.git/", "github.com", "o/n", "github", id="suffix-and-slash"),
        pytest.param("git@github.com:o/n.git", "github.com", "o/n", "github", id="scp"),
        pytest.param("github.com:o/n", "github.com", "o/n", "github", id="scp-as-merge-messages-have-it"),
        pytest.param("ssh://git@github.com/o/n.git", "github.com", "o/n", "github", id="ssh"),
        pytest.param(
            "ssh://git@ssh.github.com:443/o/n.git", "github.com", "o/n", "github", id="ssh-over-443"
        ),
        pytest.param("git://github.com/o/n.git", "github.com", "o/n", "github", id="git"),
        pytest.param("https://me:secret@github.com/o/n", "github.com", "o/n", "github", id="password"),
        pytest.param(
            "https://x@y:secret@github.com/o/n", "github.com", "o/n", "github", id="address-as-user"
        ),
        pytest.param("https://GitHub.com/O/N", "github.com", "O/N", "github", id="capitals"),
        pytest.param("https://github.com//o//n", "github.com", "o/n", "github", id="doubled-slashes"),
        pytest.param("git@github-work:o/n.git", "github.com", "o/n", "github", id="ssh-alias"),
        pytest.param("git@work:o/n.git", "", "o/n", "", id="ssh-alias-of-who-knows-what"),
        pytest.param(
            "https://github.example.org/o/n", "github.example.org", "o/n", "github", id="enterprise"
        ),
        pytest.param("https://gitlab.com/g/s/p.git", "gitlab.com", "g/s/p", "gitlab", id="gitlab-subgroup"),
        pytest.param(
            "git@gitlab.gnome.org:g/p", "gitlab.gnome.org", "g/p", "gitlab", id="gitlab-self-hosted"
        ),
        pytest.param("https://gitee.com/o/n.git", "gitee.com", "o/n", "gitee", id="gitee"),
        pytest.param("https://codeberg.org/o/n", "codeberg.org", "o/n", "forgejo", id="codeberg"),
        pytest.param(
            "http://gitea.lan:3000/o/n", "gitea.lan:3000", "o/n", "forgejo", id="gitea-with-a-port-of-the-web"
        ),
        pytest.param(
            "ssh://git@gitea.lan:2222/o/n", "gitea.lan", "o/n", "forgejo", id="gitea-with-ssh's-port"
        ),
        pytest.param("https://bitbucket.org/o/n", "bitbucket.org", "o/n", "bitbucket", id="bitbucket"),
        pytest.param("https://git.example.org/o/n", "git.example.org", "o/n", "", id="unknown-forge"),
    ],
)
def test_a_remote_tells_where_the_list_lives(url: str, host: str, path: str, kind: str) -> None:
    assert parse_remote(url) == Home(host=host, path=path, kind=kind)


@pytest.mark.parametrize(
    "url",
    [
        "/srv/git/list.git",
        "../list",
        "list.bundle",
        "file:///srv/git/list.git",
        "C:\\lists\\list",
        "C:/lists/list",
        "ext::sh -c whoami",
        "helper::https://github.com/o/n",
        "https://github.com/",
        "https://[github.com/o/n",
        "",
        ".",
    ],
)
def test_what_is_on_no_host_is_no_address(url: str) -> None:
    assert parse_remote(url) is None


@pytest.mark.parametrize(
    ("kind", "host", "file", "folder", "raw"),
    [
        pytest.param(
            "github",
            "github.com",
            "https://github.com/o/n/blob/main/guide/readme.md",
            "https://github.com/o/n/tree/main/guide",
            "https://raw.githubusercontent.com/o/n/main/pictures/plan.png",
            id="github",
        ),
        pytest.param(
            "github",
            "github.example.org",
            "https://github.example.org/o/n/blob/main/guide/readme.md",
            "https://github.example.org/o/n/tree/main/guide",
            "https://github.example.org/o/n/raw/main/pictures/plan.png",
            id="github-enterprise",
        ),
        pytest.param(
            "gitlab",
            "gitlab.com",
            "https://gitlab.com/o/n/-/blob/main/guide/readme.md",
            "https://gitlab.com/o/n/-/tree/main/guide",
            "https://gitlab.com/o/n/-/raw/main/pictures/plan.png",
            id="gitlab",
        ),
        pytest.param(
            "gitee",
            "gitee.com",
            "https://gitee.com/o/n/blob/main/guide/readme.md",
            "https://gitee.com/o/n/tree/main/guide",
            "https://gitee.com/o/n/raw/main/pictures/plan.png",
            id="gitee",
        ),
        pytest.param(
            "forgejo",
            "codeberg.org",
            "https://codeberg.org/o/n/src/branch/main/guide/readme.md",
            "https://codeberg.org/o/n/src/branch/main/guide",
            "https://codeberg.org/o/n/raw/branch/main/pictures/plan.png",
            id="forgejo",
        ),
        pytest.param(
            "bitbucket",
            "bitbucket.org",
            "https://bitbucket.org/o/n/src/main/guide/readme.md",
            "https://bitbucket.org/o/n/src/main/guide",
            "https://bitbucket.org/o/n/raw/main/pictures/plan.png",
            id="bitbucket",
        ),
    ],
)
def test_each_forge_has_its_own_addresses(kind: str, host: str, file: str, folder: str, raw: str) -> None:
    home = make_home(host, kind)
    assert url_of(home, "guide/readme.md") == file
    assert url_of(home, "guide/") == folder
    assert raw_url(home, "pictures/plan.png") == raw


@pytest.mark.parametrize(
    ("kind", "host", "commit", "compare", "since_the_beginning", "pull"),
    [
        ("github", "github.com", "/commit/t1p", "/compare/ba5e...t1p", "/commits/t1p", "/pull/7"),
        (
            "gitlab",
            "gitlab.com",
            "/-/commit/t1p",
            "/-/compare/ba5e...t1p",
            "/-/commits/t1p",
            "/-/merge_requests/7",
        ),
        ("gitee", "gitee.com", "/commit/t1p", "/compare/ba5e...t1p", "/commits/t1p", "/pulls/7"),
        ("forgejo", "codeberg.org", "/commit/t1p", "/compare/ba5e...t1p", "/commits/commit/t1p", "/pulls/7"),
        (
            "bitbucket",
            "bitbucket.org",
            "/commits/t1p",
            "/branches/compare/t1p%0Dba5e",
            "/commits/t1p",
            "/pull-requests/7",
        ),
    ],
)
def test_commits_comparisons_and_pull_requests_have_pages(
    kind: str, host: str, commit: str, compare: str, since_the_beginning: str, pull: str
) -> None:
    home = make_home(host, kind)
    at = f"https://{host}/o/n"
    assert home_url(home) == at
    assert commit_url(home, "t1p") == at + commit
    assert compare_url(home, "ba5e", "t1p") == at + compare
    assert compare_url(home, None, "t1p") == at + since_the_beginning
    assert pull_url(home, 7) == at + pull


@pytest.mark.parametrize(
    ("link", "below"),
    [
        pytest.param("guide/第 一.md", "blob/main/guide/%E7%AC%AC%20%E4%B8%80.md", id="chinese-and-a-space"),
        pytest.param("guide/readme.md#第-一", "blob/main/guide/readme.md#%E7%AC%AC-%E4%B8%80", id="fragment"),
        pytest.param(
            "guide/readme.md#%E7%AC%AC", "blob/main/guide/readme.md#%E7%AC%AC", id="fragment-encoded-already"
        ),
        pytest.param("a/b#c.md", "blob/main/a/b%23c.md", id="number-sign-in-a-name"),
        pytest.param("a/b#c.md#d", "blob/main/a/b%23c.md#d", id="number-sign-in-a-name-and-a-fragment"),
        pytest.param(
            "what is C#/notes.md", "blob/main/what%20is%20C%23/notes.md", id="number-sign-in-a-folder"
        ),
        pytest.param("what is C#", "tree/main/what%20is%20C%23", id="number-sign-at-the-end-of-a-folder"),
        pytest.param("100%/a?b.md", "blob/main/100%25/a%3Fb.md", id="percent-and-question-mark"),
        pytest.param("./guide//readme.md", "blob/main/guide/readme.md", id="spelled-loosely"),
        pytest.param("/guide/readme.md", "blob/main/guide/readme.md", id="from-the-root"),
        pytest.param("Guide/README.md", "blob/main/guide/readme.md", id="wrong-case"),
        pytest.param("LICENSE", "blob/main/LICENSE", id="file-without-an-extension"),
        pytest.param("gone/note.md", "blob/main/gone/note.md", id="file-that-went"),
        pytest.param("gone/note", "tree/main/gone/note", id="folder-that-went"),
    ],
)
def test_a_path_is_encoded_once(link: str, below: str) -> None:
    assert url_of(make_home(), link) == f"https://github.com/o/n/{below}"


def test_a_branch_may_hold_a_slash_and_a_number_sign() -> None:
    home = make_home(branch="docs/c#")
    assert list_url(home, "README.md") == "https://github.com/o/n/blob/docs/c%23/README.md"


@pytest.mark.parametrize(
    "link", ["https://example.org/a b", "HTTP://x.y/", "mailto:a@b.c", "//example.org/x"]
)
def test_a_url_stays_as_it_is(link: str) -> None:
    assert url_of(make_home(), link) == link
    assert raw_url(make_home(), link) == link


@pytest.mark.parametrize("link", ["", "../other/a.md", "a/../../b.md", ".."])
def test_what_is_not_in_the_repository_has_no_address(link: str) -> None:
    assert url_of(make_home(), link) is None


@pytest.mark.parametrize("home", [Home(), Home(host="git.example.org", path="o/n")], ids=["none", "unknown"])
def test_without_a_known_forge_only_urls_have_an_address(home: Home) -> None:
    assert url_of(home, "README.md") is None
    assert raw_url(home, "a.png") is None
    assert commit_url(home, "t1p") is None
    assert compare_url(home, None, "t1p") is None
    assert pull_url(home, 7) is None
    assert url_of(home, "https://example.org/") == "https://example.org/"
