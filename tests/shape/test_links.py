"""Who follows a link in our papers arrives somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(paper: Path) -> None:
    links = [link for link in LINK.findall(paper.read_text(encoding="utf-8")) if "://" not in link]

    assert [link for link in links if not (paper.parent / link).exists()] == []
