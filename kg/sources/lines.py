"""A text as its lines, with their offsets."""

from dataclasses import dataclass

from kg.records import Span

HEAD_LINES = 12  # lines with text in which a title, byline or dateline is looked for
TAIL_LINES = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One line that has text, without the white space at its ends."""

    number: int  # of the line in the text, blank lines counted, from 0
    begin: int  # code points
    text: str

    @property
    def span(self) -> Span:
        """The line's characters in the text."""
        return Span(self.begin, self.begin + len(self.text))


def text_lines(text: str) -> tuple[Line, ...]:
    """Every line of a text that is not blank; a carriage return counts as white space."""
    found: list[Line] = []
    offset = 0
    for number, line in enumerate(text.split("\n")):
        stripped = line.strip()
        if stripped:
            indent = len(line) - len(line.lstrip())
            found.append(Line(number, offset + indent, stripped))
        offset += len(line) + 1
    return tuple(found)
