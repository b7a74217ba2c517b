"""What stands before every answer: whose requests are heard, how large they may be, what a browser may do with them."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cppcc_kg.serve.policy import policy

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})

_ALWAYS = {
    "content-security-policy": policy(),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}


def host_name(host: str) -> str:
    """A Host header without its port, in small letters.

    >>> host_name("LocalHost:8000"), host_name("[::1]:80"), host_name("a.b")
    ('localhost', '[::1]', 'a.b')
    """
    name = host.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0]


class Guard:
    """An ASGI application behind its checks.

    A request for another host is turned away: a page that has its own name point to this machine (DNS rebinding)
    must not read from here. So is a request that a page of another origin sends, unless the origin is in ``origins``.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], origins: Collection[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    given.setdefault(name, value)
            await send(message)

        foreign = headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate"
        refusal = self._refusal(hosts, headers.get("origin"), foreign=foreign)
        if refusal is not None:
            await refusal(scope, receive, answer)
        else:
            await self.app(scope, receive, answer)

    def _refusal(self, hosts: list[str], origin: str | None, *, foreign: bool) -> PlainTextResponse | None:
        if len(hosts) != 1 or host_name(hosts[0]) not in self.hosts:
            return PlainTextResponse("this server does not answer for that host; see --allow-host\n", 421)
        own = {f"http://{hosts[0].lower()}", f"https://{hosts[0].lower()}"}
        if origin in self.origins:
            return None
        # A picture or a script of another site names no origin, but the browser says where it is from.
        if foreign or (origin is not None and origin.lower() not in own):
            return PlainTextResponse("requests of other sites are not answered; see --cors\n", 403)
        return None


class TooLargeError(Exception):
    """A request's body is over the limit."""


async def body_of(request: Request, most: int) -> bytes:
    """The body, read no further than ``most`` bytes. Raises :class:`TooLargeError`."""
    said = request.headers.get("content-length", "0")
    if said.isdecimal() and int(said) > most:
        raise TooLargeError
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise TooLargeError
    return bytes(data)
