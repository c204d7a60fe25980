"""Quotes of an answer as mentions: found in their sentence, or dropped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.extract.llm.drops import Drop, Drops
from kg.extract.llm.quotes import find_quote, stands_in
from kg.extract.llm.told import FormError, as_object, one_of, text, text_or_none, whole
from kg.link.countries import load_countries
from kg.records import Document, Kind, Mention, Span


@dataclass(frozen=True, slots=True)
class Quotes:
    """Looks up what an answer quotes from the numbered sentences of a window."""

    document: Document
    sentences: Mapping[int, Span]
    drops: Drops

    def sentence(self, value: object) -> Span:
        """The sentence with that number; a FormError where the window has none."""
        span = self.sentences.get(whole(value))
        if span is None:
            raise FormError(f"there is no sentence {value}")
        return span

    def find(self, item: Mapping[str, Any], key: str = "quote") -> Span | None:
        """Where the quoted words stand in the sentence that the item names, or None."""
        sentence = self.sentences.get(whole(item.get("sentence")))
        quote = text(item, key)
        return find_quote(self.document, sentence, quote) if sentence else None

    def mentions(self, items: Iterable[Any], kinds: Sequence[Kind]) -> tuple[Mention, ...]:
        """The mentions that stand where they are said to, each place once."""
        found: dict[Span, Mention] = {}
        for item in items:
            mention = self.mention(as_object(item), kinds)
            if mention is not None:
                found.setdefault(mention.span, mention)
        return tuple(found.values())

    def mention(self, item: Mapping[str, Any], kinds: Sequence[Kind]) -> Mention | None:
        """One mention of one of these kinds, which the item names where there are several."""
        kind = kinds[0] if len(kinds) == 1 else one_of(item, "kind", Kind)
        if kind not in kinds:
            raise FormError(f"{kind} cannot be that")
        span = self.find(item)
        if span is None:
            self.drops.add(Drop.MENTION_QUOTE, item)
            return None
        told = " ".join(self.document.quote(span).split())
        return self._linked(self._name(item, told), span, kind)

    def _name(self, item: Mapping[str, Any], told: str) -> str:
        """The name given, where the document or the table of countries has it; else as told."""
        name = " ".join((text_or_none(item, "name") or told).split())
        if name == told or stands_in(self.document, name):
            return name
        meant = load_countries().any(told)
        if meant is not None and load_countries().named(name) == meant:
            return name
        self.drops.add(Drop.NAME, item)
        return told

    def _linked(self, name: str, span: Span, kind: Kind) -> Mention:
        """The mention with its country's identifier, where it is exactly a country."""
        country = load_countries().named(name)
        if country is None or kind not in (Kind.PLACE, Kind.GOVERNMENT):
            return Mention(name, span, kind)
        return Mention(country.name if kind is Kind.GOVERNMENT else name, span, kind, country.qid)
