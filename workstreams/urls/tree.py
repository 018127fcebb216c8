"""Routes of the tree kept by hand: workstreams and phases added, changed, moved, closed."""

from django.urls import path

from workstreams.views import phases_edit as phases
from workstreams.views import tree_edit as tree

urlpatterns = [
    path("programmes/<slug:slug>/workstreams/add/", tree.workstream_add, name="workstream_add"),
    path("programmes/<slug:slug>/workstreams/arrange/", tree.arrange, name="arrange"),
    path("programmes/<slug:slug>/workstreams/number/", tree.renumber, name="renumber"),
    path("workstreams/<int:pk>/edit/", tree.workstream_edit, name="workstream_edit"),
    path("workstreams/<int:pk>/people/", tree.workstream_people, name="workstream_people"),
    path("workstreams/<int:pk>/move/", tree.workstream_move, name="workstream_move"),
    path("workstreams/<int:pk>/step/", tree.workstream_step, name="workstream_step"),
    path("workstreams/<int:pk>/close/", tree.workstream_close, name="workstream_close"),
    path("workstreams/<int:pk>/reopen/", tree.workstream_reopen, name="workstream_reopen"),
    path("workstreams/<int:pk>/phases/", phases.phase_list, name="phases"),
    path("workstreams/<int:pk>/phases/add/", phases.phase_add, name="phase_add"),
    path("workstreams/<int:pk>/phases/template/", phases.phase_template, name="phase_template"),
    path("phases/<int:pk>/edit/", phases.phase_edit, name="phase_edit"),
    path("phases/<int:pk>/step/", phases.phase_step, name="phase_step"),
    path("phases/<int:pk>/move/", phases.phase_move, name="phase_move"),
    path("phases/<int:pk>/close/", phases.phase_close, name="phase_close"),
    path("phases/<int:pk>/reopen/", phases.phase_reopen, name="phase_reopen"),
    path("phases/<int:pk>/drop/", phases.phase_drop, name="phase_drop"),
    path("programmes/<slug:slug>/phase-templates/add/", phases.template_add, name="template_add"),
    path(
        "programmes/<slug:slug>/phase-templates/drop/", phases.template_drop, name="template_drop"
    ),
]
