"""The arithmetic of docs/scaling.md is made from figures, wherever the benchmark puts them."""

import json
from pathlib import Path

import pytest

from bench import scaling

RESULTS = {
    "medians": {
        "sqlite": {"made": {"10000": {"first gzip": {"p50_ms": 999}}}},
        "postgresql": {
            "made": {"10000": {"first gzip": {"p50_ms": 4.0}}},
            "kept": {
                "10000": {
                    "kept": {"p50_ms": 0.5},
                    "304": {"p50_ms": 0.4},
                    "member": {"p50_ms": 8.0},
                }
            },
            "written": {
                "10000": {"reply": {"c1": {"p50_ms": 8.0}, "c8": {"p50_ms": 40.0, "rps": 200}}}
            },
        },
    }
}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the page that the arithmetic may write into, with these results beside it."""
    page, results = tmp_path / "scaling.md", tmp_path / "results.json"
    page.write_text(scaling.PAGE.read_text())
    results.write_text(json.dumps(RESULTS))
    monkeypatch.setattr(scaling, "PAGE", page)
    monkeypatch.setattr(scaling, "RESULTS", results)
    return page


def test_the_table_stands_between_its_marks_and_replaces_the_one_before(page: Path) -> None:
    before = page.read_text().partition(scaling.BEGIN)[0]
    scaling.main()
    once = page.read_text()
    scaling.main()
    assert page.read_text() == once
    assert once.startswith(before)
    assert "| a member’s first screen | 8.00 ms |" in once
    assert "300 a second" in once  # pages made by two cores that are busy for 60 %


def test_a_process_is_busy_for_as_long_as_its_answers_take() -> None:
    day = {"readers": 86_400, "pages_a_second": 100, "writes_a_second": 2, "kept": 0.5}
    day |= {"made": 0.5, "proxy": 0.5, "asked": 0.4, "proxy_made": 0.1}
    took = {"kept": 1.0, "304": 1.0, "made": 9.0, "member": 21.0, "reply": 10.0}
    # 95 pages of visitors at 5 ms, or 1.3 ms behind nginx; 5 of members; 2 replies
    [row] = scaling.sizes([day], took).splitlines()[2:]
    assert "| 0.60 |" in row
    assert "| 0.25 |" in row


def test_what_was_not_measured_is_said() -> None:
    with pytest.raises(KeyError, match="member"):
        scaling.find({"postgresql": {}}, ("postgresql", "member"))
