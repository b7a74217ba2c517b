"""The Python interface: build a graph or load one, ask it, walk it, hand it on.

>>> from cppcc_kg import build
>>> kg = build()  # the packaged page; build("folder of texts") for your own
>>> kg
<KnowledgeGraph: 1 document, 4 districts with work>
>>> station = kg.entity("委员工作站", district="九龙坡区")
>>> station.cls, station.district
('Platform', '九龙坡区')
>>> sorted(kg.query(named="member-workstations", district="九龙坡区").columns)
['district', 'number', 'platform', 'quote', 'unit', 'who']

Everything that comes back is a plain, frozen value. ``kg.data`` is the graph as the rest of the package has it.
"""

from __future__ import annotations

from cppcc_kg.api.answers import Answer
from cppcc_kg.api.graph import KnowledgeGraph, build
from cppcc_kg.api.things import Passage, Statement, Thing

__all__ = ["Answer", "KnowledgeGraph", "Passage", "Statement", "Thing", "build"]
