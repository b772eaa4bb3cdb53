"""The demonstration in the database; what a test changes is rolled back."""

import pytest

from tests import worlds


@pytest.fixture
def built(db: None) -> set[str]:
    """The test starts in the world where the demonstration was built; what wrote past the actions then."""
    told: set[str] = worlds.objects("demo")
    return told
