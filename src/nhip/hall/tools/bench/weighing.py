"""How many bytes reports and their figures take in the database, indexes with them."""

from django.db import connection

ROOMS = ("reports_", "indicators_")
WITHOUT = ("indicators_indicator", "indicators_breakdown")  # definitions


def bytes_of_reports() -> int:
    """Return the bytes of all tables that reports and their figures fill."""
    with connection.cursor() as cursor:
        names = [
            name
            for name in connection.introspection.table_names(cursor)
            if name.startswith(ROOMS) and name not in WITHOUT
        ]
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT sum(pg_total_relation_size(t::regclass)) FROM unnest(%s::text[]) t", [names]
            )
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE aggregate = 1 AND name IN"  # noqa: S608
                f" (SELECT name FROM sqlite_master WHERE tbl_name IN ({marks}))",
                names,
            )
        return int(cursor.fetchone()[0])
