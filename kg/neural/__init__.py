"""The trained extractor's network at work: word pieces, windows, ONNX sessions, proposals.

Knows nothing of spaCy: it is given sentences as words, and returns what the network proposes about
them. :mod:`kg.extract` decides what becomes a record.
"""
