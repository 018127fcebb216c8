"""Taking an item apart that holds several actions: the form with what its words look like."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from workstreams import access
from workstreams.access import Policy
from workstreams.actions.splitting import MOST, split
from workstreams.forms.items import SplitForm
from workstreams.importing.numbered import parts
from workstreams.models import Item
from workstreams.views.parts import item_sheet, write

NOTE = (
    "The first line stays this item, with its updates and all that hangs on it; its words as they stand "
    f"are kept as its full text. Each further line, up to {MOST - 1}, becomes an item at the end of the "
    "same phase or workstream, with the same owners, dates and source. How far it is, and its RAG, are blank."
)


@access.policy(Policy.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def item_split(request: HttpRequest, pk: int) -> HttpResponse:
    """One line for each action; numbered parts of the text are offered as lines."""
    item = access.item_to_keep(request.user, pk)
    words = item.full_text or item.title
    offered = "\n".join(said for _, said in parts(words)) or words

    def act(typed: SplitForm) -> Item:
        return split(
            item,
            text=typed.cleaned_data["text"],
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            version=typed.seen,
        )[0]

    return write(
        request,
        make=lambda data: SplitForm(data, initial={"text": offered, "version": item.version}),
        act=act,
        sheet=item_sheet(f"Take apart {item}", item, button="Make an item of each line", note=NOTE),
        done="Taken apart. The first line stays here: {}",
        to=item.get_absolute_url(),
    )
