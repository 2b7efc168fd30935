"""The pages of a list in addresses."""

from urllib.parse import urlencode

from django.http import HttpRequest

from genba.kit.paging import PAGE, Slice, slice_of

__all__ = ["PAGE", "Slice", "slice_of", "with_cursor"]


def with_cursor(request: HttpRequest, cursor: str) -> str:
    """The address of the same list with its filters, at a cursor."""
    kept = [(name, value) for name, values in request.GET.lists() if name != "after" for value in values]
    return f"{request.path}?{urlencode([*kept, ('after', cursor)])}"
