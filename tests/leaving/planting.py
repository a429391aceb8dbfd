"""A member writes a mark into every field that there is for them to write in, and others answer."""

import io
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE
from django.contrib.admin.models import LogEntry as AdminEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import send_mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from accounts import actions as people
from accounts.models import Takeout, User
from forum.articles.actions.draft import save_draft
from forum.articles.actions.revise import revise
from forum.articles.actions.upload import save_upload
from forum.articles.anchors import Quotation
from forum.articles.manuscript import Basis, Manuscript
from forum.articles.models import Article, Tag, Upload
from forum.bookmarks.actions import keep as bookmark
from forum.bookmarks.actions import keep_place
from forum.cards import cards
from forum.comments.actions.edit import edit_comment
from forum.comments.models import Comment, CommentDraft
from forum.exchange.takeout import actions as takeout
from forum.moderation.actions import appeal as appeals
from forum.moderation.actions import decide, restrict
from forum.moderation.actions.flag import flag, flag_member
from forum.moderation.actions.record import Decision
from forum.moderation.models import Act, Appeal, Hold, Rule, Statement
from forum.notifications.actions import follow, leave, watch
from forum.notifications.mailing.models import Letter
from forum.notifications.mailing.sorting import look
from forum.notifications.models import Event
from forum.search import actions as index
from forum.stances.actions.answer import answer_claim
from forum.stances.actions.concede import amend, concede_claim
from tests import cast

MARK = "zqmark"
CLAIM = f"[C1: A {MARK}claim.]"
WHY = "It is about the writer and not about fines."


@dataclass
class Planted:
    """Who leaves, the others, and what there is of either."""

    leaver: User
    others: dict[str, User]
    browser: Client  # the leaver's
    essay: Article  # with a debate of others
    lonely: Article  # without
    files: list[str] = field(default_factory=list)

    @property
    def answered(self) -> Comment:
        return Comment.objects.get(source__contains=f"{MARK}answered")


def plant(others: dict[str, User]) -> Planted:
    """Everything that a member can do, done: each of the words begins with `MARK`."""
    leaver = cast.make_user(f"{MARK}user", f"{MARK.title()} Name", bio=f"I am {MARK}bio.")
    browser = _account(leaver)
    essay, lonely = _essays(leaver)
    planted = Planted(leaver, others, browser, essay, lonely)
    _debate(planted)
    _abroad(planted)
    _moderated(planted)
    _waiting(planted)
    _kept(planted)
    return planted


def _account(leaver: User) -> Client:
    for colour in ("red", "blue"):
        people.set_avatar(leaver, SimpleUploadedFile(f"{MARK}face.png", drawn(colour)))
    EmailAddress.objects.create(user=leaver, email=f"{MARK}second@example.org", verified=True)
    key = {"name": f"{MARK}key", "credential": {}}
    Authenticator.objects.create(user=leaver, type=Authenticator.Type.WEBAUTHN, data=key)
    theirs = {"login": f"{MARK}login"}
    social = SocialAccount.objects.create(
        user=leaver, provider="github", uid=f"{MARK}uid", extra_data=theirs
    )
    SocialToken.objects.create(account=social, token=f"{MARK}token", token_secret=f"{MARK}secret")
    browser = Client(headers={"user-agent": f"{MARK}agent"})
    browser.force_login(leaver)
    assert browser.get("/").status_code == 200
    UserSession.objects.filter(user=leaver).update(data={"from": f"{MARK}device"})
    wrong = {"login": leaver.email, "password": "not it"}
    assert Client().post("/accounts/login/", wrong).status_code == 400
    return browser


def _essays(leaver: User) -> tuple[Article, Article]:
    picture = _picture(leaver, "red")
    words: dict[str, Any] = {
        "title": f"{MARK}title of an essay",
        "subtitle": f"{MARK}subtitle",
        "thesis": f"{MARK}thesis is what it argues.",
        "source": f"## {MARK}heading\n\nA {MARK}body.\n\n{picture.markdown}\n\n{CLAIM}",
        "tags": (f"{MARK}tag", "Libraries"),
        "series": f"{MARK}series",
        "part": 1,
    }
    essay = cast.make_article(leaver, **words)
    essay = revise(leaver, essay, Manuscript(**words | {"note": f"{MARK}note"}))
    changed = words | {"source": f"{words['source']}\n\nA {MARK}later.", "note": f"{MARK}note"}
    essay = revise(leaver, essay, Manuscript(**changed))
    copy = Manuscript(**changed | {"subtitle": f"{MARK}copy"})
    save_draft(leaver, copy, essay, Basis(essay.edition, f"{MARK}tab"))
    draft = Manuscript(title=f"{MARK}draft", source=f"A {MARK}draft.")
    save_draft(leaver, draft, None, Basis(0, f"{MARK}tab"))
    return essay, cast.make_article(leaver, title=f"{MARK}lonely", source=f"A {MARK}lonely body.")


def _picture(owner: User, colour: str) -> Upload:
    sent = SimpleUploadedFile(f"{MARK}.png", drawn(colour))
    return save_upload(owner, sent, f"{MARK}alt", f"{MARK}caption")


def drawn(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(file, "PNG", comment=f"{MARK}metadata")
    return file.getvalue()


def _debate(planted: Planted) -> None:
    """Under the leaver's essay: what others argued, and what the leaver said there."""
    leaver, essay, mei = planted.leaver, planted.essay, planted.others["mei"]
    theirs = cast.make_anchored(mei, essay, Quotation(claim=1), "against")
    passage = cast.make_anchored(mei, essay, Quotation(f"A {MARK}body."), "against")
    mine = cast.make_comment(leaver, essay, "for", theirs, f"A {MARK}reply.")
    cast.make_comment(mei, essay, "against", mine, "Not so, I say.")
    claim = essay.claims.get(number=1)
    concede_claim(leaver, theirs, claim, False, f"I give way, {MARK}concession.")
    amend(leaver, passage, f"{MARK}amended thesis.", f"I amend it, {MARK}amendment.")
    answer_claim(mei, claim, "doubt")
    answer_claim(leaver, claim, "accept")
    cast.make_delta(mei, mine)
    bookmark(mei, essay, None, "To read again.")
    bookmark(mei, planted.lonely, None, "")
    for reader in (leaver, mei):
        keep_place(reader, essay, f"A {MARK}body.", f"{MARK}heading", 40)
        quoted = {"quote": f"A {MARK}body.", "prefix": f"{MARK}heading", "suffix": f"{MARK}claim"}
        begun = f"A {MARK}begun." if reader == leaver else "I begin."
        CommentDraft.objects.create(member=reader, article=essay, source=begun, **quoted)
    planted.essay = Article.objects.get(pk=essay.pk)


def _abroad(planted: Planted) -> None:
    """In the debate under somebody else's essay."""
    leaver, ines, mei = planted.leaver, planted.others["ines"], planted.others["mei"]
    essay = cast.make_article(ines, title="Somebody else’s essay", tags=("Libraries",))
    first = cast.make_comment(leaver, essay, "for", None, f"A {MARK}earlier.")
    edit_comment(leaver, first, "for", f"It is {MARK}answered.")
    reply = cast.make_comment(mei, essay, "against", first, "An answer to it.")
    cast.make_comment(leaver, essay, "for", reply, f"A {MARK}last.")
    cast.make_delta(leaver, reply, f"Because of {MARK}reason, and I had never counted the readers.")
    cast.rate(leaver, reply, True, "against")
    cast.rate(mei, first, True, "against")
    bookmark(leaver, essay, reply, f"A {MARK}bookmark.")
    follow(leaver, ines)
    follow(mei, leaver)
    watch(mei, "tag", Tag.objects.get(name=f"{MARK}tag"))
    people.mute(mei, leaver)
    people.mute(leaver, ines)
    leave(leaver, essay)
    rule = Rule.objects.order_by("pk").first()
    assert rule
    flag(leaver, reply, essay, rule, f"A {MARK}flag.")
    flag_member(mei, leaver, rule, "Look at the name.")


def _moderated(planted: Planted) -> None:
    leaver, wilma = planted.leaver, planted.others["wilma"]
    rule = Rule.objects.order_by("pk").first()
    decision = Decision(wilma, rule, WHY)
    essay = Article.objects.get(title="Somebody else’s essay")
    hidden = cast.make_comment(leaver, essay, "for", None, f"A {MARK}hidden.")
    Hold.objects.create(comment=hidden, name="phrase", why=f"It says ‘{MARK}found’.")
    decide.hide(wilma, hidden, rule, WHY)
    appeals.appeal(leaver, Statement.objects.get(member=leaver), f"A {MARK}appeal.")
    removed = cast.make_comment(leaver, essay, "for", None, f"A {MARK}removed.")
    decide.remove(wilma, removed, rule, WHY)
    last = Statement.objects.filter(member=leaver).order_by("pk").last()
    assert last
    second = appeals.appeal(leaver, last, f"A {MARK}second appeal.")
    appeals.decide(second, False, Decision(planted.others["nora"], rule, WHY))
    restrict.act_on_member(Act.WARN, leaver, decision, None, removed)
    theirs = cast.make_comment(planted.others["mei"], planted.essay, "against", None, "Hide me.")
    decide.hide(wilma, theirs, rule, WHY)
    assert Appeal.objects.count() == 2


def _waiting(planted: Planted) -> None:
    """What others are still to be told: of an answer by a letter for which the mail server was
    down, of another by the next look, of an essay by the worker. And a new title of the essay,
    while what was told before quotes the earlier one."""
    essay, gregor = Article.objects.get(title="Somebody else’s essay"), planted.others["gregor"]
    theirs = cast.make_comment(gregor, essay, "against", None, "Is it?")
    cast.make_comment(planted.leaver, essay, "for", theirs, f"A {MARK}told.")
    look(timezone.now())
    assert Letter.objects.filter(member=gregor, sent_at=None)
    cast.make_comment(planted.leaver, essay, "for", theirs, f"A {MARK}untold.")
    cast.make_article(planted.leaver, title=f"{MARK}announced", source=f"An {MARK}announced.")
    assert Event.objects.filter(actor=planted.leaver)
    newest = planted.essay.revisions.order_by("number").last()
    assert newest
    words: dict[str, Any] = {
        "thesis": newest.thesis,
        "source": newest.source,
        "tags": (f"{MARK}tag", "Libraries"),
    }
    words |= {"subtitle": newest.subtitle, "series": f"{MARK}series"}
    renamed = Manuscript(title=f"{MARK}renamed", part=1, **words)
    planted.essay = revise(planted.leaver, planted.essay, renamed)


def _kept(planted: Planted) -> None:
    """What is kept ready or waits: pages, drawings, files, tasks, the notes of the admin site."""
    reader = Client()
    for essay in Article.objects.published():
        for address in ("", "?order=newest", "map/", "clash/", "thread/"):
            assert reader.get(f"{essay.get_absolute_url()}{address}").status_code == 200
        assert reader.get(cards.url(essay)).status_code == 200
    index.catch_up()
    planted.browser.get("/")
    takeout.ask(planted.leaver)
    takeout.make.func(Takeout.objects.get().pk)
    send_mail(f"To {MARK}", "A letter.", None, [planted.leaver.email])
    waiting = DBTaskResult.objects.filter(args_kwargs__icontains=MARK)
    waiting.update(traceback=f"{MARK}traceback", worker_ids=[f"{MARK}worker"])
    _administered(planted)


def _administered(planted: Planted) -> None:
    """What an administrator had to do with it, and what the admin site noted."""
    nora = planted.others["nora"]
    keeper = cast.client_of(nora)
    for model, rows in (
        ("comments/comment", Comment.objects),
        ("articles/article", Article.objects),
    ):
        theirs = rows.filter(author=planted.leaver).values_list("pk", flat=True)
        sent = {"action": "render_anew", "_selected_action": list(theirs)}
        assert keeper.post(f"/admin/{model}/", sent).status_code == 302
    assert AdminEntry.objects.filter(user=nora).count() > 1
    AdminEntry.objects.create(
        user=nora,
        content_type=ContentType.objects.get_for_model(User),
        object_id=planted.leaver.pk,
        object_repr=str(planted.leaver),
        change_message=f"{MARK}message",
        action_flag=CHANGE,
    )
