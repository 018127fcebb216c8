"""The addresses of all bare views."""

from importlib import import_module
from pkgutil import iter_modules

from benchmarks import bare

urlpatterns = [
    each
    for module in iter_modules(bare.__path__, f"{bare.__name__}.")
    if module.name not in (__name__, f"{bare.__name__}.settings")
    for each in import_module(module.name).urlpatterns
]
