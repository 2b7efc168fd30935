"""Gather every string that people read into genba/locale, one file per language.

python scripts/messages.py            update the .po files; new strings are empty, gone ones are dropped
python scripts/messages.py --missing  list what is not yet translated, as JSON per language
"""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "genba" / "locale"
LANGUAGES = ("fr", "es", "ar")
METHODS = [("**/migrations/**", "ignore"), ("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"**/templates/**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}}
KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "N_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip


def gather() -> Catalog:
    """Every string of the code and the templates, with where it stands."""
    template = Catalog(project="genba", charset="utf-8", header_comment="# The strings of genba.")
    found = extract_from_dir(str(ROOT / "genba"), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("For translators:",))
    for path, _line, message, comments, context in sorted(found, key=lambda f: (f[0], f[1])):
        template.add(message, locations=[(f"genba/{path}", None)], auto_comments=comments, context=context)
    for path, definition in defined_in_docstrings():
        template.add(definition, locations=[(path, None)])
    return template


def defined_in_docstrings() -> Iterator[tuple[str, str]]:
    """What indicators count: the first paragraph of the docstring of each, where it stands."""
    for file in [
        *sorted((ROOT / "genba/impact/indicators").glob("*.py")),
        *sorted((ROOT / "genba").glob("*/indicators.py")),
    ]:
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and any("indicator" in ast.dump(d) for d in node.decorator_list):
                paragraph = (ast.get_docstring(node) or "").partition("\n\n")[0]
                yield str(file.relative_to(ROOT)), " ".join(paragraph.split())


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="genba", charset="utf-8")
    with path.open("rb") as text:
        return read_po(text, locale=language)


def update(language: str, template: Catalog) -> Catalog:
    """The language's file with the strings of today; nothing is guessed from similar ones."""
    catalog = load(language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = "# The strings of genba. See CONTRIBUTING.md for how to translate."
    catalog.fuzzy = False
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    with path_of(language).open("wb") as text:
        write_po(text, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False, ignore_obsolete=True)
    return catalog


def missing(catalog: Catalog) -> list[object]:
    """Messages without a (complete) translation, plural ones as pairs."""
    empty = []
    for message in catalog:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (not all(texts) or (message.pluralizable and len(texts) < catalog.num_plurals)):
            empty.append(message.id)
    return empty


def main() -> None:
    if "--missing" in sys.argv:
        print(json.dumps({lang: missing(load(lang)) for lang in LANGUAGES}, ensure_ascii=False, indent=1))
        return
    template = gather()
    for language in LANGUAGES:
        catalog = update(language, template)
        print(f"{language}: {len(missing(catalog))} of {len(template)} to translate")


if __name__ == "__main__":
    main()
