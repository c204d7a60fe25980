"""What many tests share: the store that the seed documents make."""

from pathlib import Path

import pytest

from kg.config import Config
from kg.pipeline import BuildReport, build
from kg.sources import load_documents
from kg.store import StoreDirectory

ROOT = Path(__file__).parent.parent
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
