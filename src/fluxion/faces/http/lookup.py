"""Finds the route of a request by its path, where trying hundreds one after another would cost more than many an answer."""

from collections import defaultdict
from collections.abc import Sequence

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

RESOURCE = 3
"""Which part of `/api/v1/products/7`, split at its strokes, names the resource; it is never a parameter."""


class Lookup(BaseRoute):
    """Many routes as one. It chooses as trying them in their order would, among the few that have the shape of the path."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self.routes = [route for route in routes if isinstance(route, APIRoute)]
        self._by_shape: dict[tuple[int, str], list[APIRoute]] = defaultdict(list)
        for route in self.routes:
            self._by_shape[_shape(route.path)].append(route)
        literal = {route.path for route in self.routes if "{" not in route.path}
        self._by_path = {path: [each for each in self._by_shape[_shape(path)] if each.path_regex.match(path)] for path in literal}

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """The first route that takes path and method; else the first that takes the path alone."""
        found: tuple[Match, Scope] = Match.NONE, {}
        if scope["type"] != "http":
            return found
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        for route in self._by_path.get(path) or self._by_shape.get(_shape(path), []):
            match, child = route.matches(scope)
            if match == Match.FULL:
                return match, child
            if found[0] == Match.NONE:
                found = match, child
        return found

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to the route that was found."""
        await scope["route"].handle(scope, receive, send)


def _shape(path: str) -> tuple[int, str]:
    """How many parts the path has, and the resource it is about.

    >>> _shape("/api/v1/products/{id}"), _shape("/healthz")
    ((4, 'products'), (1, ''))
    """
    parts = path.split("/")
    return len(parts) - 1, parts[RESOURCE] if len(parts) > RESOURCE else ""
