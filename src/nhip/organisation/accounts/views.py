"""A forgotten password: a letter where mail goes out, else words that tell what to do."""

from allauth.account.views import password_reset
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nhip.kit.mail.keeping import named_server


@require_http_methods(["GET", "HEAD", "POST"])
def reset_password(request: HttpRequest) -> HttpResponse:
    """Ask for the address, or say that no letter would come."""
    if named_server() is None:
        return render(request, "accounts/no_mail.html")
    answer: HttpResponse = password_reset(request)
    return answer
