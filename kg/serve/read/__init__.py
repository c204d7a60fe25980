"""What the pages read from the graph, as records; every query is here."""
