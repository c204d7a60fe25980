"""The SPARQL 1.1 service description."""

_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "TriG",
    "N-Triples",
    "N-Quads",
    "RDF_XML",
    "JSON-LD",
)
_TEMPLATE = """
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<{url}#service> a sd:Service ;
  dcterms:title "Conflict KG SPARQL endpoint" ;
  sd:endpoint <{url}> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat {formats} ;
  sd:defaultDataset <{url}#dataset> .
<{url}#dataset> a sd:Dataset ;
  sd:defaultGraph <{url}#union> ;
  sd:namedGraph <{url}#world> .
<{url}#union> a sd:Graph ; void:triples {triples} .
<{url}#world> a sd:NamedGraph ; sd:name <{world}> .
"""


def description(url: str, world: str, triples: int) -> str:
    """The description as Turtle, for the address that clients use."""
    formats = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS)
    return _TEMPLATE.format(url=url, formats=formats, world=world, triples=triples)
