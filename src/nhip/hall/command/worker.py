"""The worker's process: tasks and the schedule."""

import signal

import django


def main() -> None:
    """Work until told to stop."""
    django.setup()
    from nhip.kit.tasks.worker import Worker

    worker = Worker()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, worker.stop)
    worker.run()


if __name__ == "__main__":
    main()
