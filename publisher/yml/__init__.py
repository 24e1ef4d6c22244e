"""``publisher.yml``, at the list's root, to `Settings`. Every key is optional."""

from __future__ import annotations

from pathlib import Path

from publisher.config import FILE_NAME, Settings
from publisher.errors import ConfigurationError
from publisher.yml.keys import KEYS, make_settings
from publisher.yml.nodes import Place, read_document, read_section

__all__ = ["KEYS", "load_settings", "parse_settings"]


def load_settings(path: Path) -> Settings:
    """Read the configuration at *path*."""
    try:
        content = path.read_bytes()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        hint = f"`publisher init` writes a {FILE_NAME}" if missing else "it has to be a file that can be read"
        raise ConfigurationError(path, None, f"cannot be read: {error.strerror}", hint=hint) from error
    return parse_settings(content, path)


def parse_settings(content: bytes, path: Path) -> Settings:
    """Settings from a file's *content*; *path* is named in errors."""
    try:
        document = read_document(content.decode("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(path, line, "this is not UTF-8", hint="save the file as UTF-8") from error
    return make_settings(read_section(document, Place(path=path), KEYS))
