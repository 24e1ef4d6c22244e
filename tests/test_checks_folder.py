from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from publisher.checks.folder import read_folder
from publisher.errors import OutputError


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_documents_are_read_by_their_paths(tmp_path: Path) -> None:
    write(tmp_path, en_atom="a", sections__x_en_atom="b")
    assert read_folder(tmp_path) == {"en.atom": b"a", "sections/x.en.atom": b"b"}


def test_what_is_none_of_ours_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, film_mp4="a", en_atom="b")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "en.atom").write_text("c")
    assert read_folder(tmp_path) == {"en.atom": b"b"}


def test_what_the_manifest_lists_is_read_whatever_its_name(tmp_path: Path) -> None:
    manifest = json.dumps({"files": {"film.mp4": hashlib.sha256(b"a").hexdigest()}})
    write(tmp_path, film_mp4="a", manifest_json=manifest)
    assert read_folder(tmp_path)["film.mp4"] == b"a"


def test_links_are_not_followed(tmp_path: Path) -> None:
    inside = write(tmp_path / "feeds", en_atom="a")
    write(tmp_path / "else", zh_atom="b")
    (inside / "zh.atom").symlink_to(tmp_path / "else" / "zh.atom")
    (inside / "archive").symlink_to(tmp_path / "else")
    assert read_folder(inside) == {"en.atom": b"a"}


def test_a_folder_has_an_end(tmp_path: Path) -> None:
    write(tmp_path, en_atom="abc", zh_atom="def")
    for limits in ({"most_files": 1}, {"most_bytes": 5}):
        with pytest.raises(OutputError, match="holds more than"):
            read_folder(tmp_path, **limits)


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="does not exist"):
        read_folder(tmp_path / "feeds")
    with pytest.raises(OutputError, match="is not a folder"):
        read_folder(write(tmp_path, en_atom="a") / "en.atom")
