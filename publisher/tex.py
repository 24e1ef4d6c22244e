r"""TeX that can be said in Unicode: ``100\times–300\times`` is ``100×–300×``.

A whitelist. A formula is turned whole or not at all: what is half understood reads as something else
(``\dfrac{a+b}{2}`` is not ``a+b2``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SYMBOLS = {
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆", "circ": "∘",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "sim": "∼",
    "equiv": "≡", "propto": "∝", "ll": "≪", "gg": "≫", "in": "∈", "notin": "∉", "subset": "⊂",
    "subseteq": "⊆", "cup": "∪", "cap": "∩", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftarrow": "⇐", "uparrow": "↑", "downarrow": "↓",
    "mapsto": "↦", "oplus": "⊕", "otimes": "⊗", "mid": "|",
}  # fmt: skip
"""Between two operands: the spaces around stay."""
_LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "partial": "∂", "nabla": "∇",
    "ell": "ℓ", "hbar": "ℏ", "forall": "∀", "exists": "∃", "emptyset": "∅", "sum": "∑", "prod": "∏",
    "int": "∫", "ldots": "…", "dots": "…", "cdots": "⋯", "degree": "°", "prime": "′", "lfloor": "⌊",
    "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "langle": "⟨", "rangle": "⟩",
}  # fmt: skip
"""Operands: TeX eats the space after their name."""
_FUNCTIONS = frozenset(
    ("log", "ln", "exp", "max", "min", "sin", "cos", "tan", "lim", "sup", "inf", "arg", "det", "gcd",
     "deg", "dim", "Pr", "argmax", "argmin")
)  # fmt: skip
_SPACING = {**dict.fromkeys(",;: ", " "), "quad": " ", "qquad": " ", "!": "", "left": "", "right": ""}
_AS_IS = {**_SYMBOLS, **_SPACING, **{sign: sign for sign in "%$#&_{}"}}
_BLACKBOARD = {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ", "E": "𝔼"}
_UPRIGHT = frozenset(("text", "mathrm", "operatorname", "textrm", "mbox"))
_SUPERSCRIPT = dict(zip("0123456789+−=()nikmdtxT′*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵏᵐᵈᵗˣᵀ′*", strict=True))
_SUBSCRIPT = dict(zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_SCRIPTS = {"^": _SUPERSCRIPT, "_": _SUBSCRIPT}
# As themselves. The dashes and the signs are no TeX, but authors type them.
_PLAIN = frozenset("0123456789+=<>()[]|/,.:;!?*–—…×·≤≥≠≈→±∞")

_ITEM = re.compile(r"\\[A-Za-z]+|\\.|[{}^_]|\s+|.", re.DOTALL)
_LONGEST = 200
"""In characters; what is longer is no remark in a sentence, and could nest too deep."""
# GitHub's rule: no space inside the dollars, no digit or letter right outside (prices are no formulas).
_INLINE = re.compile(r"(?<![\\$A-Za-z0-9])\$(?![\s$])((?:[^$\\]|\\.)+?)(?<!\s)\$(?![$A-Za-z0-9])", re.DOTALL)


class _UnknownTexError(Exception):
    """What the whitelist does not hold; never leaves this module."""


@dataclass(slots=True)
class _Items:
    """A formula's tokens, read from the left."""

    found: list[str]
    at: int = 0

    def peek(self) -> str:
        return self.found[self.at] if self.at < len(self.found) else ""

    def next(self) -> str:
        item = self.peek()
        self.at += 1
        return item

    def skip_space(self) -> None:
        while self.peek().isspace():
            self.at += 1


def to_unicode(tex: str) -> str | None:
    """Return the formula *tex* (without its dollars) as plain text; None when any part of it is unknown."""
    if len(tex) > _LONGEST:
        return None
    items = _Items(_ITEM.findall(tex))
    try:
        text = _sequence(items, until="")
    except _UnknownTexError:
        return None
    return re.sub(r"\s+", " ", text).strip() or None


def replace_math(text: str) -> str:
    """Return plain *text* with each ``$formula$`` in Unicode that wholly can be; others stay as they are."""
    return _INLINE.sub(lambda match: to_unicode(match[1]) or match[0], text) if "$" in text else text


def _sequence(items: _Items, *, until: str) -> str:
    parts: list[str] = []
    while (item := items.next()) != until:
        if not item:
            raise _UnknownTexError
        parts.append(_scripts(items, item) if item in _SCRIPTS else _one(items, item))
    return "".join(parts)


def _one(items: _Items, item: str) -> str:
    if item == "{":
        return _sequence(items, until="}")
    if item.startswith("\\"):
        return _command(items, item[1:])
    if item == "-":
        return "−"
    if item == "'":
        return "′"
    if item.isspace() or item in _PLAIN or (item.isascii() and item.isalpha()):
        return item
    raise _UnknownTexError


def _command(items: _Items, name: str) -> str:
    if name in _AS_IS:
        return _AS_IS[name]
    if name in _LETTERS:
        items.skip_space()
        return _LETTERS[name]
    if name in _FUNCTIONS:
        return _function(items, name)
    if name in _UPRIGHT:
        return _words(items)
    if name == "mathbb":
        letter = _group(items)
        if letter in _BLACKBOARD:
            return _BLACKBOARD[letter]
    raise _UnknownTexError


def _function(items: _Items, name: str) -> str:
    """``\\log n`` is ``log n``, ``\\log(n)`` is ``log(n)``, and ``2\\log n`` is ``2 log n``."""
    before = items.found[items.at - 2] if items.at > 1 else ""
    items.skip_space()
    after = items.peek()
    space_before = " " if before[-1:].isalnum() else ""
    space_after = "" if after in _SCRIPTS or after in ("(", "", "}", ")", ",", "\\left", "[") else " "
    return f"{space_before}{name}{space_after}"


def _scripts(items: _Items, mark: str) -> str:
    """``^{10}`` and ``_i``, when each character of it has a small form."""
    items.skip_space()
    item = items.next()
    if not item or item in _SCRIPTS or item == "}":
        raise _UnknownTexError
    inner = re.sub(r"\s+", "", _one(items, item))
    small = _SCRIPTS[mark]
    if not inner or not all(character in small for character in inner):
        raise _UnknownTexError
    return "".join(small[character] for character in inner)


def _words(items: _Items) -> str:
    """The text in braces, which is no formula."""
    inner = _group(items)
    if any(character in "\\{}$^_" for character in inner):
        raise _UnknownTexError
    return inner


def _group(items: _Items) -> str:
    """The source of the group in braces that comes next."""
    items.skip_space()
    if items.next() != "{":
        raise _UnknownTexError
    parts: list[str] = []
    while (item := items.next()) != "}":
        if not item or item == "{":
            raise _UnknownTexError
        parts.append(item)
    return "".join(parts)
