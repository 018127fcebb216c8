"""The accounts of those who sign in: made, changed, shut, and given a link to set a password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.accounts import actions, links, tasks
from tracker.accounts.forms import AccountForm, AmendForm, initial_of
from tracker.accounts.models import User
from workstreams import access
from workstreams.access import Policy
from workstreams.forms.people import chosen
from workstreams.models import Membership, Programme
from workstreams.views.item_place import adding
from workstreams.views.parts import Sheet, write

FORM = ["GET", "HEAD", "POST"]
SHOWN = 500


@access.policy(Policy.OFFICE)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody who signs in, with what they may do. Two statements and those of the frame."""
    access.office(request.user)
    rows = list(
        User.objects.select_related("person").order_by("-is_active", "full_name", "email")[:SHOWN]
    )
    held: dict[int, list[str]] = {}
    for each in Membership.objects.select_related("programme", "workstream", "board"):
        where = each.programme or each.workstream or each.board or "everywhere"
        held.setdefault(each.user_id, []).append(f"{each.get_role_display()}, {where}")
    context = {"rows": [(row, held.get(row.pk, [])) for row in rows]}
    return render(request, "accounts/accounts.html", context)


def _found(pk: int) -> User:
    user = User.objects.filter(pk=pk).first()
    if user is None:
        raise Http404("No such account.")
    return user


def _programmes(user: Any) -> QuerySet[Programme]:
    """Those in which the user gives roles."""
    rights = access.rights_of(user)
    rows = Programme.objects.visible_to(user).order_by("name")
    if rights.manages_everywhere:
        return rows
    return rows.filter(pk__in={key for key, role in rights.roles if role in ("office", "manager")})


@access.policy(Policy.FOUND)
@require_http_methods(FORM)
def account_add(request: HttpRequest) -> HttpResponse:
    """Makes an account; its owner gets a link to set the password."""
    access.founder(request.user)
    programmes = _programmes(request.user)
    asked = programmes.filter(slug=request.GET.get("programme", "")).first()
    whole = access.rights_of(request.user).manages_everywhere
    start = {"where": asked.pk if asked else None, "email": request.GET.get("email", "")[:254]}

    def act(form: AccountForm) -> User:
        said, now = dict(form.facts), timezone.now()
        said["programme"] = said.pop("where")
        said["person"] = chosen(said["person"], add=adding(request.user, now))
        user = actions.make_account(by=request.user, now=now, **said)
        tasks.ring(user.pk)
        return user

    back = reverse("programme_settings", args=[asked.slug]) if asked else reverse("home")
    return write(
        request,
        make=lambda data: AccountForm(data, programmes=programmes, initial=start),
        act=act,
        sheet=Sheet(
            "Make an account",
            back,
            "settings",
            asked,
            button="Make it and mail the link",
            note="A link to set a password is mailed to the address. It works once, for three days.",
        ),
        done="Made: {}. A link to set a password is on its way.",
        to=(lambda row: reverse("account", args=[row.pk])) if whole else back,
    )


@access.policy(Policy.OFFICE)
@require_http_methods(FORM)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes an account, or shuts it."""
    access.office(request.user)
    found = _found(pk)
    here = reverse("account", args=[pk])
    form = AmendForm(request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend_account(found, by=request.user, **form.cleaned_data)
        except actions.Refused as refusal:
            form.add_error(
                refusal.field if refusal.field in form.fields else None, refusal.sentence
            )
        else:
            messages.success(request, f"Saved: {found}")
            return HttpResponseRedirect(here)
    status = 422 if form.errors else 200
    return _page(request, found, form=form, status=status)


@sensitive_variables("link")
@access.policy(Policy.OFFICE)
@require_POST
def account_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Mails a link to set a password; shows it too until the owner has set the first one.

    A link to an account that is in use is never shown: who could see it could be somebody else.
    """
    access.office(request.user)
    found = _found(pk)
    if found.is_superuser and not request.user.is_superuser:
        messages.error(
            request, "Only an administrator sends a link for an administrator's account."
        )
        return HttpResponseRedirect(reverse("account", args=[pk]))
    if request.POST.get("how") == "show" and not found.has_usable_password() and found.is_active:
        link = links.link_of(found)
        return _page(request, found, form=AmendForm(initial=initial_of(found)), link=link)
    sent = found.is_active and tasks.ring(found.pk)
    if sent:
        messages.success(request, f"A link to set a password is on its way to {found.email}.")
    elif not found.is_active:
        messages.error(request, "The account is shut. Open it first: tick “May sign in”.")
    else:
        messages.error(request, "The mail could not be handed over. Try again in a minute.")
    return HttpResponseRedirect(reverse("account", args=[pk]))


def _page(
    request: HttpRequest, found: User, *, form: AmendForm, status: int = 200, link: str = ""
) -> HttpResponse:
    roles = Membership.objects.filter(user=found).select_related("programme", "workstream", "board")
    context = {
        "account": found,
        "form": form,
        "link": link,
        "roles": roles,
        "new": not found.has_usable_password(),
    }
    return render(request, "accounts/account.html", context, status=status)
