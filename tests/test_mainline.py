"""The states that the published branch went through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publisher.mainline import DEFAULT_BRANCHES, Graph, Names, Node, find_mainline, find_names

OWN = "Merge branch 'main' of github.com:owner/list"
NAMES = Names(paths=frozenset({"owner/list", "former/list"}), owners=frozenset({"owner", "former"}))


def make_graph(*commits: tuple[str, str] | tuple[str, str, str]) -> Graph:
    """A graph of commits told oldest first: name, names of parents, subject."""
    graph = {}
    for at, (name, parents, *subject) in enumerate(commits):
        graph[name] = Node(
            id=name,
            parents=tuple(parents.split()),
            author="maintainer",
            written=at,
            committed=at,
            subject=subject[0] if subject else "Add a note",
        )
    return dict(reversed(graph.items()))


def foxtrot(subject: str) -> Graph:
    """A laptop's work, and what was public meanwhile::

    root ── public ────────╮
       ╰─── laptop ──── merge
    """
    return make_graph(
        ("root", ""), ("public", "root"), ("laptop", "root"), ("merge", "laptop public", subject)
    )


def walk(graph: Graph, tip: str, names: Names = NAMES) -> str:
    return " ".join(node.id for node in find_mainline(graph, tip, names))


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param(OWN, id="scp"),
        pytest.param("Merge branch 'main' of https://github.com/Owner/List", id="https-and-capitals"),
        pytest.param("Merge branch 'main' of ssh://git@github.com/owner/list.git", id="ssh"),
        pytest.param("Merge branch 'main' of https://gitee.com/owner/list", id="mirror"),
        pytest.param("Merge branch 'main' of github.com:former/list", id="former-name"),
        pytest.param("Merge branch 'master' of github.com:owner/list", id="former-default-branch"),
        pytest.param("Merge https://github.com/owner/list", id="default-branch-unnamed"),
        pytest.param("Merge remote-tracking branch 'origin/main'", id="tracking-branch"),
        pytest.param("Merge remote-tracking branch 'owner/main'", id="remote-called-after-the-owner"),
        pytest.param("Merge branch 'owner:main' into main", id="sync-fork"),
    ],
)
def test_a_foxtrot_merge_goes_on_with_what_was_public(subject: str) -> None:
    assert walk(foxtrot(subject), "merge") == "root public merge"


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param("Merge pull request #7 from owner/topic", id="pull-request"),
        pytest.param("Merge branch 'main' of https://github.com/contributor/list", id="contributor's-fork"),
        pytest.param("Merge branch 'topic' of github.com:owner/list", id="another-branch"),
        pytest.param("Merge remote-tracking branch 'upstream/main'", id="another-remote"),
        pytest.param("Merge remote-tracking branch 'origin/topic'", id="another-tracking-branch"),
        pytest.param("Merge branch 'contributor:main' into main", id="another-owner"),
        pytest.param("Merge branch 'main'", id="branch-of-the-laptop"),
        pytest.param("Merge two sections into one", id="own-words"),
    ],
)
def test_every_other_merge_goes_on_with_its_first_parent(subject: str) -> None:
    assert walk(foxtrot(subject), "merge") == "root laptop merge"


def told_by_its_sides(
    subject: str,
    *,
    added: str = "Add a note (#7)",
    public: str = "Add a note (#8)",
    laptop: str = "Add a note",
    by: str = "maintainer",
) -> Graph:
    """A merge whose message does not say what it merged::

    root ── old ── added ── public ──╮
              ╰────── laptop ────── merge
    """
    graph = make_graph(
        ("root", ""),
        ("old", "root", "Add a note (#6)"),
        ("added", "old", added),
        ("public", "added", public),
        ("laptop", "old", laptop),
        ("merge", "laptop public", subject),
    )
    return {**graph, "laptop": replace(graph["laptop"], author=by)}


@pytest.mark.parametrize(
    "graph",
    [
        pytest.param(told_by_its_sides("Resolve conflicts"), id="own-words"),
        pytest.param(told_by_its_sides("Mergers: add a note"), id="own-words-that-begin-alike"),
        pytest.param(
            told_by_its_sides("Resolve conflicts", public="Merge pull request #8 from contributor/topic"),
            id="a-merge-on-the-public-side",
        ),
    ],
)
def test_a_merge_in_own_words_is_a_foxtrot_when_only_what_it_merged_brought_pull_requests(
    graph: Graph,
) -> None:
    assert walk(graph, "merge") == "root old added public merge"


@pytest.mark.parametrize(
    "graph",
    [
        pytest.param(
            told_by_its_sides("Resolve conflicts", added="Add a note", public="Add a note"), id="none-did"
        ),
        pytest.param(told_by_its_sides("Resolve conflicts", public="Add a note"), id="one-did"),
        pytest.param(told_by_its_sides("Resolve conflicts", laptop="Add a note (#8)"), id="both-did"),
        pytest.param(told_by_its_sides("Resolve conflicts", by="contributor"), id="nothing-of-its-author-s"),
        pytest.param(told_by_its_sides("Add a note (#9)"), id="a-pull-request"),
        pytest.param(told_by_its_sides("Merge branch 'contributor-master'"), id="a-fork-merged-by-hand"),
        pytest.param(told_by_its_sides("Merge branch 'topic' into main"), id="a-branch"),
    ],
)
def test_a_merge_that_could_be_one_of_a_branch_goes_on_with_its_first_parent(graph: Graph) -> None:
    assert walk(graph, "merge") == "root old laptop merge"


def test_a_branch_that_holds_pull_requests_is_no_mainline_where_nothing_else_was_done() -> None:
    """A release of what was gathered elsewhere::

    root ───────────── merge
       ╰── a ── b ──────╯
    """
    graph = make_graph(
        ("root", ""), ("a", "root", "Add a note (#1)"), ("b", "a"), ("merge", "root b", "Release of May")
    )
    assert walk(graph, "merge") == "root merge"


def test_a_branch_that_is_not_a_default_one_is_the_only_published_one() -> None:
    names = find_names((), addresses=["owner/list"], branch="docs")
    assert (
        walk(foxtrot("Merge branch 'docs' of github.com:owner/list"), "merge", names) == "root public merge"
    )
    assert walk(foxtrot(OWN), "merge", names) == "root laptop merge"


def test_foxtrots_that_follow_one_another_are_all_left_out() -> None:
    """A summer of pulls::

    a ── b ───── c ───── d
     ╲    ╲       ╲       ╲
      x ── m1 ─ y ─ m2 ─ z ─ m3
    """
    graph = make_graph(
        ("a", ""),
        ("x", "a"),
        ("b", "a"),
        ("m1", "x b", OWN),
        ("c", "b"),
        ("y", "m1"),
        ("m2", "y c", OWN),
        ("d", "c"),
        ("z", "m2"),
        ("m3", "z d", OWN),
    )
    assert walk(graph, "m3") == "a b c d m3"


def test_a_pull_that_was_pushed_before_the_next_stays() -> None:
    """The laptop's merge became public, and the next one goes on from it::

    a ── b ── m1 ── c ── m2
     ╲  x ──╱   ╲  y ──╱
    """
    graph = make_graph(
        ("a", ""),
        ("b", "a"),
        ("x", "a"),
        ("m1", "x b", OWN),
        ("c", "m1"),
        ("y", "m1"),
        ("m2", "y c", OWN),
    )
    assert walk(graph, "m2") == "a b m1 c m2"


def test_an_octopus_goes_on_with_its_first_parent() -> None:
    graph = make_graph(
        ("root", ""),
        ("one", "root"),
        ("two", "root"),
        ("merge", "root one two", "Merge branches 'one' and 'two'"),
    )
    assert walk(graph, "merge") == "root merge"


def test_the_mainline_of_an_earlier_tip_is_the_beginning_of_a_later_one() -> None:
    graph = foxtrot(OWN)
    graph = {**make_graph(("after", "merge")), **graph}
    whole = walk(graph, "after").split()
    assert whole == ["root", "public", "merge", "after"]
    for at, name in enumerate(whole, 1):
        assert walk(graph, name).split() == whole[:at]


def merges(*subjects: str) -> Graph:
    return make_graph(
        ("root", ""), *((f"m{at}", "root root", subject) for at, subject in enumerate(subjects))
    )


@pytest.mark.parametrize(
    ("subjects", "path"),
    [
        pytest.param([OWN], "owner/list", id="only-one"),
        pytest.param(
            ["Merge branch 'main' of https://github.com/contributor/list", OWN, OWN], "owner/list", id="most"
        ),
        pytest.param(
            [OWN, "Merge branch 'main' of github.com:contributor/list"], "owner/list", id="the-first"
        ),
        pytest.param(
            [
                "Merge branch 'main' of https://github.com/contributor/list",
                "Merge branch 'main' of https://github.com/contributor/list",
                OWN,
                "Merge branch 'owner:main' into main",
                "Merge branch 'owner:main' into main",
            ],
            "owner/list",
            id="with-those-who-synced-their-forks",
        ),
        pytest.param(
            [
                OWN,
                "Merge branch 'main' of https://github.com/contributor/list into contributor-main",
                "Merge branch 'main' of https://github.com/contributor/list into contributor-main",
            ],
            "owner/list",
            id="but-not-what-was-merged-by-hand",
        ),
        pytest.param(
            ["Merge branch 'topic' of github.com:contributor/list"] * 3 + [OWN],
            "owner/list",
            id="but-not-other-branches",
        ),
        pytest.param(["Merge branch 'main' of https://gist.example.org/167767"], "", id="but-not-a-gist"),
        pytest.param(["Merge branch 'main' of ../list"], "", id="but-not-a-folder"),
    ],
)
def test_without_a_known_address_the_one_that_most_merges_name_is_the_list_s_own(
    subjects: list[str], path: str
) -> None:
    names = find_names(merges(*subjects).values(), addresses=(), branch="main")
    assert names.paths == ({path} if path else set())
    assert names.owners == ({path.partition("/")[0]} if path else set())


def test_where_only_forks_were_synced_the_owner_is_known_at_least() -> None:
    names = find_names(merges("Merge branch 'owner:main' into main").values(), addresses=(), branch="main")
    assert names == Names(owners=frozenset({"owner"}), branches=DEFAULT_BRANCHES)


def test_a_known_address_is_not_outvoted() -> None:
    graph = merges(OWN, OWN, OWN)
    assert find_names(graph.values(), addresses=["Real/List"], branch="main").paths == {"real/list"}
