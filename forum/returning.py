"""Where a plain form leads back to: the page of this site that it names."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def page_to_return_to(request: HttpRequest, address: str) -> str:
    """The address, if it is one of ours; '' for another site's, and for what is no address."""
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    # A word without a slash would be taken for the name of a view, which there is not.
    return address if is_ours and "/" in address else ""
