"""Which storage uploads go to, as the environment says."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

FOLDER = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
SCHEMES = {"s3": "https", "s3+http": "http"}


@dataclass
class Uploads:
    """`storage` for STORAGES, `public` the address that shows the bucket's pictures to everyone
    ('' if the site serves them), `origins` for the CSP."""

    storage: dict[str, Any] = field(default_factory=lambda: FOLDER)
    public: str = ""
    origins: list[str] = field(default_factory=list)


def from_environment(env: Env) -> Uploads:
    """UPLOADS_URL names a bucket, as `s3://key:secret@host/bucket?region=eu-west-1`; `s3+http://`
    is one without TLS, on this machine. UPLOADS_PUBLIC_URL is where it can be read by all."""
    if not (url := env.str("UPLOADS_URL", default="")):
        return Uploads()
    public = env.str("UPLOADS_PUBLIC_URL", default="")
    origins = ["{0.scheme}://{0.netloc}".format(urlsplit(public))] if public else []
    return Uploads(_bucket(url), public.rstrip("/"), origins)


def _bucket(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if parts.scheme not in SCHEMES or not parts.hostname or not bucket:
        raise ImproperlyConfigured("UPLOADS_URL must be like s3://key:secret@host/bucket.")
    host = parts.netloc.rpartition("@")[2]
    options = {
        "endpoint_url": f"{SCHEMES[parts.scheme]}://{host}",
        "bucket_name": bucket,
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
    }
    return {"BACKEND": "forum.uploads.bucket.Bucket", "OPTIONS": options}
