"""Files that a browser keeps for good, because their names change with them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class Statics(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also where one module imports another: the imports lead to the names that change."""

    support_js_module_import_aggregation = True
