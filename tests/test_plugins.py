"""Plug-ins are found by entry point; one that is broken is told by name."""

from importlib.metadata import EntryPoint

import pytest

from kg import plugins
from kg.errors import PluginError


def test_our_own_parts_are_plug_ins():
    found = {(p.group, p.name): p for p in plugins.survey()}
    for key in (
        ("kg.extractors", "llm"),
        ("kg.extractors", "rules"),
        ("kg.exporters", "jsonld"),
        ("kg.validators", "pyshacl"),
        ("kg.validators", "shacl"),
    ):
        assert found[key].error is None
        assert found[key].origin.startswith("conflict-kg ")


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(PluginError, match="there are: pyshacl, shacl"):
        plugins.load("kg.validators", "nothing")


def test_a_plug_in_that_cannot_be_imported_is_told_and_the_others_are_kept(monkeypatch):
    broken = EntryPoint("broken", "kg.nowhere:Thing", "kg.extractors")
    real = plugins.entry_points
    monkeypatch.setattr(plugins, "entry_points", lambda group: [*real(group=group), broken][-2:])
    errors = {p.name: p.error for p in plugins.survey() if p.group == "kg.extractors"}
    assert "kg.nowhere" in str(errors["broken"])
    assert errors["rules"] is None
