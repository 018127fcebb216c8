"""The least that changes many rows and remembers it: one UPDATE, and one INSERT of 50 rows."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from workstreams.models import Item


@csrf_exempt
def change(request: HttpRequest) -> HttpResponse:
    """One column of the rows named, by somebody signed in, with an audit row of each."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    keys = [int(key) for key in request.POST.getlist("item")]
    now = timezone.now()
    items = Item.objects.filter(pk__in=keys)
    items.update(revised_date=now.date() + timedelta(days=int(request.POST["days"])))
    Item.history.bulk_history_create(
        list(items), update=True, default_user=request.user, default_date=now
    )
    return HttpResponse(status=204)


urlpatterns = [path("change/", change)]
