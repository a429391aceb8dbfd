"""The log as files: whole, harmless to spreadsheets, and enough to check the chain with."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment
from forum.moderation import export, proof
from forum.moderation.actions import decide
from forum.moderation.actions.record import Decision, record
from forum.moderation.models import Act, LogEntry, Rule, Scope
from tests.cast import client_of, make_comment, make_members

DOCS = Path(__file__).parents[2] / "docs/moderation.md"


@pytest.fixture
def hidden(comment: Comment, moderator: User, personal: Rule) -> LogEntry:
    return decide.hide(moderator, comment, personal, "It is about the man.")


def fetch(suffix: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/moderation/log.{suffix}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetch("csv").removeprefix("\ufeff"))))


def entries() -> list[dict[str, object]]:
    return json.loads(fetch("json"))["entries"]


def test_an_act_stands_in_both_files(hidden: LogEntry) -> None:
    (row,) = rows()
    assert row["by"] == "Wilma Jansen"
    assert (row["act"], row["scope"], row["automated"]) == ("hide", "comment", "no")
    assert (row["rule"], row["version"]) == ("3. No personal remarks", "1")
    assert row["address"] == f"http://testserver{hidden.article.get_absolute_url()}"
    (entry,) = entries()
    assert (entry["record"], entry["hash"]) == (hidden.record, row["hash"])


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_nobody_is_named_and_nothing_of_theirs_is_quoted(
    hidden: LogEntry, moderator: User, personal: Rule, suffix: str
) -> None:
    comment = hidden.comment
    assert comment
    decision = Decision(moderator, personal, "Once more, and it is a silence.")
    about = {"article": comment.article, "comment": comment, "member": comment.author}
    record(Act.WARN, Scope.MEMBER, decision, **about)
    Article.objects.update(state=ArticleState.HIDDEN)
    for client in (Client(), client_of(moderator)):
        text = fetch(suffix, client)
        for secret in ("Gregor", "gregor", comment.source, hidden.salt, comment.article.title):
            assert secret not in text


def test_an_outsider_can_check_the_chain_with_the_lines_in_the_docs(
    article: Article, hidden: LogEntry, moderator: User, personal: Rule, tmp_path: Path
) -> None:
    for member in make_members(3):
        decide.hide(moderator, make_comment(member, article), personal, "‘Ähnlich’, he says.")
    code = re.search(r"```python\n(.*?log\.json.*?)```", DOCS.read_text(), re.DOTALL)
    assert code
    (tmp_path / "log.json").write_text(fetch("json"))

    def check() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code[1]]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    assert check().stdout == f"4 {proof.head().hash}\n"
    changed = (tmp_path / "log.json").read_text().replace("he says", "she says", 1)
    (tmp_path / "log.json").write_text(changed)
    assert "entry 2" in check().stderr


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        '"=1+1"',
        "'=1",
        " =1",
        "＝1+1",
        "‘=1",
    ],
)
def test_no_cell_begins_a_formula(hidden: LogEntry, cell: str) -> None:
    assert export.harmless(cell) == f"'{cell}"
    LogEntry.objects.update(reason=cell)
    assert rows()[0]["reason"] == f"'{cell}"


@pytest.mark.parametrize("cell", ["It is = to it", "a - b", 12, "‘Fine’, he said", "1 + 1"])
def test_other_cells_stay_as_they_are(cell: object) -> None:
    assert export.harmless(cell) == str(cell)


def test_quotes_and_separators_end_no_cell(hidden: LogEntry) -> None:
    reason = 'He says "no";=1+1,"=2+2"\r\n=3+3'
    LogEntry.objects.update(reason=reason)
    (row,) = rows()
    assert row["reason"] == reason


def test_a_file_without_acts_is_whole(db: None) -> None:
    assert rows() == []
    assert json.loads(fetch("json")) == {
        "head": {"number": 0, "hash": "0" * 64},
        "entries": [],
    }


def test_a_file_takes_a_fixed_number_of_queries_for_each_thousand_acts(
    article: Article, moderator: User, personal: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    def queries(how_many: int) -> int:
        for member in make_members(how_many):
            decide.hide(moderator, make_comment(member, article), personal, "Again")
        with CaptureQueriesContext(connection) as taken:
            fetch("json")
        return len(taken)

    few = queries(2)
    assert queries(6) == few
    monkeypatch.setattr(proof, "CHUNK", 4)
    assert queries(0) > few
    assert [entry["number"] for entry in entries()] == list(range(1, 9))
