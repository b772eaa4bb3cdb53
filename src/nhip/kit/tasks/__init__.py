"""Work for later, and work that comes round."""


def later(name: str, **kwargs: object) -> None:
    """Have the worker call the function of this dotted name once the transaction is committed.

    The row that asks for it is written in the same transaction: both are kept, or neither.
    Arguments are plain values (ids, not objects). The function must bear being called twice.
    """
    from nhip.kit.tasks.tasks import call

    call.enqueue(name, kwargs)
