"""Uploads in a bucket, by the protocol S3. Imported only where one is set: boto3 takes memory."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files import File
from storages.backends.s3 import S3Storage

# Seconds, and tries: a request waits for it, and gunicorn gives up after 30.
PATIENCE = Config(connect_timeout=3, read_timeout=8, retries={"total_max_attempts": 2})


@contextmanager
def failing_as_files_do() -> Iterator[None]:
    """What the bucket refuses or does not answer is what a disk that fails says: it passes."""
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise OSError(errno.EIO, f"The bucket failed: {error}") from error


class Bucket(S3Storage):
    """Files have the addresses they have in a folder, so essays show them wherever they lie."""

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {"client_config": PATIENCE}

    def url(self, name: str | None, *_how: Any, **_more: Any) -> str:
        return f"{settings.MEDIA_URL}{name}"

    def _open(self, name: str, mode: str = "rb") -> Any:
        with failing_as_files_do():
            return super()._open(name, mode)

    def _save(self, name: str, content: File[bytes]) -> str:
        with failing_as_files_do():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with failing_as_files_do():
            super().delete(name)
