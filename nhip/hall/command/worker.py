"""The worker's process: tasks and the schedule."""

import signal

import django

from nhip.kit.tasks.worker import Worker


def main() -> None:
    worker = Worker()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, worker.stop)
    worker.run()


if __name__ == "__main__":
    django.setup()
    main()
