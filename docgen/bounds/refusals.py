"""What went wrong with a store, in one line: neither names, addresses nor words of others in it.

What a program for credentials writes and what stands in an endpoint's address may be secret.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from docgen.model.address import parts_of
from docgen.model.tongue import marked, say

_NO_BUCKET = marked("the store has no bucket {bucket}; check its name")
_BAD_NAME = marked("{bucket} can be no bucket's name; check the address")
_REFUSED = marked("the store refuses it; who asks there must be allowed to")
_NOBODY = marked(
    "nobody is named who asks the store; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
    "or AWS_PROFILE"
)
_NO_PROFILE = marked("there is no profile {profile} for the store; check AWS_PROFILE")
_SETTINGS = marked(
    "the store's settings cannot be used ({reason}); check AWS_ENDPOINT_URL (https://host), "
    "the region and the file of profiles"
)
_SILENT = marked("the store does not answer; check the network and AWS_ENDPOINT_URL ({reason})")

_WHO = (
    "NoCredentialsError",
    "PartialCredentialsError",
    "CredentialRetrievalError",
    "UnknownCredentialError",
    "MetadataRetrievalError",
    "RefreshWithMFAUnsupportedError",
    "NoAuthTokenError",
    "TokenRetrievalError",
    "SSOError",
    "LoginError",
    "JSONDecodeError",  # a program for credentials wrote something else
    "UnicodeDecodeError",
)
"""Errors, and their kinds, of asking who asks."""
_NAME = ("ParamValidationError", "InvalidDNSNameError", "UnsupportedS3ArnError")
_WAY = ("ConnectionError", "HTTPClientError", "TimeoutError", "IncompleteReadError")
_WORD_FOR_NAME = "InvalidBucketName"
"""The store's own."""


def code_of(error: BaseException | None) -> str:
    """Return the store's own word for what went wrong."""
    while error is not None:
        told = getattr(error, "response", None)
        if isinstance(told, dict):
            return str(told.get("Error", {}).get("Code", ""))
        error = error.__cause__
    return ""


def is_missing(error: Exception) -> bool:
    """Tell whether a store lacks a file; a program for credentials that is missing is another."""
    return isinstance(error, FileNotFoundError) and error.errno is None and not _no_bucket(error)


def why_not(error: Exception, path: Path | str) -> str:
    """Return why a store does not tell what stands at an address."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    bucket = parts_of(path)[0]
    if isinstance(error, FileNotFoundError) and _no_bucket(error):
        return say(_NO_BUCKET, bucket=bucket)
    own = isinstance(error, (FileNotFoundError, PermissionError)) and error.errno is not None
    if own or not kinds.isdisjoint(_WHO):
        return say(_NOBODY)
    if isinstance(error, PermissionError):
        return say(_REFUSED)
    code = code_of(error)
    if not kinds.isdisjoint(_NAME) or code == _WORD_FOR_NAME:
        return say(_BAD_NAME, bucket=bucket)
    if "ProfileNotFound" in kinds:
        return say(_NO_PROFILE, profile=getattr(error, "kwargs", {}).get("profile", ""))
    if not kinds.isdisjoint(_WAY):
        return say(_SILENT, reason=_way(error))
    if isinstance(error, OSError):
        return say("cannot be read ({reason})", reason=code or type(error).__name__)
    return say(_SETTINGS, reason=type(error).__name__)


def _no_bucket(error: FileNotFoundError) -> bool:
    return code_of(error) == "NoSuchBucket" or "bucket" in str(error).lower().split()


def _way(error: Exception) -> str:
    """Return what broke off, and which machine was asked: nothing else of its address."""
    told = getattr(error, "kwargs", {})
    address = told.get("endpoint_url") or told.get("proxy_url") or ""
    try:
        host = urlsplit(str(address)).hostname or ""
    except ValueError:
        host = ""
    return f"{type(error).__name__} {host}".rstrip()
