"""Routes of the import."""

from django.urls import path

from workstreams.views import imports

urlpatterns = [
    path("programmes/<slug:slug>/import/", imports.imports, name="import"),
    path("programmes/<slug:slug>/import/<int:pk>/", imports.import_check, name="import_check"),
    path("programmes/<slug:slug>/import/<int:pk>/save/", imports.import_save, name="import_save"),
    path(
        "programmes/<slug:slug>/import/<int:pk>/discard/",
        imports.import_discard,
        name="import_discard",
    ),
    path("programmes/<slug:slug>/import/<int:pk>/file/", imports.import_file, name="import_file"),
]
