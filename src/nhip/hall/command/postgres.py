"""PostgreSQL's own programs that copy a database: what they need to be told, and their one refusal."""

import os
import subprocess

from nhip.hall.command.database import Database
from nhip.hall.command.folder import CommandRefused
from nhip.hall.command.language import _

VARIABLES = {
    "NAME": "PGDATABASE",
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
}


def run_beside(database: Database, program: str, *words: str) -> None:
    """Run `pg_dump` or `pg_restore`; the password is told past the list of processes. Raises CommandRefused."""
    told = {VARIABLES[name]: str(database.named[name]) for name in VARIABLES}  # type: ignore[literal-required]
    told |= {f"PG{name.upper()}": str(value) for name, value in database.options.items()}
    environment = os.environ | {name: value for name, value in told.items() if value}
    try:
        done = subprocess.run(
            [program, *words], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise CommandRefused(
            _("{program} is missing. Type: apt-get install postgresql-client").format(
                program=program
            )
        ) from error
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [str(done.returncode)])[0]
        raise CommandRefused(f"{program}: {reason}")
