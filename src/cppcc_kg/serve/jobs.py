"""What a question's process can be asked to do, by name."""

from __future__ import annotations

from collections.abc import Callable

from cppcc_kg.serve import comparing, entity, home, network, protocol, reading
from cppcc_kg.serve.reply import Reply

JOBS: dict[str, Callable[..., Reply]] = {
    "query": protocol.answer,
    "home": home.home,
    "search": home.search,
    "editor": home.editor,
    "network": network.network,
    "node": entity.node,
    "read": reading.read,
    "matrix": comparing.matrix,
    "compare": comparing.compare,
}
