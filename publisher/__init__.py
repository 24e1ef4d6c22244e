"""Feeds and digests of the notes that a list's own git history shows to be new."""

__version__ = "0.1.0"
