"""Save what a writer has written so far; throw a draft away."""

from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles import labels, rules, slugs
from forum.articles.actions.rebuild import render_into
from forum.articles.manuscript import Basis, Manuscript, in_progress
from forum.articles.models import Article, Upload, WorkingCopy, new_token
from forum.pages import versions
from forum.refusals import Refused, refuse_if


def save_draft(
    author: User,
    manuscript: Manuscript,
    article: Article | None = None,
    basis: Basis | None = None,
    token: str = "",
) -> Article:
    """Keep the manuscript beside the essay; nobody but its author sees it until it is published.

    Without an article, `token` says which form this is: sent twice, it is still one draft. `basis`
    is what the writer had before them; None writes over whatever was saved meanwhile. Raises
    Refused: 403 for who may not, 409 when another tab saved something else meanwhile.
    """
    refuse_if(rules.may_write(author))
    if article is None and manuscript == Manuscript():
        raise Refused(_("There is nothing to save yet."), HTTPStatus.BAD_REQUEST)
    article = article or draft_for(author, token)
    with transaction.atomic():
        locked = lock(article)
        refuse_if(rules.may_edit(author, locked))
        if in_progress(locked) == manuscript:
            return locked
        check_basis(locked, basis)
        _keep(locked, manuscript)
        locked.edition += 1
        locked.saved_in = basis.tab if basis else ""
        locked.saved_at = timezone.now()
        locked.save()
    return locked


def discard(author: User, article: Article) -> None:
    """Delete a draft, or the changes in waiting of an essay that was published."""
    with transaction.atomic():
        locked = lock(article)
        if locked.was_published:
            refuse_if(rules.may_edit(author, locked))
            WorkingCopy.objects.filter(article=locked).delete()
        else:
            refuse_if(rules.may_discard(author, locked))
            locked.delete()


def draft_for(author: User, token: str) -> Article:
    """The draft that this form made before, or a new one."""
    token = token or new_token()
    found = Article.objects.filter(token=token).first()
    if found is None:
        try:
            with transaction.atomic():
                return Article.objects.create(author=author, token=token, slug=slugs.DRAFT + token)
        except IntegrityError:  # the same form, sent twice in one moment
            found = Article.objects.get(token=token)
    return found if found.author_id == author.pk else draft_for(author, new_token())


def lock(article: Article) -> Article:
    """The article's row as it is now, held until the transaction ends."""
    return Article.objects.select_for_update().get(pk=article.pk)


def touch_public(article: Article) -> None:
    """Its pages change, with those that name it: its series' other parts, and the lists of essays.
    The caller holds the article's lock."""
    own = [versions.article(article.pk)]
    versions.touch(*own, versions.SHELF, *versions.series(article.series_id))


def write_into(article: Article, manuscript: Manuscript) -> None:
    """Make the essay what the manuscript says, its HTML too. The caller saves and locks."""
    assert article.author, "nobody writes without an account"
    article.title = manuscript.title
    article.subtitle = manuscript.subtitle
    article.thesis = manuscript.thesis
    article.source = manuscript.source
    article.series = labels.series(article.author, manuscript.series)
    article.part = manuscript.part if article.series else None
    covers = Upload.objects.filter(owner=article.author)
    article.cover = covers.filter(pk=manuscript.cover).first() if manuscript.cover else None
    article.tags.set(labels.tags(manuscript.tags))
    render_into(article)


def _keep(article: Article, manuscript: Manuscript) -> None:
    """Tags and series are made only when it is published, or half-typed ones would pile up."""
    copy = WorkingCopy.objects.filter(article=article).first() or WorkingCopy(article=article)
    copy.fields, copy.saved_at = manuscript.as_json(), timezone.now()
    copy.save()
    if not article.was_published:
        article.title, article.subtitle = manuscript.title, manuscript.subtitle
        article.thesis, article.source = manuscript.thesis, manuscript.source


def check_basis(article: Article, basis: Basis | None) -> None:
    """Raise Refused, 409, if another window saved something since the writer last looked."""
    if basis is None or not basis.is_stale_for(article):
        return
    sentence = _(
        "This essay was saved from another window at %(time)s, with other words. Nothing was "
        "overwritten, and your words are still here. Look at the other version, then save yours "
        "over it or copy what you need."
    )
    at = timezone.localtime(article.saved_at).strftime("%H:%M")
    raise Refused(sentence % {"time": at}, HTTPStatus.CONFLICT)
