"""The extractor ``llm``: a language model behind an OpenAI-compatible endpoint reads the document.

The model names sentences by number and quotes words; every offset is computed here, and what the
document does not say is dropped and counted. It works only where the setting ``extractors`` names
it.
"""
