"""What kind of news a document is, which decides how ambiguous words in it are read."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from kg.extract.matching import Scene
from kg.link.countries import load_countries
from kg.nlp.analysis import Analysis

_ENOUGH = 3
_ENOUGH_POLITICS = 2
_ENOUGH_ELSEWHERE = 3
_BRIEF = 7  # sentences


@cache
def _words() -> Mapping[str, frozenset[str]]:
    text = (resources.files("kg.extract") / "scene.toml").read_text(encoding="utf-8")
    return {name: frozenset(value.split()) for name, value in tomllib.loads(text).items()}


def scene_of(analysis: Analysis, counted: Iterable[int]) -> Scene:
    """The scene of a document; ``counted`` are the sentences that hold a casualty claim."""
    words = _words()
    seen: set[str] = set()
    for sentence in analysis.sentences:
        for token in sentence.tokens:
            seen |= {token.lemma_.lower(), token.text}
    found = {name: len(seen & listed) for name, listed in words.items()}
    brief = len(analysis.sentences) <= _BRIEF
    elsewhere = found["elsewhere"] >= _ENOUGH_ELSEWHERE - brief
    sure = found["unmistakable"] >= (2 if elsewhere else 1)
    needed = _needed(len(analysis.sentences))
    abroad = any(load_countries().any(text) for text in seen)
    political = found["politics"] + abroad >= min(needed, _ENOUGH_POLITICS)
    violent = 0 if elsewhere else found["violent"]
    return Scene(
        violent=sure or violent + political >= needed,
        conflict=(sure and 2 * found["unmistakable"] + found["likely"] >= needed)
        or (needed < _ENOUGH and violent >= needed),
        political=political,
        protest=found["protest"] > 0,
        counted=frozenset(counted),
    )


def _needed(sentences: int) -> int:
    """How many words must speak of a matter: fewer in a text of a line or two."""
    return min(_ENOUGH, 1 + sentences // 4)
