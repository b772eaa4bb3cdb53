"""The worker's process: tasks and the schedule."""

import os
import signal

import django

YIELDS = 10  # how much it gives way: a picture is made while nobody waits for it


def main() -> None:
    """Work until told to stop."""
    os.nice(YIELDS)
    django.setup()
    from nhip.kit.tasks.worker import Worker

    worker = Worker()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, worker.stop)
    worker.run()


if __name__ == "__main__":
    main()
