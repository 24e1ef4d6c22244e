"""A formula as HTML, in the way that the target takes it."""

from __future__ import annotations

import html
import re
from enum import StrEnum
from urllib.parse import quote

from publisher.tex import to_unicode


class MathStyle(StrEnum):
    """What becomes of a formula that plain text cannot say."""

    CODE = "code"
    """Its source, in ``<code>``: feeds, e-mail, WeChat."""
    ZHIHU = "zhihu"
    """A picture that Zhihu takes for a formula of its own."""
    MATHML = "mathml"
    """For our own pages."""


MATHML_TAGS = frozenset(
    ("math", "menclose", "mfenced", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded",
     "mphantom", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable",
     "mtd", "mtext", "mtr", "munder", "munderover")
)  # fmt: skip
MATHML_ATTRIBUTES = {
    "math": {"display"},
    "mo": {"fence", "form", "largeop", "maxsize", "minsize", "movablelimits", "separator", "stretchy"},
    "mfrac": {"linethickness"},
    "mi": {"mathvariant"},
    "mover": {"accent"},
    "mspace": {"width"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtable": {"columnalign", "columnspacing", "rowspacing"},
    "mtext": {"mathvariant"},
    "munder": {"accentunder"},
}
"""Elements and attributes of MathML Core that the converter writes."""

ZHIHU_EQUATION = "//www.zhihu.com/equation?tex="

_LONGEST = 4000
"""In characters; the source of a longer one is shown as it is."""
# A few macros that call one another make a formula of any size.
_DEFINES = re.compile(r"\\(?:[a-z]*command|[gex]?def|DeclareMathOperator|newenvironment)(?![A-Za-z])")


def render_formula(tex: str, *, display: bool, style: MathStyle) -> str:
    """Return the formula *tex*, without its dollars, as HTML to be sanitised; *display* stands on its own."""
    tex = tex.strip()
    if tex.startswith("`") and tex.endswith("`"):  # GitHub's other spelling: $`x`$
        tex = tex.strip("`").strip()
    text = to_unicode(tex)
    if text is not None:
        return html.escape(text, quote=False)
    if style is MathStyle.ZHIHU:
        source, alternative = ZHIHU_EQUATION + quote(tex, safe=""), html.escape(tex)
        return f'<img eeimg="{2 if display else 1}" src="{source}" alt="{alternative}">'
    if style is MathStyle.MATHML and (mathml := _mathml(tex, display=display)):
        return mathml
    code = f"<code>{html.escape(tex, quote=False)}</code>"
    return f"<pre>{code}</pre>" if display and "\n" in tex else code


def _mathml(tex: str, *, display: bool) -> str | None:
    if len(tex) > _LONGEST or _DEFINES.search(tex):
        return None
    # Few lists hold a formula that plain text cannot say.
    from latex2mathml import exceptions  # noqa: PLC0415
    from latex2mathml.converter import convert  # noqa: PLC0415

    # 60,000 random formulas raised these beside its own: it trusts its input.
    expected: tuple[type[Exception], ...] = (
        *(
            each
            for each in vars(exceptions).values()
            if isinstance(each, type) and issubclass(each, Exception)
        ),
        LookupError,
        RecursionError,
        StopIteration,
        TypeError,
        ValueError,
    )
    try:
        return convert(tex, display="block" if display else "inline")
    except expected:
        return None
