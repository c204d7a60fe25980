import json
import time

import pytest

from tests.serve.test_pages import event

pytestmark = pytest.mark.usefixtures("browser")


READY = "!!(window.kgEditor && document.querySelector('.CodeMirror'))"


def wait(browser, script, seconds=15):
    """The first true value of a script's expression."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = browser.execute_script(f"return {script}")
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{script} stayed false; console: {browser.get_log('browser')}")


def requests(browser):
    """Every address that was asked for since the log was last read."""
    found = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            found.append(message["params"]["request"]["url"])
    return found


def foreign(browser, server):
    return [
        url
        for url in requests(browser)
        if not url.startswith((server.url + "/", "data:", "about:", "chrome"))
    ]


def errors(browser):
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def test_the_start_page_shows_in_a_browser(browser, server):
    browser.get(server.url + "/")
    assert "Armed conflict" in browser.find_element("css selector", "h1").text
    assert browser.find_elements("css selector", ".event-line")
    background = "getComputedStyle(document.body).backgroundColor"
    light = browser.execute_script(f"return {background}")
    media = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    assert browser.execute_script(f"return {background}") != light
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert foreign(browser, server) == []
    assert errors(browser) == []


def test_the_event_page_shows_marked_evidence(browser, server):
    browser.get(server.url + event("Air strike by Kestrian air force"))
    quote = browser.find_element("css selector", "blockquote.evidence")
    trigger = quote.find_element("css selector", ".m-trigger")
    source = quote.find_element("css selector", ".m-source")
    assert trigger.text == "bombed"
    assert source.text == "Kestrian Observatory for Human Rights"
    colours = {e.value_of_css_property("background-color") for e in (trigger, source, quote)}
    assert len(colours) == 3
    quote.find_element("css selector", ".context").click()
    assert "#char=0," in browser.current_url
    assert "/page/doc/" in browser.current_url
    assert foreign(browser, server) == []


@pytest.mark.parametrize("path", ["/", "/events", "/sources", "/query", "event", "/page/ontology"])
def test_no_page_is_wider_than_a_phone(browser, server, path):
    metrics = {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        path = event("Air strike by Kestrian air force") if path == "event" else path
        browser.get(server.url + path)
        width = browser.execute_script("return document.documentElement.scrollWidth")
        assert width <= 360
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_an_example_runs_in_the_editor_and_links_to_this_server(browser, server):
    browser.get(server.url + "/query")
    wait(browser, READY)
    browser.find_element("css selector", "[data-example='08-several-documents']").click()
    wait(browser, "document.querySelectorAll('.yasr table tbody tr').length === 1")
    cells = browser.find_element("css selector", ".yasr table tbody tr").text
    assert "Air strike by Kestrian air force" in cells
    link = browser.find_element("css selector", ".yasr a.iri").get_attribute("href")
    assert link.startswith(server.url + "/id/event/")
    assert foreign(browser, server) == []
    assert errors(browser) == []


def test_a_wrong_query_shows_where_it_is_wrong(browser, server):
    browser.get(server.url + "/query?query=" + "SELECT * { ?s ?p }".replace(" ", "%20"))
    wait(browser, READY)
    browser.execute_script("kgEditor.getTab().query().catch(() => {})")
    shown = "(document.querySelector('.yasr .errorResult') || {}).innerText"
    assert "line 1, column 19" in wait(browser, shown)


def test_completion_knows_our_terms_and_asks_nobody(browser, server):
    browser.get(server.url + "/query")
    wait(browser, READY)
    browser.execute_script(
        """
        const editor = kgEditor.getTab().getYasqe();
        editor.setValue("PREFIX ck: <https://w3id.org/conflict-kg/ontology#>\\n"
                        + "SELECT * { ?e a ck:AirS }");
        editor.setCursor({ line: 1, ch: 23 });
        editor.autocomplete();
        """
    )
    hint = "Array.from(document.querySelectorAll('.CodeMirror-hint')).map(e => e.innerText).join()"
    assert "ck:AirStrike" in wait(browser, hint)
    browser.execute_script(
        """
        const editor = kgEditor.getTab().getYasqe();
        editor.setValue("PREFIX ck: <https://w3id.org/conflict-kg/ontology#>\\n"
                        + "SELECT * { ?e ck:attri ?x }");
        editor.setCursor({ line: 1, ch: 22 });
        editor.autocomplete();
        """
    )
    assert "ck:attributedTo" in wait(browser, f"{hint}.includes('attributedTo') && {hint}")
    assert foreign(browser, server) == []
