"""What allauth's own views leave to be said in HTTP."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


class InvalidFormMiddleware:
    """A form that comes back with errors is answered with 400, like every form of ours.

    allauth answers 200; its views are many, so it is mended once, here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and getattr(form, "errors", None):
            response.status_code = HTTPStatus.BAD_REQUEST
        return response
