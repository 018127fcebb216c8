"""Routes of the glossary, of comments and notices, and of what else is known of an item."""

from django.urls import path

from workstreams.views import comments, details, glossary

urlpatterns = [
    path("glossary/", glossary.glossary, name="glossary"),
    path("glossary/add/", glossary.term_add, name="term_add"),
    path("glossary/<int:pk>/", glossary.term_edit, name="term_edit"),
    path("glossary/<int:pk>/drop/", glossary.term_drop, name="term_drop"),
    path("programmes/<slug:slug>/glossary/", glossary.of_programme, name="programme_glossary"),
    path(
        "programmes/<slug:slug>/glossary/add/",
        glossary.programme_term_add,
        name="programme_term_add",
    ),
    path("items/<int:pk>/more/", details.item_more, name="item_more"),
    path("items/<int:pk>/details/", details.item_details, name="item_details"),
    path("items/<int:pk>/details/<slug:part>/", details.item_part, name="item_part"),
    path("items/<int:pk>/checkpoints/add/", details.checkpoint_add, name="checkpoint_add"),
    path(
        "items/<int:pk>/checkpoints/<int:checkpoint>/",
        details.checkpoint_edit,
        name="checkpoint_edit",
    ),
    path(
        "items/<int:pk>/checkpoints/<int:checkpoint>/tick/",
        details.checkpoint_tick,
        name="checkpoint_tick",
    ),
    path(
        "items/<int:pk>/checkpoints/<int:checkpoint>/drop/",
        details.checkpoint_drop,
        name="checkpoint_drop",
    ),
    path("workstreams/<int:pk>/more/", details.workstream_more, name="workstream_more"),
    path("items/<int:pk>/comments/add/", comments.item_comment, name="item_comment"),
    path(
        "workstreams/<int:pk>/comments/add/", comments.workstream_comment, name="workstream_comment"
    ),
    path("comments/<int:pk>/resolve/", comments.resolve, name="comment_resolve"),
    path("notices/", comments.notices, name="notices"),
]
