"""The one task behind `later`: call a function by its dotted name."""

from django.utils.module_loading import import_string
from django_tasks import task


@task
def call(name: str, kwargs: dict[str, object]) -> None:
    """Call the function; what it returns is nobody's business."""
    import_string(name)(**kwargs)
