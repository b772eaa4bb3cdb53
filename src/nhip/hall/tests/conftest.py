"""The demonstration in the database; what a test changes is rolled back."""

import pytest


@pytest.fixture
def built(db: None) -> None:
    """The test starts in the world where the demonstration was built."""
