"""Where templates are found, and what goes wrong in them.

A template of the user's goes before ours of the same name, one by one. Templates run in Jinja's sandbox:
they arrange a documented value, and reach nothing else. Ours alone do without, in a run that has no others.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path

import jinja2
from jinja2 import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment

from publisher.errors import TemplateError

ESCAPED = (".html.j2", ".xml.j2", ".svg.j2")
"""Endings of templates whose values are escaped; Jinja's own default does not know ``.html.j2``."""

_FAULTS = (jinja2.TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError)


def environment(override: Path | None = None) -> Environment:
    """The templates of the folder *override*, and ours where it has none.

    Ours alone need no sandbox, in which each attribute costs three times as much.
    """
    folders = [folder for folder in (override, shipped_templates()) if folder is not None]
    kind = Environment if override is None else ImmutableSandboxedEnvironment
    return kind(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        autoescape=_is_escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def shipped_templates() -> Path:
    """Our own templates: in the package when it was installed, else in the checkout."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def render(templates: Environment, name: str, values: Mapping[str, object]) -> str:
    """Fill the template *name*. What the template does wrong is a `TemplateError` with its file and line."""
    try:
        return templates.get_template(name).render(values)
    except jinja2.TemplateNotFound as error:
        raise TemplateError(str(error.name or name), None, "there is no such template") from error
    except jinja2.TemplateSyntaxError as error:
        fault = error.message or "is not a template"
        raise TemplateError(error.filename or name, error.lineno, fault) from error
    except _FAULTS as error:
        place = _place(error)
        if place is None:  # not the template's doing, so ours
            raise
        raise TemplateError(place[0], place[1], str(error), hint=_HINT) from error


def source(templates: Environment, name: str) -> str:
    """The text of a file that is copied as it is: a style sheet, a script."""
    try:
        return templates.loader.get_source(templates, name)[0] if templates.loader else ""
    except jinja2.TemplateNotFound as error:
        raise TemplateError(name, None, "there is no such file") from error


_HINT = "docs/templates.md lists what a template is given; --dump-context prints it"


def _place(error: Exception) -> tuple[str, int | None] | None:
    """File and line of the template that *error* came from; None when no template is to blame."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    return (frames[-1].filename, frames[-1].lineno) if frames else None


def _is_escaped(name: str | None) -> bool:
    return name is not None and name.endswith(ESCAPED)
