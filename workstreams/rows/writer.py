"""Writes the rows of a plan: an item, a branch, and the head of a group."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote

from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe

from workstreams.templatetags import tracker as marks
from workstreams.when import Offer

from .cells import BRANCH_CELLS, CELL, CELLS, branch_none
from .drawing import bar_svg
from .prepared import Flag, Group, Head, Row
from .shape import Shape

HEADER, LINE = "govuk-table__header", "govuk-table__row"
DATE_FLAG = '<span class="flag"><svg aria-hidden="true" focusable="false"><use href="#i-flag"/></svg>Date</span>'


@lru_cache(maxsize=16)
def kind_mark(value: str) -> str:
    """The shape of a kind."""
    return str(marks.kind_mark(value))


@lru_cache(maxsize=8)
def _addresses(prefix: str) -> tuple[str, str, str, str, str, str]:
    """The addresses of an item, its form, one of its dates, a branch, and of new items under a
    workstream and a phase, of the row numbered 0."""
    return (
        reverse("item", args=[0]),
        reverse("item_edit", args=[0]),
        reverse("item_date", args=[0, "target"]),
        reverse("workstream", args=[0]),
        reverse("item_add", args=[0]),
        reverse("phase_item_add", args=[0]),
    )


class Writer:
    """Writes rows in one shape. `back` is the address of the page they stand in, `token` the request's
    CSRF token: the buttons that take an offered date are forms."""

    def __init__(self, shape: Shape, *, back: str = "", token: str = "") -> None:
        self.shape, self.back, self.token = shape, escape(back), token
        addresses = _addresses(get_script_prefix())
        self.item_at, self.edit_at, self.date_at, self.branch_at = addresses[:4]
        self.add_at, self.phase_add_at = addresses[4:]
        self.asking = f"?back={quote(back, safe='/')}" if back else ""
        names = [name for name in shape.columns if name != "bars"]
        if "target" in names and "due" in names:
            names[names.index("target")] = "dates"
            names.remove("due")
        self.cells = [CELLS[name] for name in names]
        self.heads = [BRANCH_CELLS.get(name, branch_none) for name in names]
        self.bars = "bars" in shape.columns

    # An item

    def item(self, row: Row, *, said: str = "", closed: bool = False) -> SafeString:
        """All of an item that is not open: its row, and what is wrong with its dates.

        `said` is read out after a save; `closed` gives the keyboard back to its Edit link.
        """
        flag = self.flag(row.item, row.flag) if row.flag else ""
        return mark_safe(
            f"{self.start(row, said=said)}{self.head(row, focus=bool(said) or closed)}{flag}</tbody>"
        )

    def start(self, row: Row, *, said: str = "") -> SafeString:
        """The tag around all that belongs to an item."""
        says = f' data-say="{escape(said)}"' if said else ""
        return mark_safe(f'<tbody class="govuk-table__body" id="item-{row.item.pk}"{says}>')

    def head(self, row: Row, *, opened: bool = False, focus: bool = False) -> SafeString:
        """The row itself; `opened` where its form stands under it."""
        item = row.item
        pick = self._pick(item) if self.shape.pick else ""
        bar = f'<td class="{CELL} g">{bar_svg(row.bar, row.scale)}</td>' if self.bars else ""
        return mark_safe(
            f'<tr class="{LINE}{" open" if opened else ""}">{pick}{self._item(row)}'
            f"{''.join([cell(row) for cell in self.cells])}"
            f'<td class="{CELL} c-act">{"" if opened else self._edit(item, focus)}</td>{bar}</tr>\n'
        )

    def flag(self, item: Any, flag: Flag) -> SafeString:
        """What a person should look at in the dates, with what they may take instead."""
        which = (
            f'{escape(flag.label)} <span class="typed">“{escape(flag.typed)}”</span> '
            if flag.name
            else ""
        )
        offers = (
            "".join(self._offer(item, flag.name, offer) for offer in flag.offers)
            if item.may_edit
            else ""
        )
        return mark_safe(
            f'<tr class="{LINE} flagrow"><td class="{CELL}" colspan="{self.shape.width}">'
            f'<span class="row row--tight"><span>{which}{escape(flag.sentence)}</span>{offers}</span></td></tr>\n'
        )

    def _offer(self, item: Any, name: str, offer: Offer) -> str:
        words = escape(offer.words)
        at = self.date_at.replace("/0/", f"/{item.pk}/").replace("target", name)
        hidden = (
            ("csrfmiddlewaretoken", self.token),
            ("version", item.version),
            ("date", words),
            ("back", self.back),
        )
        fields = "".join(
            f'<input type="hidden" name="{key}" value="{value}">' for key, value in hidden
        )
        return (
            f'<form class="inline" method="post" action="{at}" hx-post="{at}" hx-target="#item-{item.pk}"'
            f' hx-swap="outerHTML">{fields}<button class="govuk-button govuk-button--mini" type="submit">'
            f'Use {words}<span class="vh"> for {escape(str(item))}</span></button></form>'
        )

    def _pick(self, item: Any) -> str:
        if not item.may_edit:
            return f'<td class="{CELL} c-pick"></td>'
        return (
            f'<td class="{CELL} c-pick"><label class="cbw"><input class="cb" type="checkbox" name="item"'
            f' value="{item.pk}" form="plan-pick"><span class="vh">Choose {escape(str(item))}</span></label></td>'
        )

    def _item(self, row: Row) -> str:
        item, title = row.item, escape(row.item.title)
        ref = f'<span class="ref">{escape(item.ref)}</span> ' if item.ref else ""
        flags = '<span class="flag">Key</span>' if item.key else ""
        if item.statutory:
            flags += '<span class="flag">Statutory</span>'
        if row.flag:
            flags += DATE_FLAG
        if item.checklist_total:
            flags += (
                f'<span class="micro nw">{item.checklist_done} of {item.checklist_total}'
                '<span class="vh"> lines of its checklist done</span></span>'
            )
        if self.shape.flat and "workstream" not in self.shape.columns:
            flags += f'<span class="micro nw t">{escape(row.where)}</span>'
        return (
            f'<th scope="row" class="{HEADER} c-title"><span class="tw i{0 if self.shape.flat else row.indent}">'
            f'{kind_mark(item.kind)}<a class="t" href="{self.item_at.replace("/0/", f"/{item.pk}/")}"'
            f' title="{title}">{ref}{title}</a>{flags}</span></th>'
        )

    def _edit(self, item: Any, focus: bool) -> str:
        if not item.may_edit:
            return ""
        at = f"{self.edit_at.replace('/0/', f'/{item.pk}/')}{self.asking}"
        return (
            f'<a class="edit-link" href="{at}" hx-get="{at}" hx-target="#item-{item.pk}" hx-swap="outerHTML"'
            f'{" data-focus-soft" if focus else ""}>Edit<span class="vh"> {escape(str(item))}</span></a>'
        )

    # A branch, and a group

    def branch(self, head: Head) -> SafeString:
        """A workstream, a deliverable or a phase over its items."""
        branch = head.branch
        level = "kP lv2" if branch.is_phase else "lv1" if branch.depth else "lv0"
        pick = f'<td class="{CELL} c-pick"></td>' if self.shape.pick else ""
        cells = "".join([cell(branch) for cell in self.heads])
        bar = f'<td class="{CELL} g">{bar_svg(head.bar, head.scale)}</td>' if self.bars else ""
        return mark_safe(
            f'<tbody class="govuk-table__body"><tr class="{LINE} {level}">{pick}{self._branch(branch)}{cells}'
            f'<td class="{CELL} c-act">{self._add(branch)}</td>{bar}</tr></tbody>\n'
        )

    def _add(self, branch: Any) -> str:
        """The link that opens a row for a new item under a branch, for those who keep it."""
        if not branch.sort_key.startswith(self.shape.keeps):
            return ""
        at = (self.phase_add_at if branch.is_phase else self.add_at).replace(
            "/0/", f"/{branch.pk}/"
        )
        at += self.asking
        return (
            f'<a class="edit-link add-link" href="{at}" hx-get="{at}" hx-target="closest tbody"'
            f' hx-swap="afterend">Add<span class="vh"> an item under {escape(branch.name)}</span></a>'
        )

    def _branch(self, branch: Any) -> str:
        title = escape(branch.title)
        if branch.is_phase:
            name = f'<span class="t">{title}</span>'
        else:
            ref = f'<span class="ref">{escape(branch.ref)}</span> ' if branch.ref else ""
            at = self.branch_at.replace("/0/", f"/{branch.pk}/")
            name = f'<a class="t" href="{at}" title="{title}">{ref}{escape(branch.name)}</a>'
        number = marks.plural(branch.count, "item") if branch.count else "no items"
        flag = '<span class="flag">Statutory</span>' if branch.statutory else ""
        return (
            f'<th scope="row" class="{HEADER} c-title"><span class="tw i{branch.depth}">{name}'
            f'<span class="micro nw reg">{"continued" if branch.continued else number}</span>{flag}</span></th>'
        )

    def group(self, group: Group) -> SafeString:
        """The head of a group: its name, and how many of the items shown stand in it."""
        said = "continued" if group.continued else marks.plural(group.number, "item")
        return mark_safe(
            f'<tbody class="govuk-table__body"><tr class="{LINE} lv0 group"><th scope="rowgroup"'
            f' class="{HEADER} c-title" colspan="{self.shape.width}"><span class="tw">'
            f'<span class="t">{escape(group.name)}</span><span class="micro nw reg">{said}</span></span>'
            "</th></tr></tbody>\n"
        )
