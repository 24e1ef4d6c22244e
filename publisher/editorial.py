"""What the maintainer brings to a publication: templates, and what leads an issue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from publisher.config import Settings
from publisher.errors import OutputError

_LEAD = re.compile(r"^lead\.(?P<language>[A-Za-z-]{2,16})\.md$")


def read_leads(folder: Path | None) -> Mapping[str, str]:
    """The leads in ``digests/<issue>/lead.<language>.md`` below *folder*, by ``<issue>/<language>``."""
    found: dict[str, str] = {}
    if folder is None or not (folder / "digests").is_dir():
        return found
    for place in sorted(folder.glob("digests/*/lead.*.md")):
        if match := _LEAD.match(place.name):
            try:
                found[f"{place.parent.name}/{match['language']}"] = place.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as problem:
                hint = "a lead is a file in UTF-8"
                raise OutputError(place, f"cannot be read: {problem}", hint=hint) from problem
    return found


def read_templates(folder: Path | None) -> Mapping[str, str]:
    """The texts of the user's own templates, by path below *folder*: what documents look like depends on them."""
    if folder is None:
        return {}
    places = sorted(place for place in folder.rglob("*") if place.is_file())
    return {
        place.relative_to(folder).as_posix(): place.read_bytes().decode("utf-8", "replace")
        for place in places
    }


def find_templates(settings: Settings, configuration: Path | None) -> Path | None:
    """The folder of the user's own templates."""
    if not settings.templates:
        return None
    folder = (configuration or Path()) / settings.templates
    if not folder.is_dir():
        hint = "say in `templates:` where they are, relative to publisher.yml"
        raise OutputError(folder, "is no folder of templates", hint=hint)
    return folder
