"""From annotated documents to the weights that the package carries; see README.md here."""
