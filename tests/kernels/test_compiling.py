"""Kernels become machine code with their first call, all of a file together, and whoever never calls one is spared the compiler."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import ModuleType

import pytest

from fluxion.kernels import compiling
from fluxion.kernels.compiling import compiled

ALL_KERNELS = """
import sys
from importlib import import_module
from pkgutil import walk_packages
import fluxion.kernels
for each in walk_packages(fluxion.kernels.__path__, "fluxion.kernels."):
    import_module(each.name)
print([name for name in ("numba", "llvmlite", "scipy.special") if name in sys.modules])
"""


@compiled
def _doubled(number: int) -> int:
    """Twice the number."""
    return 2 * number


@compiled
def _doubled_twice(number: int) -> int:
    return _doubled(_doubled(number))


def test_importing_kernels_loads_no_compiler() -> None:
    done = subprocess.run([sys.executable, "-c", ALL_KERNELS], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_functions_of_a_file_call_each_other_whoever_is_first_and_from_many_threads() -> None:
    early, together = _doubled_twice, Barrier(4)

    def ask(number: int) -> int:
        together.wait()
        return early(number)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [0, 4, 8, 12]
    assert hasattr(_doubled, "signatures") and _doubled(21) == 42, "replaced in its file by what the compiler made"
    assert early is not _doubled_twice and early(5) == 20, "a name taken before still works"
    assert (early.__name__, _doubled.__doc__) == ("_doubled_twice", "Twice the number.")


def test_no_thread_reaches_a_function_before_all_of_its_file_are_machine_code(monkeypatch: pytest.MonkeyPatch) -> None:
    file = ModuleType("two_functions")
    monkeypatch.setitem(sys.modules, "two_functions", file)
    exec("def one(x):\n    return x\n\ndef two(x):\n    return one(x)\n", vars(file))
    one, two = compiled(file.one), compiled(file.two)
    vars(file).update(one=one, two=two)
    seen = []

    def made(function: object) -> object:
        seen.append((file.one is one, file.two is two, one.machine_code, two.machine_code))
        return function

    monkeypatch.setattr(compiling, "_machine_code", made)
    assert two(3) == 3
    assert seen == [(True, True, None, None)] * 2
    assert file.one is one.machine_code and file.two is two.machine_code
