from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from publisher import config, newsletters
from publisher.config import Content, Period, Settings, Weekday
from publisher.errors import ConfigurationError
from publisher.yml import KEYS, load_settings, parse_settings
from publisher.yml.nodes import Section

FILE = Path("publisher.yml")
SCHEMA: dict[str, Any] = json.loads(
    (Path(config.__file__).parent / "publisher.schema.json").read_text(encoding="utf-8")
)


def parse(text: str) -> Settings:
    return parse_settings(text.encode(), FILE)


def refusal(text: str) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        parse(text)
    return caught.value


RIGHT = [
    pytest.param("", {}, id="nothing"),
    pytest.param("# only a comment\n", {}, id="only a comment"),
    pytest.param("\ufeffbranch: main\r\n", {"branch": "main"}, id="byte order mark and CRLF"),
    pytest.param("feed:\ndigest:\n", {}, id="sections without values"),
    pytest.param("branch:\nflood_limit: null\n", {}, id="keys without values"),
    pytest.param("repository: OWNER/NAME", {"repository": "OWNER/NAME"}, id="owner and name"),
    pytest.param(
        "repository: git@gitlab.com:group/sub/name.git",
        {"repository": "git@gitlab.com:group/sub/name.git"},
        id="an address for ssh",
    ),
    pytest.param("site_url: https://x.org/n", {"site_url": "https://x.org/n/"}, id="a slash is added"),
    pytest.param("site_url: https://x.org", {"site_url": "https://x.org/"}, id="a host alone"),
    pytest.param('branch: "1.10"', {"branch": "1.10"}, id="a branch that looks like a number"),
    pytest.param(
        "title: {no: Nei, zh-CN: 笔记}", {"title": {"no": "Nei", "zh-CN": "笔记"}}, id="by language"
    ),
    pytest.param("title: {en: }", {}, id="a language without a text"),
    pytest.param("lists: ['docs/**/*.md', README.md]", {"lists": ("docs/**/*.md", "README.md")}, id="lists"),
    pytest.param("pending: [敬请期待]", {"pending": ("敬请期待",)}, id="markers of one's own"),
    pytest.param("id: example.org,2026-01-31", {"id": "example.org,2026-01-31"}, id="authority and date"),
    pytest.param(
        "feed: {entries: 20, content: full, max_bytes: 100_000}",
        {"feed": config.Feed(entries=20, content=Content.FULL, max_bytes=100_000)},
        id="feed",
    ),
    pytest.param(
        "digest: {period: month, first_day: sunday, timezone: Asia/Shanghai}",
        {"digest": config.Digest(period=Period.MONTH, first_day=Weekday.SUNDAY, timezone="Asia/Shanghai")},
        id="digest",
    ),
    pytest.param(
        "send: {to: [github-release, file], max_per_run: 1, language: zh, file: {folder: out}}",
        {
            "send": newsletters.Send(
                to=(newsletters.Service.GITHUB_RELEASE, newsletters.Service.FILE),
                max_per_run=1,
                language="zh",
                file=newsletters.File(folder="out"),
            )
        },
        id="send",
    ),
    pytest.param(
        "send: {listmonk: {url: 'http://127.0.0.1:9000/', user: api, lists: [1, 4], template: 2, tags: [d]}}",
        {
            "send": newsletters.Send(
                listmonk=newsletters.Listmonk(
                    url="http://127.0.0.1:9000", user="api", lists=(1, 4), template=2, tags=("d",)
                )
            )
        },
        id="listmonk on this machine",
    ),
    pytest.param(
        "mainline: {aliases: [old/name]}",
        {"mainline": config.Mainline(aliases=("old/name",))},
        id="former names",
    ),
    pytest.param(
        "limits: {max_file_bytes: 1000, max_entries: 1}",
        {"limits": config.Limits(max_file_bytes=1000, max_entries=1)},
        id="limits",
    ),
    pytest.param(
        "publish: {branch: pages/x, into: a/b, remote: up, author: 'A B <a@example.org>'}",
        {"publish": config.Publish(branch="pages/x", into="a/b", remote="up", author="A B <a@example.org>")},
        id="publishing",
    ),
    pytest.param("flood_limit: 30\noutput: docs\n", {"flood_limit": 30, "output": "docs"}, id="others"),
]


@pytest.mark.parametrize(("text", "expected"), RIGHT)
def test_what_is_right_is_read(text: str, expected: dict[str, object]) -> None:
    settings = parse(text)

    assert settings == dataclasses.replace(Settings(), **expected)  # type: ignore[arg-type]


WRONG = [
    pytest.param("\n\ntitel: x", 'publisher.yml:3: unknown key "titel"', 'did you mean "title"?', id="near"),
    pytest.param("Title: {}", 'publisher.yml:1: unknown key "Title"', 'did you mean "title"?', id="case"),
    pytest.param("site-url: x", ':1: unknown key "site-url"', 'did you mean "site_url"?', id="hyphen"),
    pytest.param("xyz: 1", ':1: unknown key "xyz"', "the keys are repository, branch,", id="nothing is near"),
    pytest.param(
        "entries: 5", ':1: unknown key "entries"', 'did you mean "feed.entries"?', id="not at the top"
    ),
    pytest.param(
        "feed:\n  entires: 5",
        ':2: unknown key "entires" in "feed"',
        'did you mean "entries"?',
        id="in a section",
    ),
    pytest.param("branch: a\nbranch: b", ':2: "branch" stands twice, first in line 1', "", id="twice"),
    pytest.param("? [a]\n: b", ":1: a key must be text", "", id="a key that is no text"),
    pytest.param("- a", ":1: the configuration must be a mapping of keys to values", "", id="a sequence"),
    pytest.param("feed: 5", ':1: "feed" must be a mapping of keys to values', "", id="section that is none"),
    pytest.param("branch: [a]", ':1: "branch" must be text', "", id="text that is none"),
    pytest.param('branch: " "', ':1: "branch" must be more than white space, not " "', "", id="white space"),
    pytest.param("lists: docs/*.md", ':1: "lists" must be a sequence', "write [docs/*.md]", id="one list"),
    pytest.param("lists: {a: b}", ':1: "lists" must be a sequence', "", id="lists by key"),
    pytest.param("lists:\n- [a]", ':2: "lists" must be text', "", id="a list in lists"),
    pytest.param("title: Notes", ':1: "title" must have a text for each language', "{en: …", id="one title"),
    pytest.param("title: {english!: x}", ':1: "english!" is no language tag', "en, zh and pt-BR", id="tag"),
    pytest.param("title: {en: [x]}", ':1: "title.en" must be text', "", id="a title that is none"),
    pytest.param(
        "feed: {entries: 0}", '"feed.entries" must be a whole number from 1 to 1000, not "0"', "", id="0"
    ),
    pytest.param("feed: {entries: many}", 'a whole number from 1 to 1000, not "many"', "", id="no number"),
    pytest.param(
        "feed: {entries: 1.5}", 'a whole number from 1 to 1000, not "1.5"', "", id="no whole number"
    ),
    pytest.param("feed: {entries: []}", "a whole number from 1 to 1000", "", id="a sequence for a number"),
    pytest.param(
        "feed: {content: ful}",
        '"feed.content" must be one of summary, full, not "ful"',
        '"full"?',
        id="choice",
    ),
    pytest.param("digest: {period: []}", '"digest.period" must be one of week, month,', "", id="no choice"),
    pytest.param(
        "digest: {timezone: Mars/Base}", "must be a time zone like Asia/Shanghai", "", id="time zone"
    ),
    pytest.param("digest: {timezone: ../etc}", "must be a time zone like Asia/Shanghai", "", id="a path"),
    pytest.param("site_url: x.org", '"site_url" must be an address like https://', "", id="no address"),
    pytest.param(
        "site_url: 'https://[x'", '"site_url" must be an address like https://', "", id="broken address"
    ),
    pytest.param("site_url: https://x.org/?a", '"site_url" must be an address like https://', "", id="query"),
    pytest.param("site_url: https://x y/", '"site_url" must be an address like https://', "", id="a space"),
    pytest.param("repository: name", '"repository" must be OWNER/NAME or an address', "", id="no owner"),
    pytest.param(
        "mainline: {aliases: [x]}", '"mainline.aliases" must be OWNER/NAME, not "x"', "", id="alias"
    ),
    pytest.param(
        "publish: {branch: -x}", '"publish.branch" must be the name of a branch', "", id="an option"
    ),
    pytest.param("publish: {branch: a..b}", "must be the name of a branch", "", id="no branch"),
    pytest.param("publish: {into: ../x}", "must be a folder inside the branch", "", id="out of the branch"),
    pytest.param("publish: {into: /x}", "must be a folder inside the branch", "", id="absolute folder"),
    pytest.param("publish: {remote: --x}", "must be the name of a remote", "", id="remote that is an option"),
    pytest.param("publish: {author: me}", "must be NAME <ADDRESS>", "", id="author without an address"),
    pytest.param(
        "id: me@example.org", '"id" must be a domain of yours and a date', "", id="an e-mail address"
    ),
    pytest.param(
        "send: {to: [fax]}",
        '"send.to" must be one of buttondown, listmonk, github-release,',
        "",
        id="no service",
    ),
    pytest.param(
        "send: {listmonk: {lists: 1}}", '"send.listmonk.lists" must be a sequence', "[1]", id="one id"
    ),
    pytest.param(
        "send: {listmonk: {lists: [x]}}", '"send.listmonk.lists" must be a whole number', "", id="no id"
    ),
    pytest.param("send: {language: english!}", "must be a language tag like en or zh", "", id="no language"),
    pytest.param(
        "send: {github_release: {repository: name}}",
        'must be OWNER/NAME, not "name"',
        "",
        id="release of whom",
    ),
    pytest.param(
        "send: {webhook: {url: 'http://example.org/'}}",
        '"send.webhook.url" must be an address that begins with https://',
        "",
        id="plain HTTP",
    ),
    pytest.param(
        "send: {listmonk: {url: 'https://me:word@example.org/'}}",
        "and holds no password",
        "",
        id="a password in an address",
    ),
    pytest.param(
        "send: {buttondown: {key_variable: 4f1e99ab-secret}}",
        '"send.buttondown.key_variable" must be the name of an environment variable',
        "",
        id="a secret in the place of its name",
    ),
    pytest.param("a: [", "publisher.yml:1: this is no YAML: ", "close what is opened", id="no YAML"),
    pytest.param(
        "a: \x07",
        "publisher.yml: this is no YAML: unacceptable character",
        "take that character out",
        id="control character",
    ),
    pytest.param(
        "a: " + "[" * 3000, "publisher.yml: values are nested too deeply", "more than two others", id="nested"
    ),
]


@pytest.mark.parametrize(("text", "sentence", "hint"), WRONG)
def test_what_is_wrong_is_said_with_file_line_and_key(text: str, sentence: str, hint: str) -> None:
    error = refusal(text)

    assert sentence in str(error)
    assert (hint or "docs/configuration.md says what ") in error.hint


def test_a_secret_in_the_wrong_place_is_not_repeated() -> None:
    for text in ("{buttondown: {key_variable: S3CR3T-x}}", "{webhook: {url: 'https://a:S3CR3T-x@b.org'}}"):
        assert "S3CR3T" not in str(refusal(f"send: {text}"))


def test_what_is_sent_where_does_not_make_the_documents_anew() -> None:
    assert repr(parse("send: {to: [file]}")) == repr(Settings())


def test_bytes_that_are_no_utf_8_are_refused_with_their_line() -> None:
    with pytest.raises(ConfigurationError, match=r"publisher\.yml:2: this is not UTF-8"):
        parse_settings(b"branch: a\n\xff: b", FILE)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"missing\.yml: cannot be read: No such file"):
        load_settings(tmp_path / "missing.yml")


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "publisher.yml"
    path.write_text("output: out\n", encoding="utf-8")

    assert load_settings(path).output == "out"


def keys(section: Section, prefix: str = "") -> list[str]:
    found: list[str] = []
    for key, inner in section.items():
        found += [prefix + key] if callable(inner) else keys(inner, f"{prefix}{key}.")
    return found


def fields(value: object, prefix: str = "") -> dict[str, object]:
    """Defaults by dotted key, as the configuration writes them."""
    found: dict[str, object] = {}
    for one in dataclasses.fields(value):  # type: ignore[arg-type]
        inner = getattr(value, one.name)
        if dataclasses.is_dataclass(inner):
            found |= fields(inner, f"{prefix}{one.name}.")
        else:
            found[prefix + one.name] = inner
    return found


def schema_of(key: str) -> dict[str, Any]:
    found = SCHEMA
    for part in key.split("."):
        found = found["properties"][part]
    return found


def test_the_keys_of_the_file_are_the_fields_of_settings() -> None:
    assert keys(KEYS) == list(fields(Settings()))


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_the_schema_has_the_same_keys() -> None:
    def walk(schema: dict[str, Any], prefix: str = "") -> list[str]:
        found: list[str] = []
        for key, inner in schema["properties"].items():
            found += walk(inner, f"{prefix}{key}.") if "properties" in inner else [prefix + key]
        return found

    assert walk(SCHEMA) == keys(KEYS)


@pytest.mark.parametrize("key", keys(KEYS))
def test_the_schema_says_the_right_default(key: str) -> None:
    default = fields(Settings())[key]
    said = schema_of(key).get("default")

    assert said == default or (said is None and not default) or (key == "output" and default == "feeds")


@pytest.mark.parametrize("text", [case.values[0] for case in RIGHT], ids=[case.id for case in RIGHT])
def test_the_schema_accepts_what_is_right(text: str) -> None:
    document = yaml.safe_load(text.replace("{no:", '{"no":').lstrip("\ufeff"))

    jsonschema.validate(document, SCHEMA, cls=jsonschema.Draft7Validator)


# A schema sees values, not the text: it cannot see these, or sees another value.
ONLY_READ = {"twice", "time zone", "a path", "broken address", "a key that is no text"}
ONLY_READ |= {"no YAML", "control character", "nested"}


@pytest.mark.parametrize(
    "text",
    [case.values[0] for case in WRONG if case.id not in ONLY_READ],
    ids=[case.id for case in WRONG if case.id not in ONLY_READ],
)
def test_the_schema_refuses_what_is_wrong(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), SCHEMA, cls=jsonschema.Draft7Validator)


def example(checkout: Path) -> str:
    page = (checkout / "docs" / "configuration.md").read_text(encoding="utf-8")
    found = re.search(r"```yaml\n(# publisher\.yml.*?)```", page, re.DOTALL)
    assert found
    return found[1]


def test_the_documented_example_holds_every_key(checkout: Path) -> None:
    text = re.sub(r"^( *)# ?(?=[a-z_]+:)", r"\1", example(checkout), flags=re.MULTILINE)
    parse(text)
    document = yaml.safe_load(text)

    for key in keys(KEYS):
        value = document
        for part in key.split("."):
            assert part in value, f"docs/configuration.md does not show {key}"
            value = value[part]


def test_the_documented_example_says_the_right_defaults(checkout: Path) -> None:
    shown = fields(parse(re.sub(r"^( *)# ?(?=[a-z_]+:)", r"\1", example(checkout), flags=re.MULTILINE)))

    for key, default in fields(Settings()).items():
        if default:
            assert shown[key] == default, key


@pytest.mark.parametrize("key", keys(KEYS))
def test_every_key_is_explained(key: str, checkout: Path) -> None:
    page = (checkout / "docs" / "configuration.md").read_text(encoding="utf-8")

    assert f"### `{key}`" in page


def test_every_example_in_the_page_is_right(checkout: Path) -> None:
    page = (checkout / "docs" / "configuration.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)

    assert len(examples) > 10
    for text in examples:
        parse(text)
