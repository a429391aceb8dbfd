"""Taking a former member's name off their essays, or the essays off the site."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from forum.articles.actions.draft import lock, touch_public
from forum.articles.actions.upload import delete_upload
from forum.articles.models import (
    Article,
    ArticleState,
    Revision,
    Series,
    Tag,
    Upload,
    WorkingCopy,
    new_token,
)

NOTHING = "—"  # where a published essay has to have words


def kept_without_name() -> Q:
    """What is not published is nobody's but its author's, and a withdrawn essay was taken back."""
    return Q(state__in=[ArticleState.PUBLISHED, ArticleState.HIDDEN])


def shut(article: Article) -> None:
    """Let nobody answer it any more, from before its words go."""
    with transaction.atomic():
        locked = lock(article)
        if locked.locked_at is None:
            locked.locked_at = timezone.now()
            locked.save(update_fields=["locked_at"])
            touch_public(locked)


def _forget_tags(article: Article) -> None:
    """Take its subjects off, and off the site those that no other essay has: they are words of its
    author's, whoever watches them."""
    ids = list(article.tags.values_list("pk", flat=True))
    article.tags.clear()
    Tag.objects.filter(pk__in=ids, articles=None).delete()


def hollow(article: Article) -> None:
    """Take all that its author wrote out of an essay that others argued about. If it was public,
    their debate still is, at another address, for the old one was made of the title."""
    with transaction.atomic():
        locked = lock(article)
        touch_public(locked)
        Revision.objects.filter(article=locked).delete()
        WorkingCopy.objects.filter(article=locked).delete()
        locked.passages.all().delete()
        _forget_tags(locked)
        now, is_public = timezone.now(), locked.state == ArticleState.PUBLISHED
        emptied: dict[str, object] = {
            **dict.fromkeys(("title", "thesis"), NOTHING),
            **dict.fromkeys(("subtitle", "source", "html", "saved_in"), ""),
            **dict.fromkeys(("author", "cover", "series", "part", "revised_at")),
            "contents": [],
            "words": 0,
            "token": new_token(),
            "slug": f"erased-{new_token()}",
            "erased_at": now if is_public else None,
        }
        for name, value in emptied.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(emptied))


def remove(article: Article) -> None:
    """Delete an essay about which nobody else said anything."""
    with transaction.atomic():
        locked = lock(article)
        touch_public(locked)
        _forget_tags(locked)
        locked.delete()


def disown(article: Article) -> None:
    """The essay stays with all its editions; nobody is said to have written it."""
    with transaction.atomic():
        locked = lock(article)
        touch_public(locked)
        WorkingCopy.objects.filter(article=locked).delete()
        locked.revisions.update(editor=None)
        locked.author, locked.saved_in, locked.token = None, "", new_token()
        locked.save(update_fields=["author", "saved_in", "token"])


def forget_pictures(owner: User, keeps_texts: bool) -> bool:
    """One: off the site with its file, unless an essay that stays shows it."""
    upload = Upload.objects.filter(owner=owner).first()
    if upload is None:
        return False
    if keeps_texts and _is_shown(upload):
        Upload.objects.filter(pk=upload.pk).update(owner=None)
    else:
        _delete(upload)
    return True


def _delete(upload: Upload) -> None:
    """The file before the row that knows its name: whoever is killed in between finds both or
    none of it done."""
    name = str(upload.file.name)
    if not Upload.objects.filter(file=name).exclude(pk=upload.pk).exists():
        upload.file.storage.delete(name)
    delete_upload(upload)


def _is_shown(upload: Upload) -> bool:
    """In any edition: the earlier ones stay to be compared."""
    theirs = Article.objects.filter(kept_without_name(), author=upload.owner)
    named = Revision.objects.filter(article__in=theirs, source__contains=upload.file.name)
    return theirs.filter(cover=upload).exists() or named.exists()


def forget_series(author: User) -> bool:
    """A series without any essay goes; of the others nobody is said to be the author."""
    theirs = Series.objects.filter(author=author)
    theirs.filter(articles=None).delete()
    theirs.update(author=None)
    return False
