"""Makes the pictures in docs/ from a running server: ``python docs/screenshots.py URL``.

Needs selenium and the Debian packages chromium and chromium-driver.
"""

import base64
import json
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

HERE = Path(__file__).parent
WIDTH = 1200


QUERY = """SELECT ?e (COUNT(DISTINCT ?where) AS ?places) (COUNT(DISTINCT ?source) AS ?sources) {
  ?e a ck:Violence ; ck:status ck:Asserted ; ck:place ?where ; ck:earliest ?day .
  ?claim ck:about ?e . ?claim ck:attributedTo ?source
} GROUP BY ?e ORDER BY DESC(?sources) DESC(?places) ?e LIMIT 1"""


def best_event(url: str) -> str:
    """The page of an event with a day, with most sources of its tolls and most places."""
    address = f"{url}/sparql?format=json&query={urllib.parse.quote(QUERY)}"
    found = json.load(urllib.request.urlopen(address))["results"]["bindings"]
    if not found:
        raise SystemExit(f"{url} has no event with place, day and tolls")
    return "/page/event/" + found[0]["e"]["value"].rsplit("/", 1)[-1]


def picture(driver: webdriver.Chrome, name: str, height: int) -> None:
    """Save the top of the page."""
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}
    shot = driver.execute_cdp_cmd(
        "Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip}
    )
    (HERE / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))


def main(url: str) -> None:
    """Take all pictures."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-gpu"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    metrics = {"width": WIDTH, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    event = best_event(url)
    for name, path, height in (("start", "/", 900), ("event", event, 1420)):
        driver.get(url + path)
        picture(driver, name, height)
    driver.find_element("css selector", ".report h3 a").click()
    picture(driver, "document", 900)
    driver.get(url + "/query")
    time.sleep(1)
    driver.find_element("css selector", "[data-example='02-claims']").click()
    time.sleep(2)
    picture(driver, "query", 1000)
    driver.quit()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
