"""The application: which address leads to which job."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cppcc_kg.serve.description import describe
from cppcc_kg.serve.engine import Engine
from cppcc_kg.serve.guard import LOOPBACK, Guard, TooLargeError, body_of
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.protocol import Refusal, query_of
from cppcc_kg.serve.reply import Reply, problem


def _sent(reply: Reply) -> Response:
    return Response(reply.body, reply.status, {**reply.headers, "content-type": reply.type})


class Server:
    """The addresses of one served graph."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.limits = engine.limits

    async def ask(self, request: Request, job: str, **arguments: Any) -> Response:
        """A job's answer. If the client goes away before it is there, its process is ended."""
        running = asyncio.ensure_future(self.engine.run(job, **arguments))
        leaving = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({running, leaving}, return_when=asyncio.FIRST_COMPLETED)
            return _sent(running.result()) if running.done() else Response(status_code=499)
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
        accept = ", ".join(request.headers.getlist("accept"))
        if query is None:
            return _sent(describe(str(request.url.replace(query="", fragment="")), accept))
        return await self.ask(request, "query", query=query, accept=accept)


async def _gone(request: Request) -> None:
    """Until the client has hung up. The body must have been read."""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return


def make_app(
    store: Path, *, limits: Limits | None = None, hosts: Collection[str] = LOOPBACK, origins: Collection[str] = ()
) -> Starlette:
    """The application over the pyoxigraph store in the folder ``store``, which is never written.

    ``hosts`` are the names by which it may be called, ``origins`` the other sites whose pages may ask it.
    """
    engine = Engine(store, limits or Limits())
    server = Server(engine)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await engine.start()
        yield
        engine.close()

    methods = ["GET", "POST"]
    cors = Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=methods, allow_headers=["accept"])
    return Starlette(
        routes=[Route("/sparql", server.sparql, methods=methods)],
        middleware=[Middleware(Guard, hosts=hosts, origins=origins), *([cors] if origins else [])],
        lifespan=life,
    )
