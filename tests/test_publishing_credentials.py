"""A forge that asks who is there: the clone's own credentials open it, however they were given."""

from __future__ import annotations

import base64
import os
import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from forge import Forge, git, publish

from publisher.errors import GitError
from publisher.sample.builder import RepoBuilder

DAY = date(2026, 3, 2)
USER, PASSWORD = "x-access-token", "a-token"
HEADER = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


class _Backend(BaseHTTPRequestHandler):
    """Git's own server program, behind a door; RFC 3875 is how it is spoken to."""

    root: Path

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        if self.headers.get("Authorization") != HEADER:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="forge"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path, _, query = self.path.partition("?")
        variables = {
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REMOTE_USER": "somebody",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "HTTP_GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        answer = subprocess.run(
            ["git", "http-backend"], input=self._body(), env={**os.environ, **variables},
            check=True, capture_output=True,
        ).stdout  # fmt: skip
        head, _, body = answer.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test prints no requests."""


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    forge = Forge(tmp_path)
    git(forge.path, "config", "http.receivepack", "true")
    with RepoBuilder(tmp_path / "begin") as repo:
        repo.commit("Begin", {"README.md": "# Notes\n\n- [Entry ids](ids.md)\n", "ids.md": "# Ids\n"})
    git(repo.path, "push", "-q", str(forge.path), "main:main")
    return forge


@pytest.fixture
def clone(forge: Forge) -> Iterator[Path]:
    """A clone whose remote asks for a password; it has none."""
    handler = type("Backend", (_Backend,), {"root": forge.folder})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    place = forge.clone()
    git(place, "remote", "set-url", "origin", f"http://127.0.0.1:{server.server_port}/forge.git")
    try:
        yield place
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def helper(folder: Path) -> str:
    program = folder / "helper"
    program.write_text(f"#!/bin/sh\necho username={USER}\necho password={PASSWORD}\n")
    program.chmod(0o755)
    return str(program)


def test_without_credentials_nobody_is_asked_and_the_remote_is_named(clone: Path) -> None:
    with pytest.raises(GitError, match="git ls-remote: ") as error:
        publish(clone, DAY)
    assert "git ls-remote origin" in error.value.hint


def test_the_header_that_a_checkout_leaves_in_the_clone(forge: Forge, clone: Path) -> None:
    """As actions/checkout did up to its fifth version."""
    address = git(clone, "remote", "get-url", "origin").rpartition("/")[0]
    git(clone, "config", f"http.{address}/.extraheader", f"AUTHORIZATION: {HEADER}")

    assert publish(clone, DAY).commit == forge.tip()


def test_the_header_that_a_checkout_leaves_beside_the_clone(
    forge: Forge, clone: Path, tmp_path: Path
) -> None:
    """As actions/checkout does since its sixth version: a file that the clone's configuration includes."""
    address = git(clone, "remote", "get-url", "origin").rpartition("/")[0]
    file = tmp_path / "credentials.config"
    git(clone, "config", "--file", str(file), f"http.{address}/.extraheader", f"AUTHORIZATION: {HEADER}")
    git(clone, "config", f"includeIf.gitdir:{clone}/.git.path", str(file))

    assert publish(clone, DAY).commit == forge.tip()


def test_a_helper_of_the_clone_s(forge: Forge, clone: Path, tmp_path: Path) -> None:
    git(clone, "config", "credential.helper", helper(tmp_path))

    assert publish(clone, DAY).commit == forge.tip()


def test_a_helper_of_the_user_s(
    forge: Forge, clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "gitconfig"
    git(clone, "config", "--file", str(own), "credential.helper", helper(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))

    assert publish(clone, DAY).commit == forge.tip()


def test_a_program_that_is_asked_for_the_password(
    forge: Forge, clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "askpass"
    program.write_text(f"#!/bin/sh\ncase $1 in User*) echo {USER};; *) echo {PASSWORD};; esac\n")
    program.chmod(0o755)
    monkeypatch.setenv("GIT_ASKPASS", str(program))

    assert publish(clone, DAY).commit == forge.tip()


def test_an_address_of_its_own_for_pushing(forge: Forge, clone: Path) -> None:
    address = git(clone, "remote", "get-url", "origin")
    git(clone, "remote", "set-url", "origin", str(forge.path))
    git(clone, "remote", "set-url", "--push", "origin", address.replace("//", f"//{USER}:{PASSWORD}@"))

    assert publish(clone, DAY).commit == forge.tip()


def test_variables_that_stand_for_configuration(
    forge: Forge, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "http.extraHeader")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"Authorization: {HEADER}")

    assert publish(clone, DAY).commit == forge.tip()


@pytest.mark.parametrize("address", ["ext::sh -c touch% sprung", "helper::somewhere"])
def test_an_address_that_is_a_program_is_none(clone: Path, address: str) -> None:
    git(clone, "remote", "set-url", "origin", address)
    git(clone, "config", "protocol.ext.allow", "always")

    with pytest.raises(GitError, match="not allowed"):
        publish(clone, DAY)
