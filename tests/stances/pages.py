"""What the tests of concessions send and read: the form, its address, a page as one sees it."""

from accounts.models import User
from forum.comments.models import Comment
from tests.cast import THESIS, client_of

AGAINST = "The wait for a new title went from twenty-three days to twenty-eight."
NOTE = "The books come back, and they come back later. I have left C3 as I wrote it."
BETTER = "Libraries should not fine readers, except for books that others wait for."


def form(**changes: str) -> dict[str, str]:
    return {"what": "3", "extent": "part", "thesis": THESIS, "note": NOTE} | changes


def url(comment: Comment) -> str:
    return f"/comments/{comment.pk}/concede/"


def page_of(reader: User, address: str) -> str:
    return client_of(reader).get(address).content.decode()
