"""What a manager does with an entry of the register: accept, refuse, close, open again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import register
from workstreams.forms.parts import ReasonForm
from workstreams.models import Issue, Risk
from workstreams.views.parts import press, write
from workstreams.views.register import FORM, sheet_of


def _accept(request: HttpRequest, model: Any, pk: int) -> HttpResponse:
    found = access.part_to_manage(request.user, model, pk)
    return press(
        request,
        act=lambda: register.accept(found, by=request.user, now=timezone.now()),
        to=found.get_absolute_url(),
        done=f"In the register: {found}",
    )


def _with_reason(
    request: HttpRequest, found: Any, verb: Any, heading: str, **more: Any
) -> HttpResponse:
    return write(
        request,
        make=lambda data: ReasonForm(data, initial={"version": found.version}),
        act=lambda typed: verb(
            found,
            reason=typed.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
            version=typed.seen,
            **more,
        ),
        sheet=sheet_of(f"{heading} {found}", found, button=heading),
    )


@access.policy(Policy.MANAGE)
@require_POST
def risk_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a proposed risk into the register."""
    return _accept(request, Risk, pk)


@access.policy(Policy.MANAGE)
@require_POST
def issue_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a proposed issue into the register."""
    return _accept(request, Issue, pk)


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def risk_reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Leaves a proposed risk out, with a reason."""
    return _with_reason(
        request, access.part_to_manage(request.user, Risk, pk), register.reject, "Do not accept"
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def issue_reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Leaves a proposed issue out, with a reason."""
    return _with_reason(
        request, access.part_to_manage(request.user, Issue, pk), register.reject, "Do not accept"
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def risk_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes a risk, with a reason."""
    found = access.part_to_manage(request.user, Risk, pk)
    return _with_reason(request, found, register.close, "Close", today=timezone.localdate())


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def issue_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes an issue, with a reason."""
    found = access.part_to_manage(request.user, Issue, pk)
    return _with_reason(request, found, register.close, "Close", today=timezone.localdate())


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def risk_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a closed or refused risk again."""
    return _with_reason(
        request, access.part_to_manage(request.user, Risk, pk), register.reopen, "Open again"
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def issue_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a closed or refused issue again."""
    return _with_reason(
        request, access.part_to_manage(request.user, Issue, pk), register.reopen, "Open again"
    )
