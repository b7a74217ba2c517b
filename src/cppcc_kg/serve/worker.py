"""In the process of one question: limits first, then the store, then the answer, then the end.

Neither engine can be stopped from within: no timeout, and signals wait until it returns. A process can.
"""

from __future__ import annotations

import contextlib
import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

# Not used here: imported once, so that each question's process has it when it is forked.
import rdflib.plugins.sparql.parser  # noqa: F401

from cppcc_kg.errors import CppccKgError, QueryError, RefusedQueryError
from cppcc_kg.graph.store import open_store
from cppcc_kg.serve.jobs import JOBS
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.reply import Reply, problem

#: Questions yield to the server itself and to whatever else runs on the machine.
_NICENESS = 5


def run(job: str, arguments: dict[str, Any], store: str, limits: Limits, pipe: Connection) -> None:
    """Do the job and write its reply into ``pipe``; the entry point of the process."""
    with contextlib.suppress(OSError), Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stderr.fileno())  # an engine that aborts says so there, which helps no one
    os.nice(_NICENESS)
    reply = _answered(job, arguments, store, limits)
    if len(reply.body) > limits.answer:
        reply = problem(422, f"the answer is larger than {limits.answer} bytes; add LIMIT, or ask for fewer columns")
    data = memoryview(reply.packed())
    while data:
        data = data[os.write(pipe.fileno(), data) :]
    pipe.close()


def _answered(job: str, arguments: dict[str, Any], store: str, limits: Limits) -> Reply:
    try:
        opened = open_store(Path(store))
        confine(limits)
        return JOBS[job](opened, limits=limits, **arguments)
    except RefusedQueryError as error:
        return problem(403, str(error))
    except QueryError as error:
        return problem(400, str(error))
    except MemoryError:
        return problem(507, "the question needs more memory than it may have; ask for less, or add LIMIT")
    except RecursionError:
        return problem(400, "the query is nested too deeply")
    except CppccKgError as error:
        return problem(404, str(error))


def confine(limits: Limits) -> None:
    """Hold this process to its limits, from here on. Where the system has no such limits, time alone is kept."""
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = [
        # The server's own clock comes first; this one ends what outlives the server.
        (resource.RLIMIT_CPU, int(limits.timeout) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]
    pages = Path("/proc/self/statm")
    if pages.exists():
        used = int(pages.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        wanted.append((resource.RLIMIT_AS, used + limits.memory))
    for what, most in wanted:
        hard = resource.getrlimit(what)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (allowed, allowed))
