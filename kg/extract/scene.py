"""What kind of news a document is, which decides how ambiguous words in it are read."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from kg.extract.matching import Scene
from kg.link.countries import load_countries
from kg.nlp.analysis import Analysis

_ENOUGH = 3
_ENOUGH_VIOLENCE = 3
_ENOUGH_POLITICS = 2
_ENOUGH_ELSEWHERE = 3


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
    unmistakable = len(seen & words["unmistakable"])
    likely = len(seen & words["likely"])
    elsewhere = len(seen & words["elsewhere"]) >= _ENOUGH_ELSEWHERE
    enough = 2 if elsewhere else 1
    violent = 0 if elsewhere else len(seen & words["violent"])
    abroad = any(load_countries().any(text) for text in seen)
    political = len(seen & words["politics"]) + abroad >= _ENOUGH_POLITICS
    return Scene(
        violent=unmistakable >= enough or violent + political >= _ENOUGH_VIOLENCE,
        conflict=unmistakable >= enough and 2 * unmistakable + likely >= _ENOUGH,
        political=political,
        protest=bool(seen & words["protest"]),
        counted=frozenset(counted),
    )
