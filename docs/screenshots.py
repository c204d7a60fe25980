"""Makes the pictures in docs/ from a running server: ``python docs/screenshots.py URL``.

Needs selenium and the Debian packages chromium and chromium-driver.
"""

import base64
import re
import sys
import time
import urllib.request
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

HERE = Path(__file__).parent
WIDTH = 1200


def first_event(url: str) -> str:
    """The page of the event that the start page names first with a toll."""
    html = urllib.request.urlopen(url + "/").read().decode()
    lines = html.split('class="event-line"')[1:]
    line = next((text for text in lines if 'class="toll"' in text), lines[0])
    found = re.search(r'href="/id/(event/\w+)"', line)
    if not found:
        raise SystemExit(f"{url} shows no event")
    return f"/page/{found.group(1)}"


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
    event = first_event(url)
    for name, path, height in (("start", "/", 900), ("event", event, 1150)):
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
