"""The application: which address leads to which job."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from cppcc_kg.export.html.bundle import ASSETS as NETWORK_ASSETS
from cppcc_kg.serve.description import describe
from cppcc_kg.serve.engine import Engine
from cppcc_kg.serve.entity import KINDS
from cppcc_kg.serve.guard import LOOPBACK, Guard, TooLargeError, body_of
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.pages import ASSETS, explained
from cppcc_kg.serve.protocol import Refusal, query_of
from cppcc_kg.serve.reading import Texts
from cppcc_kg.serve.reply import Reply, problem


def _told(request: Request, reply: Reply) -> Response:
    """The reply; a problem as a page, where a person in a browser asked for one."""
    wanted = "text/html" in _accept(request) and request.url.path != "/sparql"
    return _sent(explained(reply) if reply.status >= 400 and wanted else reply)


async def _not_found(request: Request, _: Exception) -> Response:
    return _told(request, problem(404, "nothing has this address"))


def _sent(reply: Reply) -> Response:
    return Response(reply.body, reply.status, {**reply.headers, "content-type": reply.type})


#: A local name, and the ending by which a form may be asked for.
_NAME = re.compile(r"(?P<name>[\w-]+(?:\.[\w-]+)*?)(?:\.(?P<ending>ttl|nt))?")
_DEEPEST = 5
#: So many nodes or districts may be named in one address.
_MOST = 20


class Server:
    """The addresses of one served graph."""

    def __init__(self, engine: Engine, texts: Texts) -> None:
        self.engine = engine
        self.limits = engine.limits
        self.texts = texts

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/sparql", self.sparql, methods=["GET", "POST"]),
            Route("/", self.home),
            Route("/editor", self.plain("editor")),
            Route("/matrix", self.matrix),
            Route("/search", self.search),
            Route("/network", self.network),
            Route("/compare", self.compare),
            Route("/read", self.read),
            Route("/id/{kind}/{name}", self.node),
            Mount("/assets", StaticFiles(directory=ASSETS)),
            Mount("/network/assets", StaticFiles(directory=NETWORK_ASSETS)),
        ]

    def plain(self, job: str) -> Callable[[Request], Awaitable[Response]]:
        """A page that takes nothing from its address."""

        async def answer(request: Request) -> Response:
            return await self.ask(request, job)

        return answer

    async def home(self, request: Request) -> Response:
        return await self.ask(request, "home", origin=f"{request.url.scheme}://{request.url.netloc}")

    async def search(self, request: Request) -> Response:
        return await self.ask(request, "search", q=request.query_params.get("q", ""))

    async def network(self, request: Request) -> Response:
        asked = request.query_params
        depth = min(_number(asked.get("depth")) or 1, _DEEPEST)
        chosen = {"focus": asked.getlist("focus")[:_MOST], "districts": asked.getlist("district")[:_MOST]}
        return await self.ask(request, "network", depth=depth, **chosen)

    async def matrix(self, request: Request) -> Response:
        return await self.ask(request, "matrix", number=_number(request.query_params.get("page")) or 1)

    async def compare(self, request: Request) -> Response:
        asked = request.query_params
        districts = asked.getlist("district")[:_MOST]
        return await self.ask(
            request, "compare", districts=districts, theme=asked.get("theme") or None, typed=asked.get("name", "")
        )

    async def read(self, request: Request) -> Response:
        asked = request.query_params
        place = {name: _number(asked.get(name)) for name in ("begin", "end")}
        return await self.ask(request, "read", document=asked.get("document", ""), texts=self.texts, **place)

    async def node(self, request: Request) -> Response:
        """A node at the path of its identifier."""
        kind = request.path_params["kind"]
        match = _NAME.fullmatch(request.path_params["name"])
        if kind not in KINDS or match is None:
            return _told(request, problem(404, "there is no such identifier"))
        ending = match["ending"] or ""
        return await self.ask(request, "node", kind=kind, name=match["name"], accept=_accept(request), ending=ending)

    async def ask(self, request: Request, job: str, **arguments: Any) -> Response:
        """A job's answer. If the client goes away before it is there, its process is ended."""
        running = asyncio.ensure_future(self.engine.run(job, **arguments))
        leaving = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({running, leaving}, return_when=asyncio.FIRST_COMPLETED)
            return _told(request, running.result()) if running.done() else Response(status_code=499)
        finally:
            for task in (running, leaving):
                task.cancel()
            await asyncio.gather(running, leaving, return_exceptions=True)

    async def sparql(self, request: Request) -> Response:
        """The SPARQL protocol's one address."""
        try:
            body = await body_of(request, self.limits.body)
            type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            query = query_of(request.method, type, request.url.query, body)
        except TooLargeError:
            return _sent(problem(413, f"a request may have at most {self.limits.body} bytes"))
        except Refusal as refusal:
            return _sent(problem(refusal.status, refusal.why))
        if query is None:
            return _sent(describe(str(request.url.replace(query="", fragment="")), _accept(request)))
        return await self.ask(request, "query", query=query, accept=_accept(request))


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 12 else None


async def _gone(request: Request) -> None:
    """Until the client has hung up. The body must have been read."""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return


def make_app(
    store: Path,
    *,
    texts: Texts = Texts(),  # noqa: B008 (frozen)
    limits: Limits | None = None,
    hosts: Collection[str] = LOOPBACK,
    origins: Collection[str] = (),
) -> Starlette:
    """The application over the pyoxigraph store in the folder ``store``, which is never written.

    ``texts`` is where source texts lie, ``hosts`` are the names by which it may be called, ``origins`` the other
    sites whose pages may ask it.
    """
    engine = Engine(store, limits or Limits())
    server = Server(engine, texts)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await engine.start()
        yield
        engine.close()

    methods = ["GET", "POST"]
    cors = Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=methods, allow_headers=["accept"])
    return Starlette(
        routes=server.routes(),
        middleware=[Middleware(Guard, hosts=hosts, origins=origins), *([cors] if origins else [])],
        lifespan=life,
        exception_handlers={404: _not_found},
    )
