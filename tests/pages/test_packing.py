"""How pages are compressed: as the browser likes it best, and no two of one length by chance."""

import pytest
from brotli import decompress
from django.test import Client, RequestFactory

from accounts.models import User
from forum.articles.models import Article
from forum.pages.packing import coding_of
from tests import cast


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.8, br;q=0.5", "gzip"),
        ("br;q=0, gzip; q=0.2", "gzip"),
        ("br;q=0, *", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip;q=0", ""),
        ("br;q=high, gzip;q=0.1", "gzip"),
        ("xbr, x-gzip", ""),
    ],
)
def test_the_coding_is_the_one_that_the_browser_likes_best(header: str, coding: str) -> None:
    assert coding_of(RequestFactory().get("/", headers={"Accept-Encoding": header})) == coding


def test_a_members_page_is_compressed_and_its_length_tells_nothing(
    member: User, article: Article
) -> None:
    client, address = cast.client_of(member), article.get_absolute_url()
    lengths, takes = set(), {"Accept-Encoding": "br"}
    for _ in range(12):
        answer = client.get(address, headers=takes)
        assert answer["Content-Encoding"] == "br"
        assert answer["Content-Length"] == str(len(answer.content))
        assert "Accept-Encoding" in answer["Vary"]
        assert "Gregor Maas" in decompress(answer.content).decode()
        lengths.add(len(answer.content) // 8)  # the page's own token changes a few bytes
    assert len(lengths) > 3


def test_what_no_browser_can_unpack_is_sent_as_it_is(client: Client, db: None) -> None:
    answer = client.get("/accounts/login/", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer["Vary"]
    assert "</html>" in answer.text


def test_a_few_words_are_left_alone(client: Client) -> None:
    answer = client.get("/healthz", headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in answer.headers
