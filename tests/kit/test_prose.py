"""What somebody typed is a piece of a page and does nothing there."""

import pytest

from genba.kit.prose import as_html

ACTS = (
    "<script",
    "<img",
    "<iframe",
    "<svg",
    "<style",
    "javascript:",
    "vbscript:",
    "data:text",
    " onclick",
    " onerror",
    " onload",
)


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<SCRIPT SRC=https://elsewhere.example/x.js></SCRIPT>",
     "![a](https://elsewhere.example/p.png)", "<iframe src='https://elsewhere.example'></iframe>",
     "<a href='https://example.org/' onclick='y'>z</a>", "<style>p{}</style>", "<svg><a xlink:href='javascript:x'>z</a></svg>",
     "<svg onload=alert(1)>", "<math><mtext><script>x</script></mtext></math>", "<div><img src=x onerror=y></div>"],
)  # fmt: skip
def test_what_could_act_is_gone(typed: str) -> None:
    html = str(as_html(f"Before {typed} after", pictures=False)).lower()

    assert not [mark for mark in ACTS if mark in html]
    assert "before" in html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:x", "data:text/html;base64,PHNjcmlwdD4=", "vbscript:x", "file:///etc/passwd"]
)  # fmt: skip
def test_a_link_leads_to_pages_and_mail_only(address: str) -> None:
    for html in (as_html(f"[a]({address})", pictures=False), as_html(f'<a href="{address}">a</a>', pictures=False)):
        assert "href=" not in str(html), html


def test_a_link_tells_the_place_it_leads_to_nothing() -> None:
    assert 'rel="noopener noreferrer"' in str(as_html("[a](https://example.org/)", pictures=False))


def test_a_wide_table_scrolls_by_itself() -> None:
    assert '<div class="scroll" tabindex="0"><table class="table">' in str(as_html("| a |\n|---|\n| b |"))
