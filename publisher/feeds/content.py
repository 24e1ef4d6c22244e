"""What an entry shows: what the note is about, then one quiet line about it, then its other homes."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import datetime

from publisher.characters import one_line
from publisher.feeds.document import Link
from publisher.feeds.editions import Edition
from publisher.model import Alternate, Entry, Note, Standing
from publisher.forges import pull_url
from publisher.words import own_name
