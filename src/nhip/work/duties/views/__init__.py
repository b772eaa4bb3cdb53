"""Pages of what is owed, and of the regimes that ask for it."""
