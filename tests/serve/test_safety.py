"""What must not happen: one test a way in, and a crowd with runaways among it."""

from __future__ import annotations

import http.client
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from .conftest import PATIENCE, Served

#: A cross product of all triples with themselves, counted: it would take hours and hardly any memory.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
#: The same, sorted: it takes all the memory there is.
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c LIMIT 5"


def _raw(served: Served, *lines: str) -> int:
    """The status of a request whose head is exactly so."""
    at = urlsplit(served.url)
    with closing(socket.create_connection((at.hostname, at.port), PATIENCE)) as opened:
        opened.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        with opened.makefile("rb") as file:
            return int(file.readline().split()[1])


def _questions(served: Served) -> list[int]:
    """The processes of questions: children of the server of forks, which is the server's child."""
    found: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            found.setdefault(parent, []).append(int(folder.name))
    return [grandchild for child in found.get(served.pid, []) for grandchild in found.get(child, [])]


def _until(served: Served, number: int) -> None:
    """Wait until so many questions run: for the condition, never for a time."""
    end = time.monotonic() + PATIENCE
    while len(_questions(served)) != number:
        assert time.monotonic() < end, f"{len(_questions(served))} questions run, not {number}"
        time.sleep(0.05)


def test_time_is_kept_and_the_process_is_gone(hasty: Served) -> None:
    response = hasty.ask(ENDLESS)
    assert response.status_code == 504
    assert "took more than 1 seconds" in response.text
    _until(hasty, 0)


def test_memory_is_kept(served: Served) -> None:
    response = served.ask(GREEDY)
    assert response.status_code == 507
    assert "memory" in response.text


def test_rows_are_kept_and_nothing_is_cut_silently(served: Served) -> None:
    over = served.ask("SELECT * { ?s ?p ?o }")
    assert (over.status_code, "LIMIT 1000" in over.text) == (422, True)
    assert served.ask("CONSTRUCT WHERE { ?s ?p ?o }").status_code == 422
    within = served.ask("SELECT * { ?s ?p ?o } LIMIT 1000")
    assert (within.status_code, len(within.json()["results"]["bindings"])) == (200, 1000)


def test_deep_nesting_ends_only_its_own_process(served: Served) -> None:
    for depth in (2_000, 50_000):
        query = f"SELECT * {{ # from\n FILTER({'(' * depth}1{')' * depth}) }}"
        with served.client() as client:
            response = client.post("/sparql", data={"query": query})
        assert response.status_code == 400
    assert served.ask("ASK {}").status_code == 200


def test_a_body_over_the_limit_is_413(served: Served) -> None:
    with served.client() as client:
        whole = client.post("/sparql", content=b"x" * (2 << 20), headers={"content-type": "application/sparql-query"})
        parts = client.post(
            "/sparql", content=(b"x" * 65_536 for _ in range(32)), headers={"content-type": "application/sparql-query"}
        )
    assert whole.status_code == parts.status_code == 413


def test_a_head_over_the_limit_is_refused(served: Served) -> None:
    assert _raw(served, f"GET /sparql?query={'x' * 100_000} HTTP/1.1", "Host: localhost") in (400, 414, 431)


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1", 200), ("LOCALHOST:80", 200), ("[::1]:8", 200), ("evil.example", 421), ("127.0.0.1.evil.example", 421),
     ("", 421), ("localhost@evil.example", 421)],
)  # fmt: skip
def test_another_host_is_turned_away(served: Served, host: str, status: int) -> None:
    assert _raw(served, "GET /sparql HTTP/1.1", f"Host: {host}") == status


def test_no_host_or_two_are_turned_away(served: Served) -> None:
    assert _raw(served, "GET /sparql HTTP/1.0") == 421
    assert _raw(served, "GET /sparql HTTP/1.1", "Host: localhost", "Host: localhost") in (400, 421)


def test_pages_of_other_sites_may_not_ask_unless_allowed(served: Served, hasty: Served) -> None:
    for origin in ("https://evil.example", "null", served.url.replace("127.0.0.1", "evil.example")):
        response = httpx.get(served.sparql, headers={"origin": origin}, timeout=PATIENCE, trust_env=False)
        assert response.status_code == 403
        assert "access-control-allow-origin" not in response.headers
    friend = httpx.get(served.sparql, headers={"origin": "https://friend.example"}, timeout=PATIENCE, trust_env=False)
    assert friend.headers["access-control-allow-origin"] == "https://friend.example"
    for mode, status in (("no-cors", 403), ("navigate", 200)):
        fetched = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode}
        assert httpx.get(served.sparql, headers=fetched, timeout=PATIENCE, trust_env=False).status_code == status
    own = httpx.get(hasty.sparql, headers={"origin": hasty.url}, timeout=PATIENCE, trust_env=False)
    assert own.status_code == 200
    assert "access-control-allow-origin" not in own.headers


def test_every_answer_carries_its_policy(served: Served) -> None:
    with served.client() as client:
        for path in ("/sparql", "/nothing-here", "/sparql?query=x"):
            response = client.get(path)
            assert "default-src 'none'" in response.headers["content-security-policy"]
            assert response.headers["x-content-type-options"] == "nosniff"
            assert "server" not in response.headers


def test_a_client_that_leaves_ends_its_question(served: Served) -> None:
    at = urlsplit(served.url)
    gone = http.client.HTTPConnection(str(at.hostname), at.port, timeout=PATIENCE)
    gone.request("GET", f"/sparql?query={quote(ENDLESS)}")
    _until(served, 1)
    gone.close()
    _until(served, 0)


def test_fifty_clients_are_served_beside_runaways(served: Served) -> None:
    at = urlsplit(served.url)
    runaways = [http.client.HTTPConnection(str(at.hostname), at.port, timeout=PATIENCE) for _ in range(5)]
    for runaway in runaways:
        runaway.request("GET", f"/sparql?query={quote(ENDLESS)}")

    def ask(number: int) -> tuple[int, int]:
        query = f"SELECT ?x {{ ?x a ckg:Practice }} ORDER BY ?x LIMIT {number + 1}"
        response = served.ask(query)
        return response.status_code, len(response.json()["results"]["bindings"])

    with ThreadPoolExecutor(50) as crowd:
        answers = list(crowd.map(ask, range(50)))
    assert answers == [(200, number + 1) for number in range(50)]
    _until(served, len(runaways))
    for runaway in runaways:
        runaway.close()
    _until(served, 0)
