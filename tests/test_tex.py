"""TeX in Unicode, whole or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.tex import replace_math, to_unicode


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        pytest.param(r"100\times–300\times", "100×–300×", id="signs between numbers"),
        pytest.param("K", "K", id="a letter"),
        pytest.param(r"\alpha x", "αx", id="the space after a letter's name is not set"),
        pytest.param(r"a \le b", "a ≤ b", id="the spaces around a relation stay"),
        pytest.param(r"O(n\log n)", "O(n log n)", id="a function stands apart"),
        pytest.param(r"2\log(n)", "2 log(n)", id="a function before a bracket"),
        pytest.param(r"\max_i x", "maxᵢ x", id="a function with an index"),
        pytest.param("x_i^2", "xᵢ²", id="an index and a power"),
        pytest.param("10^{-3}", "10⁻³", id="a negative power"),
        pytest.param(r"\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿ xᵢ", id="a sum"),
        pytest.param(r"\mathbb{R}^n", "ℝⁿ", id="a set of numbers"),
        pytest.param(r"\text{top-}k", "top-k", id="words are no formula: their hyphen is none"),
        pytest.param(r"95\%", "95%", id="an escaped sign"),
        pytest.param("f'(x)", "f′(x)", id="a prime"),
        pytest.param("-1", "−1", id="a minus is no hyphen"),
        pytest.param(r"\left(x\right)", "(x)", id="growing brackets"),
    ],
)
def test_what_the_whitelist_knows_is_turned(tex: str, text: str) -> None:
    assert to_unicode(tex) == text


@pytest.mark.parametrize(
    "tex",
    [
        pytest.param(r"\dfrac{a+b}{2}", id="a fraction"),
        pytest.param(r"\sqrt{ab}", id="a root, which reaches as far as nobody can see"),
        pytest.param("x^{a+b}", id="a power without a small form"),
        pytest.param(r"\foo", id="an unknown command"),
        pytest.param("{a", id="an open group"),
        pytest.param("a}", id="a group that was never opened"),
        pytest.param("a\\", id="a lone backslash"),
        pytest.param(r"a\\b", id="a line break"),
        pytest.param("x^", id="a power of nothing"),
        pytest.param(r"\text{a_b}", id="a sign inside words"),
        pytest.param("约", id="a character that is no mathematics"),
        pytest.param("", id="nothing"),
        pytest.param(" ", id="white space"),
        pytest.param("{" * 5000, id="deeper than anything real"),
    ],
)
def test_what_it_does_not_know_is_refused_whole(tex: str) -> None:
    assert to_unicode(tex) is None


@given(st.text(alphabet="ab1{}^_\\$ -'×textrmlog", max_size=60))
def test_no_source_is_left_in_what_is_turned(tex: str) -> None:
    text = to_unicode(tex)
    assert text is None or not set("\\^") & set(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a $K$-armed bandit", "a K-armed bandit", id="a formula in a title"),
        pytest.param(r"约$100\times$的", "约100×的", id="between Chinese characters"),
        pytest.param("costs $5 and $10", "costs $5 and $10", id="prices"),
        pytest.param("US$5 to $", "US$5 to $", id="a currency"),
        pytest.param(r"$x$ and $\foo$", r"x and $\foo$", id="an unknown formula stays as it is written"),
        pytest.param(r"\$x$", r"\$x$", id="an escaped dollar"),
    ],
)
def test_formulas_in_plain_text_are_replaced(text: str, expected: str) -> None:
    assert replace_math(text) == expected
