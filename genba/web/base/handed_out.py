"""Files that a page hands out: a PDF to look at, a table to keep."""

from collections.abc import Iterable
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response

from genba.kit.sheets import Column, export_csv

CSV = "text/csv; charset=utf-8"
JPEG, PNG = "image/jpeg", "image/png"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """Opened in the browser; `name` without its ending."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def as_download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file that somebody brought: kept by whoever takes it, never opened within the product. `name` with its ending."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def as_zip(content: IO[bytes], name: str) -> FileResponse:
    """A file of many, sent piece by piece and closed at the end. `name` without its ending."""
    answer = FileResponse(content, content_type="application/zip", as_attachment=True, filename=f"{name}.zip")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def as_kept(request: HttpRequest, file: str, *, kind: str, cache: str) -> HttpResponse:
    """A file that the storage keeps by its content: sent once, and afterwards only said to be the same. Http404 where it is gone.

    cache: what the Cache-Control of the answer says.
    """
    etag = f'"{file.rpartition("/")[2]}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            with default_storage.open(file) as kept:
                answer = HttpResponse(kept.read(), content_type=kind)
        except FileNotFoundError:
            raise Http404 from None
    answer["ETag"], answer["Cache-Control"] = etag, cache
    return answer


def as_csv(rows: Iterable[Any], columns: list[Column], name: str) -> StreamingHttpResponse:
    """All rows, written as they are read; nothing is kept in memory. `name` without its ending."""
    answer = StreamingHttpResponse(export_csv(rows, columns), content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
