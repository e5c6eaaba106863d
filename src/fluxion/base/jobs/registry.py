"""The kinds of job there are: what each runs, in which queue, how often it is tried and when the clock starts it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeVar, get_type_hints

from pydantic import BaseModel

from fluxion.values.errors import Kind, Refusal, Text

Queue = Literal["heavy", "light"]
JobFunction = Callable[..., dict[str, Any] | None]
F = TypeVar("F", bound=JobFunction)


@dataclass(frozen=True)
class JobKind:
    """One kind of job; `cron` is read in the company's time zone."""

    name: str
    function: JobFunction
    args_model: type[BaseModel] | None
    queue: Queue
    retries: int
    cron: str | None
    title: Text | None

    def parsed(self, args: dict[str, Any]) -> BaseModel | dict[str, Any]:
        """The stored arguments as the function takes them; pydantic's ValidationError when they do not fit."""
        return self.args_model.model_validate(args) if self.args_model else args


class UnknownJob(Refusal):
    """The job's kind is not part of this installation (an older or newer version queued it)."""

    code = "jobs.unknown_kind"
    kind = Kind.UNAVAILABLE
    text: ClassVar[Text] = {
        "es": "Esta versión no conoce el trabajo «{kind}».",
        "en": "This version does not know the job “{kind}”.",
        "pt": "Esta versão não conhece a tarefa “{kind}”.",
    }


_kinds: dict[str, JobKind] = {}


def job(name: str, *, queue: Queue = "light", retries: int = 3, cron: str | None = None, title: Text | None = None) -> Callable[[F], F]:
    """Make a function a kind of durable job. A `cron` job also needs the `title` under which it appears."""
    if cron is not None and title is None:
        raise ValueError(f"the timed job {name} needs a title")

    def register(function: F) -> F:
        _kinds[name] = JobKind(name, function, _args_model(function), queue, retries, cron, title)
        return function

    return register


def job_kind(name: str) -> JobKind:
    """The kind of that name; refused as `UnknownJob` when no loaded part defines it."""
    if name not in _kinds:
        raise UnknownJob(kind=name)
    return _kinds[name]


def timed_kinds() -> list[JobKind]:
    """The kinds that the clock starts."""
    return [kind for kind in _kinds.values() if kind.cron is not None]


def _args_model(function: JobFunction) -> type[BaseModel] | None:
    names = list(inspect.signature(function).parameters)
    hint = get_type_hints(function).get(names[1])
    return hint if isinstance(hint, type) and issubclass(hint, BaseModel) else None
