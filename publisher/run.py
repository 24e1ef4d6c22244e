"""One run: what it is asked to publish, and what it did."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from publisher import __version__
from publisher.config import Settings
from publisher.folder import LEDGER, Manifest, digest, read_bytes
from publisher.repository import Repository
from publisher.timestamps import write_date

if TYPE_CHECKING:
    from publisher.model import Note, Publication
    from publisher.pipeline import Mined


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All that decides what is in the folder afterwards, beside the folder itself."""

    repository: Repository
    settings: Settings
    output: Path
    moment: datetime
    """Periods that end then, or before, are over."""
    templates: Path | None
    """The folder of the user's own templates."""
    sources: Mapping[str, str]
    """Those templates, by name."""
    leads: Mapping[str, str]
    """What the editor says at the head of issues."""

    @property
    def fingerprint(self) -> str:
        """A digest of all that decides what documents look like, beside the versions of the lists and the program."""
        home = self.repository.address
        known = [home.host, home.path, home.kind, home.branch, self.repository.mailmap]
        value = json.dumps([repr(self.settings), known, dict(self.sources), dict(self.leads)], sort_keys=True)
        return hashlib.sha256(value.encode()).hexdigest()

    def is_done(self, manifest: Manifest | None, is_tip: Callable[[str], bool]) -> bool:
        """Whether the folder with this *manifest* already is what this run makes; *is_tip* knows where lists last changed."""
        if manifest is None or manifest.version != __version__ or manifest.configuration != self.fingerprint:
            return False
        if manifest.until is not None and write_date(self.moment) >= manifest.until:
            return False
        ledger = read_bytes(self.output, LEDGER)
        if ledger is None or digest(ledger) != manifest.files.get(LEDGER):
            return False
        return all((self.output / path).is_file() for path in manifest.files) and is_tip(manifest.tip)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a run did."""

    output: Path
    changed: tuple[str, ...] = ()
    """Paths below *output* that were written or went."""
    announced: tuple[Note, ...] = ()
    """Notes that were not announced before, oldest first."""
    issues: tuple[str, ...] = ()
    """Ids of the issues that came out."""
    pending: int = 0
    remarks: tuple[str, ...] = ()
    """What the maintainer should know: repairs, and what was skipped."""
    publication: Publication | None = None
    """None when nothing was new and nothing was looked at."""
    mined: Mined | None = None
    """What it was made of; None as above."""

    @property
    def news(self) -> tuple[str, ...]:
        """How many notes were announced, counted as digests count them: ``2 new notes``, ``1 out of review``."""
        from publisher.model import Kind
        from publisher.words import Words

        words = Words("en")
        kinds = Counter(note.announcement.kind for note in self.announced if note.announcement)
        counted = [("added", kinds[Kind.ADDED]), ("promoted", kinds[Kind.PROMOTED])]
        texts = (words(f"digest.count_{name}", n=number) for name, number in counted if number)
        return tuple(text.replace("\u00a0", " ") for text in texts)
