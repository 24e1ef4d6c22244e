"""What happened month by month, and the small chart that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from publisher.model import Kind, Publication

SHOWN_MONTHS = 24
"""The chart shows this many at most; the table beside it has them all."""
FEWEST_MONTHS = 12
"""A young list's chart starts before the list does, so that its bars are bars and not walls."""
WIDTH = 336.0
BAND_HEIGHT = 40.0
LABEL_WIDTH = 52.0
"""What a month's name takes on the axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What happened in one month (UTC)."""

    name: str
    """``2026-05``."""
    published: int = 0
    translated: int = 0
    waiting: int = 0
    """Notes that waited for review at the month's end, or at the tip in the tip's month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One month in one band; lengths are in the drawing's own units, `y` grows downwards."""

    month: str
    count: int
    x: float
    y: float
    width: float
    height: float
    broken: bool
    """True when it is taller than the band, and drawn with a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One row of bars: ``published``, ``translated`` or ``waiting``."""

    name: str
    bars: tuple[Bar, ...]
    peak: int
    total: int
    """For ``waiting``, what waits at the tip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bands over one time axis."""

    first: str
    last: str
    bands: tuple[Band, ...]
    years: tuple[tuple[float, str], ...]
    """Where a year begins on the axis, and its name."""
    width: float = WIDTH
    band_height: float = BAND_HEIGHT
    band_step: float = BAND_HEIGHT + 34
    """From the top of one band to that of the next: its name stands above it."""

    @property
    def height(self) -> float:
        """Of the whole drawing, with the years below."""
        return self.band_step * len(self.bands) + 8


def month_name(date: datetime) -> str:
    """``2026-05``."""
    return f"{date:%Y-%m}"


def find_months(publication: Publication) -> tuple[Month, ...]:
    """Every month from the first event to the tip, oldest first; empty without events."""
    if not publication.events:
        return ()
    published: Counter[str] = Counter()
    translated: Counter[str] = Counter()
    waiting: dict[str, int] = {}
    waits: set[str] = set()
    for event in publication.events:
        name = month_name(event.date)
        published[name] += event.announced
        translated[name] += event.kind is Kind.TRANSLATED
        if event.note.waiting_since is None:
            waits.discard(event.note.id)
        else:
            waits.add(event.note.id)
        waiting[name] = len(waits)
    last = max(publication.tip.date, publication.events[-1].date)
    months: list[Month] = []
    level = 0
    for name in _months_between(publication.events[0].date, last):
        level = waiting.get(name, level)
        months.append(Month(name=name, published=published[name], translated=translated[name], waiting=level))
    return tuple(months)


def draw_chart(months: Sequence[Month]) -> Chart | None:
    """The newest months as bars; None when there is nothing to draw."""
    if not months:
        return None
    shown = list(months[-SHOWN_MONTHS:])
    while len(shown) < FEWEST_MONTHS:
        shown.insert(0, Month(name=_month_before(shown[0].name)))
    bands = (
        _draw_band("published", shown, [month.published for month in shown]),
        _draw_band("translated", shown, [month.translated for month in shown]),
        _draw_band("waiting", shown, [month.waiting for month in shown]),
    )
    slot = WIDTH / len(shown)
    years = tuple(
        (round(index * slot, 1), month.name[:4])
        for index, month in enumerate(shown)
        # The first and the last month are named in full, and need the room.
        if month.name.endswith("-01") and LABEL_WIDTH < index * slot < WIDTH - 2 * LABEL_WIDTH
    )
    drawn = tuple(band for band in bands if band.peak)
    return Chart(first=shown[0].name, last=shown[-1].name, bands=drawn, years=years) if drawn else None


def _draw_band(name: str, months: Sequence[Month], counts: Sequence[int]) -> Band:
    top = _top(counts)
    slot = WIDTH / len(months)
    bars: list[Bar] = []
    for index, (month, count) in enumerate(zip(months, counts, strict=True)):
        # A month with one note must be seen beside a month with a hundred.
        height = max(BAND_HEIGHT * min(count, top) / top, 1.5) if count else 0.0
        bars.append(
            Bar(
                month=month.name,
                count=count,
                x=round(index * slot + slot * 0.14, 1),
                y=round(BAND_HEIGHT - height, 1),
                width=round(slot * 0.72, 1),
                height=round(height, 1),
                broken=count > top,
            )
        )
    total = counts[-1] if name == "waiting" else sum(counts)
    return Band(name=name, bars=tuple(bars), peak=max(counts), total=total)


def _top(counts: Sequence[int]) -> int:
    """The count that fills a band: the largest, unless it is an outlier that would flatten all others."""
    largest, second = sorted((0, 0, *counts), reverse=True)[:2]
    if second and largest > 5 * second:
        return 2 * second
    return max(largest, 1)


def _months_between(first: datetime, last: datetime) -> list[str]:
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(begin, end + 1)]


def _month_before(name: str) -> str:
    number = int(name[:4]) * 12 + int(name[5:]) - 2
    return f"{number // 12:04}-{number % 12 + 1:02}"
