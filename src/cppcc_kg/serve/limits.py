"""How much one question may cost."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a server allows. Times in seconds, sizes in bytes.

    ``timeout`` is for one question from its start to its last byte; ``memory`` what its process may take beyond what
    it begins with; ``rows`` how many rows or triples an answer may have, ``answer`` how large it may be; ``body`` how
    large a request may be. ``processes`` questions run at once, ``waiting`` more wait; whoever comes then is sent away.
    """

    timeout: float = 10.0
    rows: int = 10_000
    memory: int = 512 * MIB
    answer: int = 64 * MIB
    body: int = 1 * MIB
    processes: int = 16
    waiting: int = 200
