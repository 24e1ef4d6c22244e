"""Authors' Markdown as HTML that readers keep."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from publisher.forges import Home
from publisher.markup import MathStyle, plain, render_document, render_inline

HOME = Home(
    host="github.com",
    path="maintainer/list",
    kind="github",
    branch="main",
    files=frozenset(("README.md", "notes/a.md", "notes/img.png")),
)
BLOB = "https://github.com/maintainer/list/blob/main"
RAW = "https://raw.githubusercontent.com/maintainer/list/main"


def inline(markdown: str, *, home: Home = HOME, math: MathStyle = MathStyle.CODE) -> str:
    return render_inline(markdown, list="README.md", home=home, math=math)


def document(markdown: str, *, math: MathStyle = MathStyle.CODE) -> str:
    return render_document(markdown, path="notes/a.md", home=HOME, math=math)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("plain words, 中文。", "plain words, 中文。", id="plain words"),
        pytest.param("a < b & c", "a &lt; b &amp; c", id="signs of HTML"),
        pytest.param(
            "`a<b` and **bold**", "<code>a&lt;b</code> and <strong>bold</strong>", id="code and bold"
        ),
        pytest.param("~~old~~", "<s>old</s>", id="struck out"),
        pytest.param("[a](notes/a.md)", f'<a href="{BLOB}/notes/a.md">a</a>', id="a relative link"),
        pytest.param(
            "see www.a.example", 'see <a href="http://www.a.example">www.a.example</a>', id="a bare one"
        ),
        pytest.param("![i](notes/img.png)", f'<img src="{RAW}/notes/img.png" alt="i">', id="a picture"),
        pytest.param("[x](javascript:alert(1))", "x", id="a script in a link"),
        pytest.param("![x](data:image/png;base64,AA)", "x", id="data for a picture"),
        pytest.param("a<script>alert(1)</script>b", "ab", id="a script"),
        pytest.param("<b onclick=x class=y style=z>b</b>", "<b>b</b>", id="attributes that act or dress"),
        pytest.param('<a href="notes/a.md">a</a>', f'<a href="{BLOB}/notes/a.md">a</a>', id="a link in HTML"),
        pytest.param(
            "<img src=notes/img.png>", f'<img alt="" src="{RAW}/notes/img.png">', id="a picture in HTML"
        ),
        pytest.param("<a href='javascript:x'>a</a>", "<a>a</a>", id="a script in HTML"),
        pytest.param("a \x1b[31m\u202eb", "a [31mb", id="control characters"),
        pytest.param("]]>", "]]&gt;", id="the end of CDATA"),
        pytest.param("<br/>a<br>b<br />", "a<br>b", id="line breaks around"),
        pytest.param("`\ufffd`", "<code>&#xFFFD;</code>", id="the sign for broken bytes"),
        pytest.param("[^1]", "[^1]", id="a footnote without its note"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_inline_markdown(markdown: str, html: str) -> None:
    assert inline(markdown) == html


def test_without_a_forge_relative_links_are_text() -> None:
    assert inline("[a](notes/a.md) ![i](x.png)", home=Home()) == "a i"


@pytest.mark.parametrize(
    ("math", "html"),
    [
        pytest.param(MathStyle.CODE, r"<code>\frac{a}{b}</code>", id="feeds show the source"),
        pytest.param(
            MathStyle.ZHIHU,
            r'<img eeimg="1" src="//www.zhihu.com/equation?tex=%5Cfrac%7Ba%7D%7Bb%7D" alt="\frac{a}{b}">',
            id="Zhihu takes a picture",
        ),
        pytest.param(
            MathStyle.MATHML,
            '<math display="inline"><mrow><mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac></mrow></math>',
            id="pages set it",
        ),
    ],
)
def test_a_formula_is_what_the_target_takes(math: MathStyle, html: str) -> None:
    assert inline(r"$\frac{a}{b}$", math=math) == html


@pytest.mark.parametrize("math", MathStyle)
def test_a_formula_that_text_can_say_is_text(math: MathStyle) -> None:
    assert inline(r"约$100\times–300\times$，比 $K$ 大", math=math) == "约100×–300×，比 K 大"


def test_prices_are_no_formulas() -> None:
    assert inline("between $5 and $10, or US$5–$10") == "between $5 and $10, or US$5–$10"


def test_a_formula_brings_no_markup() -> None:
    hostile = r"$\text{<script>alert(1)</script><b onclick=x>}\href{javascript:alert(1)}{y}\foo$"
    for math in MathStyle:
        elements = [*lxml_html.fragment_fromstring(inline(hostile, math=math), create_parent=True).iter()]
        assert not {"script", "b", "a"} & {element.tag for element in elements}
        assert not {"onclick", "href"} & {name for element in elements for name in element.attrib}


@pytest.mark.parametrize("tex", [r"\genfrac\big", r"\end{array}\hspace{}(\right", r"\skew1", r"{"])
def test_a_broken_formula_is_shown_as_it_is_written(tex: str) -> None:
    assert inline(f"${tex}$", math=MathStyle.MATHML).startswith("<code>")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("- [x] a\n- [ ] b", "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>", id="tasks"),
        pytest.param(
            "> [!WARNING]\n> a",
            "<blockquote>\n<p><strong>Warning</strong></p>\n<p>a</p>\n</blockquote>",
            id="an alert",
        ),
        pytest.param(
            "a[^n]\n\n[^n]: b",
            "<p>a<sup>[1]</sup></p>\n<hr>\n<ol>\n<li><p>b</p>\n</li>\n</ol>",
            id="a footnote",
        ),
        pytest.param(
            "| a | b |\n|--:|---|\n| 1 | 2 |",
            '<table>\n<thead>\n<tr>\n<th align="right">a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
            '<td align="right">1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>',
            id="a table",
        ),
        pytest.param("```python\na < b\n```", "<pre><code>a &lt; b\n</code></pre>", id="code"),
        pytest.param("```math\nx^2\n```", "<p>x²</p>", id="math in a fence"),
        pytest.param("$$\n\\frac{a}{b}\n$$", "<p><code>\\frac{a}{b}</code></p>", id="math on its own"),
        pytest.param("$`\\frac{a}{b}`$", "<p><code>\\frac{a}{b}</code></p>", id="GitHub's other dollars"),
        pytest.param("---\nkey: value\n---\n\na", "<p>a</p>", id="front matter"),
        pytest.param(
            "[top](#top)", f'<p><a href="{BLOB}/notes/a.md#top">top</a></p>', id="a place in the text"
        ),
        pytest.param(
            "[l](../README.md)", f'<p><a href="{BLOB}/README.md">l</a></p>', id="relative to the file"
        ),
        pytest.param(
            "<details><summary>s</summary>\n\na\n\n</details>", "s\n<p>a</p>", id="details are opened"
        ),
        pytest.param(
            '<picture><source srcset="a.webp"><img src="img.png" srcset="b.png 2x"></picture>',
            f'<p><img alt="" src="{RAW}/notes/img.png"></p>',
            id="a picture with sources",
        ),
        pytest.param("<svg><script>alert(1)</script></svg>a", "<p>a</p>", id="a drawing"),
        pytest.param("<!-- hidden -->a", "a", id="a comment"),
        pytest.param("<iframe src=https://a.example></iframe>a", "a", id="a frame"),
    ],
)
def test_a_document_is_what_github_shows(markdown: str, html: str) -> None:
    assert document(markdown) == html


@given(st.text(alphabet="ab <>[]()!*_`~$\\\n#-|:/.\"'&;=javscriptonhref", max_size=80))
def test_no_markdown_brings_more_than_the_allowed(markdown: str) -> None:
    for element in lxml_html.fragment_fromstring(document(markdown), create_parent=True).iter():
        assert set(element.attrib) <= {
            "href",
            "src",
            "alt",
            "align",
            "start",
            "lang",
            "dir",
            "width",
            "height",
        }
        for name in ("href", "src"):
            assert re.match(r"https?://|mailto:", element.get(name, "https://"))


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        pytest.param("a **b** `c` [d](e) ![f](g)", "a b c d f", id="marks go, words stay"),
        pytest.param("a<br>b <b>c</b>", "a b c", id="tags go"),
        pytest.param(r"$K$ and $\frac{a}{b}$", r"K and \frac{a}{b}", id="formulas"),
        pytest.param("a &amp; b\\*", "a & b*", id="entities and escapes"),
        pytest.param("a\n  b", "a b", id="lines are joined"),
    ],
)
def test_plain_text(markdown: str, text: str) -> None:
    assert plain(markdown) == text
