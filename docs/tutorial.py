"""A first hour with cppcc-kg from Python: ``python docs/tutorial.py``. It writes into ``tutorial-output/``.

Each step prints what it found. The tests run this file, so what it says is so.
"""

from pathlib import Path

from cppcc_kg import KnowledgeGraph, build

OUT = Path("tutorial-output")

# 1. Build. Without a path it reads the page that ships with the package; give your own folder instead.
kg = build(output=OUT)
print(kg, "of", "、".join(kg.districts))

# 2. Look a thing up by name, pinyin or a part of its name, and see what the text says of it.
station = kg.entity("委员工作站", district="九龙坡区")
print(f"\n{station.label}（{station.word}，{station.district}）")
for fact in station.facts[:5]:
    quote = fact.passages[0].quote if fact.passages else "（推得）"
    print(f"  {fact.word if fact.forward else '←' + fact.word}  {fact.other}    {quote}")

# 3. Every quote can be checked: offsets count characters of the file as it lies on disk.
passage = station.passages[0]
print(f"\n{passage.quote}  — {passage.document}[{passage.begin}:{passage.end}]")

# 4. Who else does this? The score has named parts, and the differences are spelled out.
for like in station.similar[:2]:
    print(f"\n{like.other.district}：{like.other.entity.label}  {like.score}  {like.reasons}")

# 5. Ask in SPARQL, or by the name of a ready query with parameters; each row can bring its passage.
figures = kg.query(named="district-figures", district="九龙坡区", evidence=True)
for row in list(figures)[:3]:
    print(
        f"{row['quantity']}: {row['value'] if row['value'] is not None else row['low']} {row['unit']}  {row['quote']}"
    )
counts = kg.query(
    """SELECT ?district (COUNT(DISTINCT ?x) AS ?number) { ?x a ckg:Platform ; ckg:district/rdfs:label ?district }
    GROUP BY ?district ORDER BY DESC(?number) ?district"""
)
print(counts)

# 6. Walk it as a network.
network = kg.to_networkx()
busiest = max(network, key=lambda node: (network.degree(node), node))
print(f"most linked: {network.nodes[busiest]['label']} with {network.degree(busiest)} facts")

# 7. Hand it on: Excel, Gephi, Neo4j, JSON-LD …
for path in (*kg.save(OUT / "graph.xlsx", to="xlsx"), *kg.save(OUT / "graph", to="csv")):
    print(path)

# 8. And come back to it later without building.
assert KnowledgeGraph.load(OUT / "graph.ttl").data == kg.data
