"""A file that a mail program opens as a draft: ``outbox/2026-W34.en.eml``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from publisher.errors import OutputError
from publisher.senders.drafts import Draft
from publisher.senders.secrets import Secret
from publisher.senders.wire import Exchange, Receipt, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSender:
    folder: Path
    name: str = "file"
    in_language: bool = True
    keeps_one: bool = True
    speaks_http: bool = False
    secrets: tuple[Secret, ...] = ()

    def request(self, draft: Draft) -> Request:
        draft.document("eml")
        content = draft.documents["eml"]
        return Request(method="WRITE", url=str(self._place(draft)), body=content)

    def find(self, draft: Draft, exchange: Exchange) -> Receipt | None:  # noqa: ARG002  a disk is no service
        place = self._place(draft)
        return _receipt(place) if place.is_file() else None

    def create(self, draft: Draft, exchange: Exchange) -> Receipt:  # noqa: ARG002
        place, request = self._place(draft), self.request(draft)
        beside = place.with_name(f".{place.name}.{os.getpid()}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                file.write(request.body)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(place)
        except OSError as problem:
            hint = "choose another folder with `send: {file: {folder: …}}` in publisher.yml"
            raise OutputError(place, problem.strerror or str(problem), hint=hint) from problem
        finally:
            beside.unlink(missing_ok=True)
        return _receipt(place)

    def _place(self, draft: Draft) -> Path:
        return self.folder / f"{draft.issue}.{draft.language}.eml"


def _receipt(place: Path) -> Receipt:
    return Receipt(id=place.name, url=str(place))
