"""The error browser: an evaluation as one HTML page that needs no server and no network."""

from kg.evaluate.browser.page import render_page, write_page

__all__ = ["render_page", "write_page"]
