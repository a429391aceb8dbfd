"""The command that imports essays, on files as people have them."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from forum.articles.actions.publish import publish
from forum.articles.models import Article, ArticleState
from tests import cast

GOOD = "---\ntitle: On queues\nthesis: A queue is fair.\ntags: Towns\ndate: 2019-05-02\n---\nText."


def run(*words: object, **options: object) -> tuple[str, str]:
    """What the command said to people, and what it complained of."""
    out, err = StringIO(), StringIO()
    call_command("import_article", *map(str, words), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def put(folder: Path, name: str, content: str | bytes = GOOD) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_becomes_a_draft(author: User, tmp_path: Path) -> None:
    out, _ = run(put(tmp_path, "a.md"), author="ines")
    article = Article.objects.get()
    assert (article.author, article.title, article.state) == (author, "On queues", "draft")
    assert (article.thesis, article.source) == ("A queue is fair.", "Text.")
    assert "a draft now: ‘On queues’, 1 words" in out
    assert "its date, 2019-05-02, is kept only by what is published" in out


def test_publish_publishes_on_the_day_it_had(author: User, tmp_path: Path) -> None:
    out, _ = run(put(tmp_path, "a.md"), author="ines", publish=True)
    article = Article.objects.get()
    assert article.state == ArticleState.PUBLISHED
    assert f"{article.published_at:%Y-%m-%d}" == "2019-05-02"
    assert [tag.name for tag in article.tags.all()] == ["Towns"]
    assert "<p>Text.</p>" in article.html
    assert "published: ‘On queues’" in out


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# No thesis\n\nText.", "no essay is published without a thesis"),
        (GOOD.replace("tags: Towns", "draft: true"), "it is one where it comes from"),
        (GOOD.replace("2019", "2119"), "its date lies in the future"),
    ],
)
def test_what_cannot_be_published_stays_a_draft(
    author: User, tmp_path: Path, text: str, reason: str
) -> None:
    out, _ = run(put(tmp_path, "a.md", text), author="ines", publish=True)
    assert Article.objects.get().state == ArticleState.DRAFT
    assert reason in out


def test_a_thesis_can_be_given_for_a_single_file(author: User, tmp_path: Path) -> None:
    path = put(tmp_path, "a.md", "# A\n\nText.")
    run(path, author="ines", publish=True, thesis=" One thing. ")
    assert Article.objects.get().thesis == "One thing."
    with pytest.raises(CommandError, match="single file"):
        run(path, path, author="ines", thesis="One thing.")
    with pytest.raises(CommandError, match="at most 280"):
        run(path, author="ines", thesis="x" * 281)


def test_the_same_file_again_is_not_doubled(author: User, tmp_path: Path) -> None:
    path = put(tmp_path, "a.md")
    run(path, author="ines")
    publish(author, Article.objects.get())
    out, _ = run(path, author="ines", publish=True)
    assert Article.objects.count() == 1
    assert "already there: ‘On queues’" in out
    cast.make_user("bram")
    run(path, author="bram")  # another's essay of that name is another essay
    assert Article.objects.count() == 2


def test_a_folder_is_searched_for_texts_and_each_file_is_numbered(
    author: User, tmp_path: Path
) -> None:
    put(tmp_path, "b/two.md", "# Two\n\nText.")
    put(tmp_path, "a/one.txt", "One\n\nText.")
    put(tmp_path, "a/tin.png", b"\x89PNG")
    out, err = run(tmp_path, author="ines")
    assert [article.title for article in Article.objects.order_by("pk")] == ["One", "Two"]
    assert "[1 of 2]" in out
    assert "[2 of 2]" in out
    assert err == ""


def test_bad_files_are_named_and_the_others_imported(author: User, tmp_path: Path) -> None:
    put(tmp_path, "a.md", b"\x00\x01\x02\x03")
    put(tmp_path, "b.md", "---\ntitle: [\n---\nText.")
    put(tmp_path, "c.md", "")
    put(tmp_path, "d.md", "# Long\n\n" + "word " * 50_000)
    put(tmp_path, "e.html", "<html><title>My claps</title></html>")
    put(tmp_path, "f.md")
    err, out = StringIO(), StringIO()
    files = [*sorted(tmp_path.iterdir()), tmp_path / "gone.md"]
    with pytest.raises(CommandError, match=r"1 imported, .* 1 no essays, 5 failed"):
        call_command("import_article", *map(str, files), author="ines", stdout=out, stderr=err)
    said = err.getvalue().splitlines()
    assert "a.md: not imported: not a text" in said[0]
    assert "b.md: not imported: its front matter is broken at line 2" in said[1]
    assert "c.md: not imported: empty" in said[2]
    assert "d.md: not imported: longer than an essay may be" in said[3]
    assert "gone.md: not imported: No such file" in said[4]
    assert "e.html: left out: a page of the export without a post" in out.getvalue()
    assert Article.objects.get().title == "On queues"


def test_what_is_too_long_for_a_field_is_shortened_between_words(
    author: User, tmp_path: Path
) -> None:
    words = "word " * 80
    front = (
        f"---\ntitle: {words}\nsubtitle: {words}\nthesis: {words}\ntags: [a, b, c, d, e, f]\n---\nT"
    )
    out, _ = run(put(tmp_path, "a.md", front), author="ines")
    article = Article.objects.get()
    assert len(article.title) <= 150
    assert article.title.endswith("word…")
    assert article.subtitle.endswith("word…")
    assert article.thesis == ""
    for remark in ("the title was shortened", "the subtitle was shortened", "tags left out: f"):
        assert remark in out
    assert "a thesis of more than 280 characters, left out" in out


def test_an_unknown_author_is_refused(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no member called ‘nobody’"):
        run(put(tmp_path, "a.md"), author="nobody")
