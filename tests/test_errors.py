from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher import errors
from publisher.errors import PublisherError

HERE = Path("/lists/notes")

SENTENCES = [
    (errors.NotARepository(HERE), "/lists/notes does not exist"),
    (errors.NotARepository("/"), "/ is not a git repository"),
    (errors.EmptyRepository(HERE), "/lists/notes has no commits yet"),
    (
        errors.ShallowClone(HERE),
        "/lists/notes is a shallow clone: without its history every note would look new",
    ),
    (errors.UnknownRevision("mian"), 'no commit is named "mian"'),
    (errors.NoListFound(HERE), "no list in /lists/notes: there is no README.md at its root"),
    (
        errors.NoListFound(HERE, ("a/*.md", "b.md")),
        "no list in /lists/notes: no Markdown file matches a/*.md, b.md",
    ),
    (errors.NoRemote(HERE), "/lists/notes has no remote to publish to"),
    (
        errors.ListBranch("main"),
        "main is a branch of the list itself, and its root is no place for the output",
    ),
    (errors.PushRefused("gh-pages", "denied"), "gh-pages cannot be pushed: denied"),
    (errors.RaceLost("gh-pages", 1), "gh-pages moved while it was published, once"),
    (errors.RaceLost("gh-pages", 5), "gh-pages moved while it was published, 5 times"),
    (errors.Unreachable("https://x.org/", "404"), "https://x.org/ cannot be read: 404"),
    (errors.GitError("log", "bad object HEAD"), "git log: bad object HEAD"),
    (errors.ConfigurationError("publisher.yml", 3, "is wrong"), "publisher.yml:3: is wrong"),
    (errors.ConfigurationError("publisher.yml", None, "cannot be read"), "publisher.yml: cannot be read"),
    (errors.TemplateError("issue.md.j2", 7, "'x' is undefined"), "issue.md.j2:7: 'x' is undefined"),
    (errors.OutputError("feeds", "is not writable"), "feeds: is not writable"),
    (
        errors.ForeignLedger("feeds", ours="a/b", theirs="c/d"),
        'feeds: holds the feeds of "c/d", not of "a/b"',
    ),
    (errors.PortTaken(8000), "port 8000 of this machine cannot be listened on"),
    (errors.DamagedLedger("ledger.jsonl", 4, "is no JSON"), "ledger.jsonl:4: is no JSON"),
    (
        errors.NothingPublished("in feeds", "on gh-pages of the remote"),
        "nothing was published in feeds, nor on gh-pages of the remote",
    ),
    (
        errors.UnsoundOutput(("en.atom:3: error: no id [entry-id]",)),
        "nothing was written, since it would not be sound:\n  en.atom:3: error: no id [entry-id]",
    ),
    (
        errors.FloodHeld(60, 25, (("1a2b3c4d5e begin anew", ("Blame", "Dates")),)),
        "60 notes would be announced at once, and the limit is 25\n  1a2b3c4d5e begin anew\n    Blame\n    Dates",
    ),
    (errors.NotFound("issue", ""), "there is no issue yet"),
    (errors.NotFound("note", "blaem", ("blame",)), 'no note is named "blaem"'),
    (errors.NotFound("note", "a", ("ab", "ac"), several=True), 'more than one note is named "a"'),
    (errors.MissingPackage("httpx", "send"), "this needs the package httpx, which is not installed"),
    (errors.NotReady("listmonk", "X is not set", hint="set X"), "listmonk: X is not set"),
    (
        errors.SendError("buttondown", "2026-W34", "answered 401", draft="there is no draft", hint="see"),
        "buttondown: 2026-W34: answered 401; there is no draft",
    ),
    (
        errors.SeveralSendErrors((errors.NotReady("a", "lacks b", hint="set b"),) * 2),
        "2 services could not be sent to:\n  a: lacks b\n    set b\n  a: lacks b\n    set b",
    ),
    (
        errors.NewerLedger("feeds/ledger.jsonl", 2),
        "feeds/ledger.jsonl: is a ledger of version 2, which this release cannot read",
    ),
    (errors.LockHeld("feeds/.lock"), "feeds/.lock is held by another run"),
    (errors.LockHeld("feeds/.lock", "process 7"), "feeds/.lock is held by process 7"),
]


@pytest.mark.parametrize(
    ("error", "sentence"), SENTENCES, ids=[type(error).__name__ for error, _ in SENTENCES]
)
def test_an_error_says_what_happened_in_one_sentence(error: PublisherError, sentence: str) -> None:
    assert str(error) == sentence
    assert not str(error).endswith(".")


def tree(kind: type[PublisherError]) -> Iterator[type[PublisherError]]:
    yield kind
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from tree(below)


def test_the_docstring_draws_the_tree() -> None:
    drawn = re.findall(
        r"^[│├└─ ]*([A-Z]\w+)", (errors.__doc__ or "").split("::")[1].split("\n\nFacts")[0], re.MULTILINE
    )

    assert drawn == [kind.__name__ for kind in tree(PublisherError)]


def test_every_error_has_its_sentence_here() -> None:
    raised = {kind for kind in tree(PublisherError) if "__init__" in vars(kind)}

    assert raised == {type(error) for error, _ in SENTENCES}


@pytest.mark.parametrize(
    ("kind", "code"),
    [(errors.NotARepository, 1), (errors.ConfigurationError, 1), (errors.FloodHeld, 3), (errors.LockHeld, 4)],
)
def test_the_exit_code_tells_whose_turn_it_is(kind: type[PublisherError], code: int) -> None:
    assert kind.exit_code == code


def test_a_shallow_clone_says_how_to_get_the_history() -> None:
    hint = errors.ShallowClone(HERE).hint

    assert "git fetch --unshallow" in hint
    assert "fetch-depth: 0" in hint
