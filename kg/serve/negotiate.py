"""Content negotiation: which of the offered forms an Accept header likes best."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.store.query import Format


@dataclass(frozen=True, slots=True)
class Range:
    """One media range of an Accept header with its quality."""

    main: str
    sub: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """0 where the range does not cover the type, else higher the more exactly it names it."""
        main, _, sub = media_type.partition("/")
        if (self.main, self.sub) == (main, sub):
            return 3
        if (self.main, self.sub) == (main, "*"):
            return 2
        return 1 if (self.main, self.sub) == ("*", "*") else 0


def parse_accept(header: str | None) -> tuple[Range, ...]:
    """The media ranges of a header; no header or an empty one accepts everything."""
    ranges = []
    for part in (header or "").split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        main, slash, sub = media.partition("/")
        if slash and main and sub:
            ranges.append(Range(main, sub, _quality(parameters)))
    return tuple(ranges) or (Range("*", "*", 1.0),)


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def quality(ranges: Sequence[Range], media_type: str) -> float:
    """How much the most specific range that covers the type likes it; 0 is a refusal."""
    best = max(ranges, key=lambda r: r.specificity(media_type))
    return best.quality if best.specificity(media_type) else 0.0


def choose(header: str | None, offers: Sequence[str]) -> str | None:
    """The offered media type with the highest quality, the earlier offer winning a tie."""
    ranges = parse_accept(header)
    rated = [(quality(ranges, offer), -place, offer) for place, offer in enumerate(offers)]
    score, _, offer = max(rated)
    return offer if score > 0 else None


def choose_format(header: str | None, formats: Sequence[Format]) -> tuple[Format, str] | None:
    """The best format and the name to answer with: the alias where the client asked for it.

    An alias counts only where the header names it exactly: ``*/*`` never brings one.
    """
    ranges = parse_accept(header)
    rated = []
    for place, form in enumerate(formats):
        rated.append((quality(ranges, form.media_type), 1, -place, form, form.media_type))
        for alias in form.aliases:
            exact = [r.quality for r in ranges if r.specificity(alias) == 3]
            if exact:
                rated.append((max(exact), 0, -place, form, alias))
    score, _, _, form, media_type = max(rated, key=lambda entry: entry[:3])
    return (form, media_type) if score > 0 else None


def by_name(name: str, formats: Sequence[Format]) -> Format | None:
    """The format of that name, alias or media type, as in ``?format=csv``."""
    wanted = name.strip().lower().replace(" ", "+")
    for form in formats:
        if wanted in (form.name, form.media_type):
            return form
    return next((form for form in formats if wanted in form.aliases), None)
