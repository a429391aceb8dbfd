"""Keep a picture that a writer uploads."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles import rules
from forum.articles.models import Upload
from forum.pages import versions
from forum.refusals import Refused, refuse_if


def save_upload(owner: User, file: UploadedFile, alt: str, caption: str = "") -> Upload:
    """Check, clean and keep the picture. The same picture sent twice is kept once.

    Raises Refused: 403 for who may not, 400 for what is not a picture, is too large, or has no
    alternative text.
    """
    refuse_if(rules.may_upload(owner))
    if not alt.strip():
        raise Refused(_("Say what the picture shows, for those who cannot see it."), 400)
    from forum.uploads import imaging  # Pillow's 8 MB, in the processes that take pictures only

    picture = imaging.clean_copy(file.open(), file.size or 0)
    # The name is the content's: nothing of the sent name remains, and a file never changes, so
    # that browsers may keep it for ever.
    name = f"{hashlib.sha256(picture.content).hexdigest()[:24]}.{picture.ending}"
    with transaction.atomic():
        if known := Upload.objects.filter(owner=owner, file__endswith=name).first():
            known.alt, known.caption = alt.strip(), caption.strip()
            known.save(update_fields=["alt", "caption"])
            versions.touch(versions.SITE)  # it may be the picture of an essay
            return known
    upload = Upload(owner=owner, alt=alt.strip(), caption=caption.strip())
    upload.width, upload.height = picture.width, picture.height
    # Outside any transaction: a bucket may take its time, and nobody's lock waits for it.
    upload.file.save(name, ContentFile(picture.content), save=False)
    with transaction.atomic():
        upload.save()
    return upload


def delete_upload(upload: Upload) -> None:
    """Take a picture off the site, for an administrator. Essays that show it show its words."""
    name, storage = upload.file.name, upload.file.storage
    with transaction.atomic():
        upload.delete()
        versions.touch(versions.SITE)
        if name and not Upload.objects.filter(file=name).exists():
            transaction.on_commit(lambda: storage.delete(name))
