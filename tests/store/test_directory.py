"""The store's folder, the memory store, and the same store through rdflib."""

from pathlib import Path

import pytest
from rdflib import URIRef

from kg.errors import StoreError
from kg.graph.canon import content_hash, to_nquads
from kg.graph.world import derive_world
from kg.iri import document_key
from kg.store import MemoryStore, StoreDirectory
from kg.store.manifest import Entry, Manifest, read_manifest, write_manifest
from kg.store.rdflib import open_dataset
from kg.vocab import CK
from tests import sample

DOCUMENT = sample.document()
KEY = document_key(DOCUMENT.text_hash)
MINTER = sample.MINTER


@pytest.fixture
def directory(tmp_path: Path) -> StoreDirectory:
    store = StoreDirectory(tmp_path / "store")
    quads = sample.graph().quads
    world = to_nquads(derive_world([quads], sample.MINTER.world, {}))
    graph_hash = content_hash(to_nquads(quads))
    entry = Entry("tarsel", "tarsel.txt", DOCUMENT.text_hash, "s", sample.RUN, graph_hash)
    with store.locked():
        store.put_document(DOCUMENT, to_nquads(quads))
        store.publish(Manifest("g1", MINTER.base, {KEY: entry}, {}), [world])
    return store


def test_a_published_generation_is_read_back_whole(directory: StoreDirectory):
    snapshot = directory.open()
    assert snapshot.generation == directory.generation() == "g1"
    assert set(sample.graph().quads) <= set(snapshot.raw)


def test_a_document_is_kept_as_it_was_given(directory: StoreDirectory):
    assert directory.document(KEY) == DOCUMENT
    assert directory.document("0" * 24) is None
    assert directory.document("../manifest") is None


def test_the_last_generation_stays_and_older_ones_go(directory: StoreDirectory):
    with directory.locked():
        manifest = directory.manifest()
        for name in ("g2", "g3"):
            directory.publish(Manifest(name, MINTER.base, manifest.documents, {}), [])
    assert {p.name for p in (directory.path / "generations").iterdir()} == {"g2", "g3"}


def test_a_manifest_is_read_back_as_it_was_written(tmp_path: Path):
    entry = Entry("a", "a.txt", "sha256:1", "s", "r", "g", 1, 2, 3, "why")
    manifest = Manifest("g", "b", {"k": entry}, {"r": {"p": "v"}})
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest
    assert manifest.accepted == {}


def test_the_memory_store_reads_like_the_one_on_disk(directory: StoreDirectory):
    memory = MemoryStore(directory.open().raw, [DOCUMENT])
    assert set(memory.open().raw) == set(directory.open().raw)
    assert memory.document(KEY) == DOCUMENT
    other = MemoryStore(sample.graph().quads)
    assert memory.generation() != other.generation()


def test_rdflib_users_query_the_same_store(directory: StoreDirectory):
    dataset = open_dataset(directory.path)
    rows = dataset.query(f"SELECT ?e {{ ?r <{CK}reports> ?e . ?e a <{CK}Event> }}")
    assert len(list(rows)) == 3
    names = {str(graph.identifier) for graph in dataset.graphs()}
    assert {sample.graph().graph, sample.MINTER.world} <= names
    strike = (None, URIRef(CK + "eventType"), URIRef(CK + "AirStrike"))
    assert len(list(dataset.triples(strike))) == 2


def test_a_damaged_graph_file_is_told_with_what_to_do(directory: StoreDirectory):
    entry = directory.manifest().accepted[KEY]
    file = directory.graph_file(KEY, entry.graph_hash)
    file.write_bytes(file.read_bytes()[:-10])
    with pytest.raises(StoreError, match="is damaged; delete it and build its document again"):
        directory.graph(KEY, entry.graph_hash)
    file.unlink()
    with pytest.raises(StoreError, match="build its document again"):
        directory.graph(KEY, entry.graph_hash)
