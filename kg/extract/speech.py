"""Speech events: who speaks is the agent, and no source of the report."""

from dataclasses import replace

from kg.extract.modality import SPEECH
from kg.iri import normal_name
from kg.records import EventReport, Mention


def with_speaker(report: EventReport) -> EventReport:
    """The report; of a speech event the speaker as an agent and only other voices as sources.

    In a minister's statement ("X said: We condemn …") the speaker stands outside the sentence.
    """
    if report.type not in SPEECH:
        return report
    agents = list(report.agents)
    sources: list[Mention] = []
    for source in report.attributed_to:
        if any(_same(source, agent) for agent in agents):
            continue
        told = any(span.contains(source.span) for span in report.evidence)
        (sources if told else agents).append(source)
    return replace(report, agents=tuple(agents), attributed_to=tuple(sources))


def _same(one: Mention, other: Mention) -> bool:
    if one.span.overlaps(other.span):
        return True
    words, others = set(normal_name(one.name).split()), set(normal_name(other.name).split())
    return words <= others or others <= words
