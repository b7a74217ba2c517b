"""What a job gives back: an HTTP answer as plain values, so that it can cross from one process to another."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, type and body of an answer; ``headers`` are further ones."""

    body: bytes
    type: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def packed(self) -> bytes:
        """The reply as bytes: a line of JSON, then the body."""
        head = {"type": self.type, "status": self.status, "headers": self.headers}
        return json.dumps(head).encode("ascii") + b"\n" + self.body

    @staticmethod
    def unpacked(data: bytes) -> Reply:
        """The inverse of :meth:`packed`. Raises :class:`ValueError` for bytes that were cut off."""
        head, line, body = data.partition(b"\n")
        if not line:
            raise ValueError("no reply")
        return Reply(body, **json.loads(head))


def problem(status: int, why: str, **headers: str) -> Reply:
    """A refusal or failure in one line of text."""
    return Reply((why.rstrip("\n") + "\n").encode("utf-8", "replace"), TEXT, status, headers)
