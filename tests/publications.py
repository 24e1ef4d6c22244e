"""A published folder with as many closed issues as a test wants, written by hand: small, and quick to make."""

from __future__ import annotations

import json
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

ISSUES = ("2026-W30", "2026-W31", "2026-W32", "2026-W33", "2026-W34", "2026-W35")
HEADER = {
    "ledger": 1,
    "list": "github.com/example/field-notes",
    "root": "0" * 40,
    "authority": "github.com/example/field-notes",
    "date": "2026-01-05",
}


def publish(
    folder: Path, count: int, *, subject: str = "Notes #{n}: Ids & dates", text: str = "{n} is new."
) -> Path:
    """Make *folder* the publication whose first *count* issues are closed."""
    for name in ("en.atom", "zh.atom", "index.html", "index.zh.html", "digests.en.atom"):
        _put(folder / name, "")
    lines = [HEADER]
    for number, issue in enumerate(ISSUES[:count], 1):
        lines.append(
            {
                "issue": issue,
                "number": number,
                "date": f"2026-08-{number:02}T00:00:00Z",
                "tip": "1" * 40,
                "notes": [],
            }
        )
        for language, words in (("en", ""), ("zh", "中文 ")):
            _issue(
                folder / "digests" / issue,
                issue,
                number,
                language,
                words + subject.format(n=number),
                text.format(n=number),
            )
    _put(folder / "ledger.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    return folder


def _issue(folder: Path, issue: str, number: int, language: str, subject: str, text: str) -> None:
    html = f'<!doctype html>\n<html><head><title>x</title></head>\n<body lang="{language}">\n<p>{text}</p>\n</body>\n</html>\n'
    plain = f"Subject: {subject}\nPreheader: more\n\nNotes: Issue {number}\n\n{text}\n"
    _put(folder / f"issue.{language}.md", f"# Notes: Issue {number}\n\n{text}\n")
    _put(folder / f"email.{language}.html", html)
    _put(folder / f"email.{language}.txt", plain)
    _put(folder / "release.md", f"## Notes: Issue {number}\n\n{text}\n")
    _put(folder / "issue.json", json.dumps({"id": issue, "number": number, "added": []}, indent=2) + "\n")
    mail = EmailMessage(policy=default)
    mail["Subject"] = subject
    mail["X-Unsent"] = "1"
    mail.set_content(plain, cte="base64")
    mail.set_boundary("=_0")
    (folder / f"email.{language}.eml").write_bytes(mail.as_bytes())


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
