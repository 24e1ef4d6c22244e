"""Draws how time and memory grow, as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, EDGE = 240, 150, 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One thing that grows, and what it costs."""

    name: str
    points: tuple[tuple[int, float, float], ...]
    """How much there is of it, seconds, and megabytes."""


def render_chart(series: Sequence[Series]) -> str:
    """A panel for each of *series*: seconds as a line, memory as a dashed one, both from zero."""
    panels = "".join("".join(_panel(each, n * WIDTH)) for n, each in enumerate(series))
    size = f'width="{WIDTH * len(series)}" height="{HEIGHT}"'
    style = 'font-family="sans-serif" font-size="10" fill="none" stroke-width="2"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>{panels}</svg>\n'


def _panel(series: Series, left: int) -> Iterator[str]:
    most = max(point[0] for point in series.points)
    lines = ((1, "s", "#1a5fb4", ""), (2, "MB", "#a51d2d", ' stroke-dasharray="4 3"'))
    right, low = left + WIDTH - EDGE, HEIGHT - EDGE
    yield f'<path stroke="#888" stroke-width="1" d="M{left + EDGE} {EDGE // 2}V{low}H{right}"/>'
    for at, unit, colour, dashes in lines:
        highest = max(point[at] for point in series.points)
        places = " ".join(
            f"{left + EDGE + point[0] / most * (WIDTH - 2 * EDGE):.1f},{low - point[at] / highest * (low - EDGE):.1f}"
            for point in series.points
        )
        yield f'<polyline stroke="{colour}"{dashes} points="{places}"/>'
        place = left + EDGE + 6 if at == 1 else right - 46
        yield f'<text fill="{colour}" x="{place}" y="{EDGE // 2 + 6}">{highest:.2g} {unit}</text>'
    yield f'<text fill="#888" x="{left + EDGE}" y="{low + 14}">0</text>'
    yield f'<text fill="#888" x="{right - 20}" y="{low + 14}">{most}</text>'
    yield f'<text fill="#888" x="{left + EDGE + 30}" y="{low + 14}">{escape(series.name)}</text>'
