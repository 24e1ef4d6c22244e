"""What the messages of merges and of pull requests say."""

from __future__ import annotations

import pytest

from publisher.merges import Merged, is_own_words, parse_merge, parse_pull_request


@pytest.mark.parametrize(
    ("subject", "merged"),
    [
        pytest.param(
            "Merge branch 'main' of github.com:Owner/List",
            Merged(branch="main", path="owner/list"),
            id="pull",
        ),
        pytest.param(
            "Merge branch 'main' of https://github.com/owner/list.git into patch",
            Merged(branch="main", path="owner/list", into="patch"),
            id="pull-into-another-branch",
        ),
        pytest.param(
            "Merge branches 'main' and 'main' of github.com:owner/list",
            Merged(branch="main", path="owner/list"),
            id="pull-that-named-the-branch-twice",
        ),
        pytest.param(
            "Merge branch 'main' of ssh://git@gitlab.com:22/a/b/c",
            Merged(branch="main", path="a/b/c"),
            id="pull-by-ssh",
        ),
        pytest.param(
            "Merge https://github.com/owner/list",
            Merged(branch="", path="owner/list"),
            id="pull-of-the-default",
        ),
        pytest.param(
            "Merge remote-tracking branch 'origin/main'",
            Merged(branch="main", remote="origin"),
            id="tracking",
        ),
        pytest.param(
            "Merge remote-tracking branch 'origin/docs/new' into main",
            Merged(branch="docs/new", remote="origin", into="main"),
            id="tracking-branch-with-a-slash",
        ),
        pytest.param(
            "Merge remote branch 'origin/master'",
            Merged(branch="master", remote="origin"),
            id="tracking-of-old",
        ),
        pytest.param(
            "Merge branch 'Owner:main' into main",
            Merged(branch="main", owner="owner", into="main"),
            id="sync-fork",
        ),
        pytest.param("Merge branch 'main' of ../list", None, id="pull-from-a-folder"),
        pytest.param("Merge branch 'topic'", None, id="branch"),
        pytest.param("Merge branch 'topic' into 'main'", None, id="gitlab"),
        pytest.param("Merge pull request #7 from owner/topic", None, id="pull-request"),
        pytest.param("Merge two sections", None, id="own-words"),
        pytest.param("Add a note", None, id="no-merge"),
    ],
)
def test_a_message_says_what_was_merged(subject: str, merged: Merged | None) -> None:
    assert parse_merge(subject) == merged


@pytest.mark.parametrize(
    ("message", "number"),
    [
        pytest.param("Merge pull request #12 from contributor/patch-1\n\nAdd a note", 12, id="github-merge"),
        pytest.param("Add a note (#12)\n\n* fix a typo (#3)", 12, id="github-squash"),
        pytest.param("Add a note (!12)", 12, id="squash-with-an-exclamation-mark"),
        pytest.param(
            "Merge branch 'topic' into 'main'\n\nAdd a note\n\nSee merge request group/list!12",
            12,
            id="gitlab",
        ),
        pytest.param("Merge branch 'topic'\n\nSee merge request !12", 12, id="gitlab-of-old"),
        pytest.param("!12 Add a note\nMerge pull request !12 from contributor/topic", 12, id="gitee"),
        pytest.param(
            "Merge pull request '#12: Add a note' (#12) from topic into main", 12, id="forgejo-of-old"
        ),
        pytest.param("Merge pull request 'Add a note' (#12) from topic into main", 12, id="forgejo"),
        pytest.param("Merged in topic (pull request #12)\n\nAdd a note", 12, id="bitbucket"),
        pytest.param("Add a note, fixes #12", None, id="an-issue"),
        pytest.param("Add a note\n\nAs in that one (#12)", None, id="in-the-body"),
        pytest.param('Revert "Add a note (#12)" (#13)', 13, id="revert-of-one"),
        pytest.param("Say (#12) twice", None, id="in-the-middle"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_message_names_its_pull_request(message: str, number: int | None) -> None:
    assert parse_pull_request(message) == number


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param("Resolve conflicts", id="on-anything"),
        pytest.param("Merge two sections into one", id="on-another-merge"),
        pytest.param("Merged what came in May", id="on-what-was-merged"),
    ],
)
def test_a_merge_may_have_its_author_s_own_words(subject: str) -> None:
    assert is_own_words(subject)


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param("Merge branch 'topic'", id="git"),
        pytest.param("Merge remote-tracking branch 'origin/main'", id="git-tracking"),
        pytest.param("Merge branches 'one' and 'two'", id="git-octopus"),
        pytest.param("Merge tag 'v1'", id="git-tag"),
        pytest.param("Merge commit '1234567'", id="git-commit"),
        pytest.param("Merge github.com:owner/list", id="git-default-branch"),
        pytest.param("Merge pull request #7 from owner/topic", id="github"),
        pytest.param("Merged in topic (pull request #7)", id="bitbucket"),
        pytest.param("Add a note (#7)", id="squash"),
    ],
)
def test_what_a_program_writes_is_not_its_author_s_own_words(subject: str) -> None:
    assert not is_own_words(subject)
