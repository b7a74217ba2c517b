"""What a question's process can be asked to do, by name."""

from __future__ import annotations

from collections.abc import Callable

from cppcc_kg.serve import protocol
from cppcc_kg.serve.reply import Reply

JOBS: dict[str, Callable[..., Reply]] = {
    "query": protocol.answer,
}
