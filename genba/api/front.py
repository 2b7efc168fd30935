"""The front of the API: what is the same for every operation. Entity tags, problems, its own description."""

from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from genba.api.keys import PerMinute, Session, Token
from genba.api.problems import Blind, Changed, Problem, handle_all

SEEN_BY = "Authorization, Cookie, Accept-Language"


class Front(NinjaAPI):
    """JSON with a strong entity tag on everything that is read, and problem details for everything that is not."""

    def __init__(self) -> None:
        super().__init__(
            title="genba", version="1", urls_namespace="api-v1", docs_url=None, auth=[Token(), Session()], throttle=PerMinute(),
            description="A programme that improves small enterprises and shows what changed. Lists come in pages: send "
                        "`next` as `after`. What you edit, send with the `version` you saw (409 if it is older), or with "
                        "If-Match (412). What goes wrong comes as problem details (RFC 9457).",
        )  # fmt: skip
        handle_all(self)

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        """As JSON. Whoever has the same already gets 304 and no body."""
        answer = super().create_response(request, data, **options)
        answer["Vary"] = SEEN_BY
        answer["Cache-Control"] = "private, no-cache"
        if request.method not in ("GET", "HEAD") or answer.status_code != 200:
            return answer
        answer["ETag"] = tag_of(answer.content)
        told = get_conditional_response(request, etag=answer["ETag"], response=answer)
        return told or answer

    def seen(self, request: HttpRequest, now: Any, version: int | None) -> int:
        """The version that an edit was made from: as sent, or that of the state which If-Match names.

        `now` is what reading the thing gives, with its version. Changed (412) when If-Match names another state than
        that, Blind (428) when the edit says neither.
        """
        tags = [tag.strip() for tag in request.headers.get("If-Match", "").split(",") if tag.strip()]
        if not tags and version is None:
            raise Blind
        body = self.renderer.render(request, now.model_dump(), response_status=200).encode()
        # Compression on the way makes a tag weak; the bytes within are the same, so the mark is overlooked.
        if tags and "*" not in tags and tag_of(body) not in [tag.removeprefix("W/") for tag in tags]:
            raise Changed
        return int(now.version) if version is None else version

    def get_openapi_operation_id(self, operation: Any) -> str:
        return str(operation.view_func.__name__)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description, with what is the same everywhere said once: problems, and 304 for what is read."""
        schema = super().get_openapi_schema(**options)
        schema["components"].setdefault("schemas", {}).update(_problem_schemas())
        problem = {"description": "Problem details", "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}  # fmt: skip
        for path in schema["paths"].values():
            for method, operation in path.items():
                operation["responses"]["4XX"] = problem
                if method == "get":
                    operation["responses"][304] = {"description": "Not changed"}
        return schema


def tag_of(body: bytes) -> str:
    """A strong entity tag: the same bytes, the same tag."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def _problem_schemas() -> dict[str, Any]:
    whole = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    parts: dict[str, Any] = whole.pop("$defs", {})
    return {**parts, "Problem": whole}


front = Front()
