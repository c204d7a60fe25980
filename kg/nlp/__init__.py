"""spaCy, sentences, numbers and dates: what the extractors read a document through."""
