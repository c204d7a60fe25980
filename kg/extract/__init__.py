"""Extractors: events, their arguments and casualty claims out of analysed documents."""
