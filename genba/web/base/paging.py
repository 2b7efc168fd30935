"""The pages of a list in addresses."""

from django.http import HttpRequest

from genba.kit.paging import PAGE, Slice, slice_of

__all__ = ["PAGE", "Slice", "slice_of", "with_cursor"]


def with_cursor(request: HttpRequest, cursor: str) -> str:
    """The address of the same list with its filters, at a cursor."""
    query = request.GET.copy()
    query["after"] = cursor
    return f"{request.path}?{query.urlencode()}"
