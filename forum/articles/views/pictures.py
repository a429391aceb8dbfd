"""Uploading a picture, and showing what was uploaded where no web server does."""

from http import HTTPStatus

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.sessions import MemberRequest, member_required
from forum.articles.actions.upload import save_upload
from forum.articles.forms import PictureForm
from forum.articles.models import Upload
from forum.refusals import Refused
from forum.text.inline import PICTURE

TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: MemberRequest) -> HttpResponse:
    """Take a picture and give back the Markdown that shows it."""
    form = PictureForm(request.POST or None, request.FILES or None)
    status, kept = HTTPStatus.OK, None
    if request.method == "POST":
        kept = _keep(request, form)
        status = HTTPStatus.CREATED if kept else HTTPStatus.BAD_REQUEST
    context = {
        "picture_form": PictureForm() if kept else form,
        "kept": kept,
        "latest": Upload.objects.filter(owner=request.user).order_by("-id")[:12],
    }
    page = "articles/_picture.html" if request.htmx else "articles/picture.html"
    return render(request, page, context, status=status)


@require_safe
def serve_upload(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture of ours; or, where the bucket shows it to everyone, the way there."""
    if not PICTURE.fullmatch(f"{settings.MEDIA_URL}{path}"):
        raise Http404
    response = _elsewhere(path) or _from_storage(path)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _elsewhere(path: str) -> HttpResponseBase | None:
    public = settings.UPLOADS.public
    return HttpResponsePermanentRedirect(f"{public}/{path}") if public else None


def _from_storage(path: str) -> HttpResponseBase:
    try:
        file = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=TYPES[path.rsplit(".", 1)[1]])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _keep(request: MemberRequest, form: PictureForm) -> Upload | None:
    if not form.is_valid():
        return None
    sent = form.cleaned_data
    try:
        return save_upload(request.user, sent["file"], sent["alt"], sent["caption"])
    except Refused as refusal:
        form.add_error("file", refusal.sentence)
    return None
