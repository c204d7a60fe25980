"""Who a mention is: the fullest name that the document gives, pronouns and short forms resolved."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.attribution import Attributions
from kg.extract.classes import is_actor, lexicon
from kg.extract.descriptions import Descriptions, find_descriptions
from kg.extract.kinds import acting, actor_kind
from kg.extract.offices import beside_office, holders
from kg.extract.short_names import acronyms, short_bodies, short_persons, without_seat
from kg.link.countries import Country, load_countries
from kg.nlp.analysis import Analysis, Sentence
from kg.nlp.mentions import entities_in, entity_of, is_title, phrase_of
from kg.records import Kind, Mention, Span

_SPEAKERS = frozenset({"we", "us", "i", "me"})
_SHE_HE = frozenset({"he", "him", "she", "her", "his"})
_THEY = frozenset({"they", "them", "their"})
_IT = frozenset({"it", "its"})
_GROUP_NOUNS = frozenset(
    {"group", "organisation", "organization", "militia", "movement", "faction", "agency", "party"}
)
_MEMBERS = frozenset(
    {
        *("fighter", "member", "unit", "gunman", "guerrilla", "militant", "rebel", "force"),
        *(
            "marine",
            "soldier",
            "column",
            "insurgent",
            "militiaman",
            "faction",
            "wing",
            "cell",
            "supporter",
            "troop",
        ),
    }
)
_BODIES = frozenset(
    {"regime", "government", "army", "military", "group", "coalition", "militia", "junta", "navy"}
)
_TOWNS = frozenset({"city", "town", "village", "capital", "enclave", "port"})
_LOOK_BACK = 4  # sentences that a pronoun reaches back over


@dataclass(frozen=True)
class Names:
    """The names of one document: full forms of persons and bodies, and where each was told."""

    analysis: Analysis
    attributions: Attributions
    full: Mapping[str, str]
    persons: frozenset[str]  # of two words or more
    holders: Mapping[str, str]  # of offices
    descriptions: Descriptions
    heads: Mapping[int, tuple[Token, ...]]  # entity heads and plural actors by sentence

    def actor(self, sentence: Sentence, head: Token) -> Mention | None:
        """The mention of somebody who acts or is hit; None for a pronoun that stands for nobody."""
        if head.pos_ == "PRON":
            return self._pronoun(sentence, head)
        head = _named(head)
        phrase = phrase_of(head)
        span = sentence.span_of(phrase)
        told = " ".join(self.analysis.document.quote(span).split())
        name = self._fullest(sentence, head, told)
        country = self._country(head, phrase.text)
        if country is not None:
            return Mention(country.name, span, Kind.GOVERNMENT, country.qid)
        return Mention(name, span, actor_kind(head, name), None)

    def _country(self, head: Token, text: str) -> Country | None:
        """The country of a name, adjective or capital; none for its people ("Malians")."""
        countries = load_countries()
        if head.ent_type_ == "PERSON" and text in self.full:
            return None
        if head.tag_ in {"NNPS", "NNS"} and countries.named(text) is None:
            return None
        return countries.any(text)

    def place(self, sentence: Sentence, head: Token) -> Mention:
        """The mention of a place, linked where it is exactly a country."""
        phrase = phrase_of(head)
        span = sentence.span_of(phrase)
        told = " ".join(self.analysis.document.quote(span).split())
        told = self._place_meant(sentence, head, told)
        country = load_countries().named(told)
        return Mention(told, span, Kind.PLACE, country.qid if country else None)

    def _place_meant(self, sentence: Sentence, head: Token, told: str) -> str:
        """The only town of the sentence that "the city" can stand for; else as told."""
        if told != head.text or head.lemma_.lower() not in _TOWNS or not _is_definite(head):
            return told
        towns = {
            phrase_of(other).text
            for other in self.heads.get(sentence.index, ())
            if other.ent_type_ == "GPE" and other.dep_ in {"pobj", "dobj"} and other.i < head.i
        }
        towns = {t for t in towns if not (t.isupper() or load_countries().named(t))}
        return next(iter(towns)) if len(towns) == 1 else told

    def source(self, mention: Mention) -> Mention:
        """A source under its fullest name."""
        country = load_countries().any(mention.name)
        if country is not None:
            return Mention(country.name, mention.span, Kind.GOVERNMENT, country.qid)
        name = self._person_in(mention.name) or self.full.get(mention.name)
        name = name or self._holder_told(mention)
        name = name or self._first_word(mention.name) or without_seat(mention.name)
        return acting(Mention(name, mention.span, mention.kind, mention.link))

    def _person_in(self, told: str) -> str | None:
        """The name at the end of "Foreign Minister Sergei Lavrov"."""
        words = told.split()
        ends = (" ".join(words[i:]) for i in range(len(words) - 1))
        return next((end for end in ends if end in self.persons), None)

    def _holder(self, head: Token, told: str) -> str | None:
        """Who "the foreign secretary" and "Minister for Africa Ann Lee" are."""
        if head.ent_type_ == "PERSON" or not is_title(head.lower_):
            return None
        for prep in head.children:
            for inner in prep.children if prep.dep_ == "prep" else ():
                beside = beside_office(inner)
                if beside is not None:
                    return beside
        definite = _is_definite(head) or head.pos_ == "PROPN"
        return self.holders.get(told.lower()) if definite else None

    def _holder_told(self, mention: Mention) -> str | None:
        before = self.analysis.document.text[: mention.span.begin][-4:].lower()
        return self.holders.get(mention.name.lower()) if before == "the " else None

    def _first_word(self, told: str) -> str | None:
        """The body in "an Observatory toll", "a Pentagon statement"."""
        words = told.split()
        if len(words) > 1 and all(w.islower() for w in words[1:]):
            return self.full.get(words[0])
        return None

    def _fullest(self, sentence: Sentence, head: Token, told: str) -> str:
        person = self._person_in(told) or self._holder(head, told)
        if person is not None:
            return person
        full = self.full.get(told)
        if full and (full in self.persons or " " in told or told.isupper() or _is_short(head)):
            return full
        if head.pos_ == "PROPN" or told.lower() != head.lower_ or not _is_definite(head):
            return without_seat(told)
        meant = self.descriptions.meant(sentence, head)
        if meant is not None:
            return self.full.get(meant, meant)
        if head.lemma_.lower() in _GROUP_NOUNS and head.tag_ != "NNS":
            before = self._last(sentence, head, frozenset({"ORG"}))
            if before is not None:
                return self.actor_name(before)
        return without_seat(told)

    def actor_name(self, head: Token) -> str:
        """The fullest name of an entity head."""
        text = " ".join(phrase_of(head).text.split())
        country = load_countries().any(text)
        return country.name if country else self.full.get(text, text)

    def _pronoun(self, sentence: Sentence, token: Token) -> Mention | None:
        span = sentence.span_of(token)
        lower = token.lower_
        if lower in _SPEAKERS:
            return self._speaker(sentence, token, span)
        if lower in _SHE_HE:
            before = self._last(sentence, token, frozenset({"PERSON"}))
        elif lower in _THEY:
            before = self._last(sentence, token, frozenset({"", "NORP", "ORG"}), plural=True)
        elif lower in _IT:
            before = self._last(sentence, token, frozenset({"GPE", "ORG", ""}), single=True)
        else:
            return None
        if before is None:
            return None
        name = self.actor_name(before)
        return Mention(name, span, actor_kind(before, name))

    def _speaker(self, sentence: Sentence, token: Token, span: Span) -> Mention | None:
        sources = self.attributions.sources_of(sentence, token)
        if sources:
            return Mention(sources[0].name, span, sources[0].kind, sources[0].link)
        publisher = self.analysis.document.source
        if not publisher:
            return None
        country = load_countries().named(publisher.split()[0])
        if country is not None:
            return Mention(country.name, span, Kind.GOVERNMENT, country.qid)
        return Mention(publisher, span, Kind.ORGANIZATION)

    def _last(
        self,
        sentence: Sentence,
        token: Token,
        labels: frozenset[str],
        plural: bool = False,
        single: bool = False,
    ) -> Token | None:
        """The nearest fitting actor before a token, subjects first within a sentence."""
        for index in range(sentence.index, max(-1, sentence.index - _LOOK_BACK), -1):
            fitting = [
                h
                for h in self.heads.get(index, ())
                if h.ent_type_ in labels
                and (index < sentence.index or h.i < token.i)
                and (not plural or _is_plural(h))
                and not (single and (h.tag_ == "NNS" or _is_town(h)))
                and not _acts_on(h, token)
            ]
            subjects = [h for h in fitting if h.dep_ in {"nsubj", "nsubjpass"}]
            if fitting and token.dep_ == "poss" and index == sentence.index:
                return fitting[-1]
            if fitting:
                return (subjects or fitting)[-1 if index == sentence.index else 0]
        return None


def find_names(analysis: Analysis, attributions: Attributions) -> Names:
    """The names of a document."""
    heads: dict[int, tuple[Token, ...]] = {}
    persons: list[str] = []
    bodies: list[str] = []
    for sentence in analysis.sentences:
        heads[sentence.index] = tuple(
            t for t in sentence.tokens if _is_candidate(t) and not _listens(t)
        )
        for entity in entities_in(sentence.tokens):
            if entity.label_ == "PERSON":
                persons.append(_untitled(_whole(entity)))
            elif (beside := beside_office(entity.root)) is not None:
                persons.append(beside)
            elif entity.label_ in {"ORG", "NORP", "GPE"}:
                bodies.append(" ".join(entity.text.split()))
    full = {**short_bodies(bodies), **short_persons(persons)}
    full.update(acronyms(analysis))
    known = frozenset(p for p in persons if " " in p)
    return Names(
        analysis, attributions, full, known, holders(analysis), find_descriptions(analysis), heads
    )


def _named(head: Token) -> Token:
    """The name beside a description ("fighters of Ansar Dine", "the envoy, Mary Robinson").

    What stands after several ("killing 12 civilians, the Observatory said") is not their name.
    """
    if head.pos_ == "PROPN" and head.ent_type_ != "NORP":
        return head
    for child in head.children:
        single = head.tag_ != "NNS"
        if single and child.dep_ == "appos" and child.ent_type_ in {"PERSON", "ORG"}:
            return child
        if child.dep_ == "prep" and child.lower_ in {"of", "from"} and head.lemma_ in _MEMBERS:
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.ent_type_ in {"ORG", "NORP", "PERSON"}:
                    return inner
    return head


def _whole(person: Tokens) -> str:
    """The name of a person, its last word too where the parser left that out."""
    after = person.root.head
    if person.root.dep_ == "compound" and after.i == person.end and after.tag_ in {"NNP", "NNPS"}:
        return person.doc[person.start : after.i + 1].text
    return phrase_of(person.root).text


def _untitled(name: str) -> str:
    """A person's name without "President" and the like before it."""
    words = name.split()
    while len(words) > 1 and (words[0].lower() in lexicon() or is_title(words[0].lower())):
        words = words[1:]
    return " ".join(words)


def _is_candidate(token: Token) -> bool:
    if token.ent_type_:
        entity = entity_of(token)
        if entity is not None:
            return entity.root == token
        return token.ent_type_ == "NORP" and token.dep_ not in {"amod", "compound"}
    if token.lemma_ in _BODIES and token.pos_ == "NOUN":
        return token.dep_ not in {"compound", "nmod"}
    return token.tag_ == "NNS" and is_actor(token) and token.dep_ not in {"compound", "nmod"}


def _is_plural(token: Token) -> bool:
    return token.tag_ in {"NNS", "NNPS"} or token.ent_type_ in {"NORP", "ORG"}


def _listens(token: Token) -> bool:
    """True for the agency in "told Reuters": who hears something is not told about."""
    return token.dep_ in {"dobj", "dative"} and token.head.lemma_ == "tell"


def _is_town(token: Token) -> bool:
    return token.ent_type_ == "GPE" and load_countries().any(token.text) is None


def _acts_on(actor: Token, pronoun: Token) -> bool:
    """True for "police" and "them" in "police detained 25 of them": nobody acts on himself."""
    if pronoun.dep_ in {"nsubj", "nsubjpass", "poss"} or actor.dep_ not in {"nsubj", "agent"}:
        return False
    verb = next((t for t in pronoun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    while verb is not None and verb != actor.head:
        verb = verb.head if verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head != verb else None
    return verb is not None


def _is_short(head: Token) -> bool:
    """True for a last name, and for "the Observatory", but not for a name that has no article."""
    return head.ent_type_ == "PERSON" or _is_definite(head)


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in {"the", "this", "that"} for c in noun.children)
