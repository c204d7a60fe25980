import pytest

from kg.evaluate import stability
from kg.records import Document, EventReport, EventType, Extraction, Span

DOCUMENTS = [
    Document("a", "Rebels attacked the village. Soldiers shelled the harbour."),
    Document("b", "Nothing of note."),
]


def read(word):
    """An extraction of every place where a word stands, as it is written."""

    def extract(documents):
        return {document.id: _read(document) for document in documents}

    def _read(document):
        begin = document.text.find(word)
        if begin < 0:
            return Extraction(document)
        span = Span(begin, begin + len(word))
        whole = Span(0, len(document.text))
        return Extraction(document, (EventReport("e1", EventType.ATTACK, (whole,), span),))

    return extract


def runs(extract):
    found = stability(DOCUMENTS, extract(DOCUMENTS), extract)
    return {run.perturbation: run for run in found}


def test_what_reads_letter_by_letter_is_not_stable_in_upper_case():
    found = runs(read("Rebels"))
    assert list(found) == ["again", "reordered", "typos", "upper case"]
    for name in ("again", "reordered", "typos"):
        assert (found[name].overall, found[name].same, found[name].documents) == (1, 2, 2)
    assert found["upper case"].overall == 0
    assert found["upper case"].same == 1


def test_figures_that_neither_output_has_anything_for_do_not_count():
    again = runs(read("Rebels"))["again"]
    assert again.figures["event"].f1 == 1
    assert not again.figures["claim"].told
    assert again.overall == 1


def test_two_empty_outputs_are_the_same():
    assert [run.overall for run in runs(read("nowhere")).values()] == [1, 1, 1, 1]


def test_an_extractor_that_remembers_is_found_out():
    seen = []

    def extract(documents):
        seen.extend(documents)
        return read("Rebels" if len(seen) == len(DOCUMENTS) else "nowhere")(documents)

    found = runs(extract)
    assert found["again"].overall == 0
    assert found["again"].same == 1


@pytest.mark.parametrize("name", ["typos", "upper case"])
def test_the_documents_are_really_changed(name):
    texts = []

    def extract(documents):
        texts.append([document.text for document in documents])
        return read("Rebels")(documents)

    runs(extract)
    place = 1 + ["again", "reordered", "typos", "upper case"].index(name)
    assert texts[place] != texts[0]
    assert [len(text) for text in texts[place]] == [len(text) for text in texts[0]]
