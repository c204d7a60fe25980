import re

import pytest

from kg.errors import InputError
from kg.evaluate import evaluation_of, score
from kg.evaluate.browser import render_page, write_page
from kg.evaluate.scores import Figure
from kg.evaluate.stability import Stability
from kg.records import Document
from tests.evaluate import example


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    run = Stability("upper case", {"event": Figure(1, 2, 2)}, 3, 4)
    path = tmp_path_factory.mktemp("page") / "errors" / "page.html"
    write_page(path, example.evaluation(runs=(run,)), "sample & gold")
    return path


@pytest.fixture(scope="module")
def html(page):
    return page.read_text(encoding="utf-8")


@pytest.fixture
def opened(browser, page):
    browser.get(page.as_uri())
    return browser


def visible(browser, selector, part="element"):
    """The elements that are shown, or what a part of each says."""
    return browser.execute_script(
        "return [...document.querySelectorAll(arguments[0])]"
        f".filter((element) => element.checkVisibility()).map((element) => {part})",
        selector,
    )


def titles(browser):
    head = "element.querySelector('h4').lastChild.textContent.trim()"
    return visible(browser, ".row", head)


def choose(browser, field, value):
    browser.execute_script(
        "const s = document.getElementById(arguments[0]); s.value = arguments[1];"
        "s.dispatchEvent(new Event('change', {bubbles: true}));",
        field,
        value,
    )


def press(browser, keys):
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).send_keys(keys).perform()


def focused(browser):
    return browser.execute_script("return document.activeElement.id")


def test_the_page_asks_for_nothing_outside(html):
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", html)
    assert "http" not in html
    assert "@import" not in html


def test_what_stands_in_documents_is_text_and_never_markup(html):
    assert "&lt;Orlo&gt;" in html
    assert "<Orlo>" not in html
    assert "Velda &amp; burnt" in html
    assert "sample &amp; gold" in html


def test_a_script_in_a_document_does_not_run(browser, tmp_path):
    text = "<script>document.title = 'broken'</script> </style> Rebels left."
    gold = {"a": {"events": [], "claims": []}}
    evaluation = evaluation_of(score(gold, gold), [Document("a", text, "<b>title</b>")])
    path = tmp_path / "page.html"
    write_page(path, evaluation, "a")
    browser.get(path.as_uri())
    assert browser.title == "Evaluation of a"
    assert text in browser.find_element("css selector", ".lines").text


def test_a_page_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write_page(tmp_path / "file" / "page.html", example.evaluation(), "a")


def test_without_confidence_there_is_no_curve_and_the_page_says_so():
    gold = example.GOLD
    page = render_page(evaluation_of(score(gold, gold), example.DOCUMENTS), "a")
    assert "<svg" not in page
    assert "None of the predicted events has a confidence" in page


def test_the_page_opens_without_an_error_and_shows_all(opened):
    assert [e for e in opened.get_log("browser") if e["level"] == "SEVERE"] == []
    assert len(titles(opened)) == len(opened.find_elements("css selector", ".row")) == 10
    assert "10 events and claims in 3 documents, all" in opened.find_element("id", "shown").text
    width = opened.execute_script("return document.documentElement.scrollWidth - innerWidth")
    assert width <= 0


def test_gold_and_predicted_stand_side_by_side_on_the_text(opened):
    gold, predicted = opened.find_elements("css selector", "#d1 .lines p")[:2]
    assert gold.text == predicted.text == example.LINES["Army"]
    assert gold.rect["y"] == predicted.rect["y"]
    assert gold.rect["x"] < predicted.rect["x"]
    missed = gold.find_element("css selector", ".missed")
    spurious = predicted.find_element("css selector", ".spurious")
    right = gold.find_element("css selector", ".right")
    assert missed.text == "Army"
    colours = {e.value_of_css_property("background-color") for e in (missed, spurious, right)}
    assert len(colours) == 3


def test_a_mark_on_the_text_leads_to_its_event(opened):
    trigger = opened.find_element("css selector", "#d1 .lines a.trigger")
    anchor = trigger.get_attribute("href").partition("#")[2]
    trigger.click()
    row = opened.find_element("id", anchor)
    assert "AirStrike, told otherwise" in row.text
    top = opened.execute_script("return arguments[0].getBoundingClientRect().top", row)
    bar = opened.execute_script("return document.getElementById('filters').offsetHeight")
    assert bar <= top < 900


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("by-type", "Destruction", ["Destruction"]),
        ("by-type", "Arrest", ["Arrest"]),
        ("by-error", "type", ["Attack read as ArmedClash"]),
        ("by-error", "date", ["AirStrike, told otherwise"]),
        ("by-error", "claim-value", ["7 killed read as 7 or more killed"]),
        ("by-error", "right", ["Arrest"]),
        ("by-source", "note", ["Arrest", "Attack", "Attack", "Support"]),
    ],
)
def test_filters_leave_what_they_name(opened, field, value, expected):
    choose(opened, field, value)
    assert titles(opened) == expected
    shown = len(visible(opened, ".doc"))
    assert len(visible(opened, "#index tbody tr")) == shown < 3
    opened.find_element("id", "all").click()
    assert len(titles(opened)) == 10


def test_a_cell_of_the_matrix_shows_its_events(opened):
    cell = ".matrix button[data-gold='Attack'][data-predicted='ArmedClash']"
    opened.find_element("css selector", cell).click()
    assert titles(opened) == ["Attack read as ArmedClash"]
    assert "1 event or claim in 1 document" in opened.find_element("id", "shown").text
    cell = ".matrix button[data-gold='none'][data-predicted='Aid']"
    opened.find_element("css selector", cell).click()
    assert titles(opened) == ["Support read as Aid, of another family: missed and spurious"]


def test_every_number_of_the_matrix_is_the_number_of_its_events(opened):
    for button in opened.find_elements("css selector", ".matrix button"):
        opened.execute_script("arguments[0].click()", button)
        assert len(titles(opened)) == int(button.text), button.get_attribute("aria-label")


def test_the_page_is_read_with_the_keyboard_alone(opened):
    opened.find_element("tag name", "body").click()
    press(opened, "n")
    assert focused(opened) == "d1"
    press(opened, "jj")
    rows = visible(opened, "#d1 .row", "element.id")
    assert focused(opened) == rows[1]
    press(opened, "k")
    assert focused(opened) == rows[0]
    press(opened, "nn")
    assert focused(opened) == "d3"
    press(opened, "p")
    assert focused(opened) == "d2"
    press(opened, "/")
    assert focused(opened) == "by-type"
    press(opened, "Dest")  # letters in a field choose, they do not move
    choose(opened, "by-type", "Destruction")
    assert titles(opened) == ["Destruction"]
    press(opened, "\ue00c")
    assert len(titles(opened)) == 10


def test_columns_of_the_index_sort(opened):
    def names():
        return visible(opened, "#index tbody a", "element.textContent")

    assert names() == ["wire-1", "note-2", "note-3"]
    head = opened.find_elements("css selector", "#index thead th")
    head[0].find_element("css selector", "button").click()
    assert names() == ["note-2", "note-3", "wire-1"]
    head[6].find_element("css selector", "button").click()  # events in gold, most first
    assert names() == ["wire-1", "note-2", "note-3"]
    assert head[6].get_attribute("aria-sort") == "descending"
    head[6].find_element("css selector", "button").click()
    assert names() == ["note-3", "note-2", "wire-1"]


def test_the_curve_stands_where_the_bins_say(opened):
    dots = opened.find_elements("css selector", ".curve.c1 circle")
    assert [(d.get_attribute("cx"), d.get_attribute("cy")) for d in dots[:4]] == [
        ("36.0", "240.0"),
        ("84.0", "240.0"),
        ("132.0", "0.0"),
        ("228.0", "0.0"),
    ]


def test_tables_are_there(opened):
    assert "0.500" in opened.find_element("id", "stability").text
    assert "ArmedClash" in opened.find_element("id", "types").text
    assert "Kestrian Wire" in opened.find_element("id", "sources").text
    assert "1.000 (1 in 1 document)" in opened.find_element("tag name", "header").text
