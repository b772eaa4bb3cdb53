"""Pages of reports: filling in, what was handed in, checking it."""
