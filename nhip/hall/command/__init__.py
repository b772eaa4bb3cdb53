"""The `nhip` command: one word says what to do."""
