"""What many tests share: the store that the seed documents make, and a browser."""

import os
import shutil
from pathlib import Path

import pytest

from kg.config import Config
from kg.pipeline import BuildReport, build
from kg.sources import load_documents
from kg.store import StoreDirectory

ROOT = Path(__file__).parent.parent
CHROMIUM = "/usr/bin/chromium"
CHROMEDRIVER = "/usr/bin/chromedriver"
ARTICLE = "000_41a8fdfbb5ce15d5"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-seeds",
        action="store_true",
        help="rewrite the expected graph of the seed article and the answers in README.md",
    )


@pytest.fixture(scope="session")
def seed_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[StoreDirectory, BuildReport]:
    """The store of all seed documents, and what its build reported."""
    store = StoreDirectory(tmp_path_factory.mktemp("seeds") / "store")
    return store, build(load_documents([ROOT / "seeds"]), store, Config(processes=1))


@pytest.fixture(scope="session")
def seed_store(seed_build: tuple[StoreDirectory, BuildReport]) -> StoreDirectory:
    """The store of all seed documents."""
    return seed_build[0]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """Headless Chromium that keeps a log of every request, for the whole session."""
    missing = [p for p in (CHROMIUM, CHROMEDRIVER) if not shutil.which(p)]
    if missing:
        text = f"{', '.join(missing)} not found; install the packages chromium and chromium-driver"
        if os.environ.get("KG_REQUIRE_BROWSER") == "1":
            pytest.fail(text)
        pytest.skip(text)
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    profile = tmp_path_factory.mktemp("profile")
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--window-size=1280,1000",
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))
    driver.set_page_load_timeout(30)
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium):
    """The browser on an empty page, with empty logs."""
    chromium.get("about:blank")
    for log in ("performance", "browser"):
        chromium.get_log(log)
    return chromium
