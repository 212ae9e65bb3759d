"""What all tests of this folder share: they build, each in a folder of its own."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def _parsed_once(parsed_by_dbt: None) -> None:
    """No build parses the models again."""
