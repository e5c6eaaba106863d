"""Measures quotes beside lists of 47,000 rows, over HTTP and in processor time, and what drafting, publishing and repricing such a list takes.

Usage: python -m benchmarks.pricing_lists [--data-dir D] [--products 47000] [--users 100] [--think 1.0] [--seconds 20]
Without a folder a company is made up in a temporary one. Users think so many seconds between two quotes.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sqlalchemy import select

from benchmarks.http_cost import asked
from benchmarks.http_load import EMAIL, PASSWORD, make_account, served, token_of
from benchmarks.load import Ask, drive
from fluxion.app import App, compose
from fluxion.base.db import migrate
from fluxion.base.log import set_up_log
from fluxion.base.settings import load_settings
from fluxion.base.work import SYSTEM, Work
from fluxion.domains import catalog, partners
from fluxion.domains.prices.actions import configurations, list_drafts, lists, publishing
from fluxion.domains.prices.reads.locked_lists import locked_list
from fluxion.domains.prices.reads.repricing import repricing
from fluxion.domains.prices.reads.what_if import what_if
from fluxion.domains.prices.rules.lists import Stated
from fluxion.domains.prices.shapes.configurations import ConfigurationIn
from fluxion.domains.prices.shapes.lists import ListIn, Publishing
from fluxion.domains.prices.shapes.quotes import RepriceAsk
from fluxion.domains.prices.tables import PricePolicy
from fluxion.faces.http.server import create_server

CHANNELS = ("Mayoreo", "Tienda", "Mostrador")
CUSTOMERS = 200
CENT = Decimal("0.01")
QUOTES, ROUNDS = 120, 5


def main(words: list[str] | None = None) -> None:
    """Make the company where there is none, measure the steps on its lists, then serve quotes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--products", type=int, default=47_000)
    parser.add_argument("--users", type=int, default=100)
    parser.add_argument("--think", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args(words)
    with TemporaryDirectory() as folder:
        data_dir = given.data_dir or Path(folder)
        settings = load_settings(data_dir)
        migrate(settings)
        app = compose(settings)
        steps(app, given.products)
        app.close()
        cost(data_dir, asks_of(given.products))
        with served(data_dir) as port:
            token = token_of(data_dir, port)
            drive(port, token, asks_of(given.products), 10, 3, 0.1)
            answers = drive(port, token, asks_of(given.products), given.users, given.seconds, given.think)
            print(f"{given.users} users, {given.think} s between quotes, {answers.failures} failures")
            print(answers.line("quote", given.seconds))


def cost(data_dir: Path, asks: list[Ask]) -> None:
    """Print the processor milliseconds of a quote above the socket, within this process: what other work on the machine matters little to."""
    make_account(data_dir)
    settings = load_settings(data_dir, rate_per_minute=0)
    set_up_log(settings)
    app = compose(settings)
    asyncio.run(_cost(create_server(app), asks))
    app.close()


async def _cost(server: Any, asks: list[Ask]) -> None:
    json_body = (b"content-type", b"application/json")
    _, answer = await asked(server, "/api/v1/auth/token", [json_body], json.dumps({"email": EMAIL, "password": PASSWORD}).encode())
    headers = [json_body, (b"authorization", b"Bearer " + json.loads(answer)["access_token"].encode())]
    rounds = []
    for _ in range(ROUNDS + 1):
        began = time.process_time()
        for ask in asks[:QUOTES]:
            status, answer = await asked(server, ask.path, headers, ask.body.encode())
            assert status == 200, answer
        rounds.append((time.process_time() - began) / QUOTES * 1000)
    took = sorted(rounds[1:])
    print(f"  a quote: {took[0]:.2f} best {took[ROUNDS // 2]:.2f} median ms of processor", flush=True)


def asks_of(products: int) -> list[Ask]:
    """Quotes of one line each, for many customers, channels and products."""
    chance = np.random.default_rng(3)
    bodies = [
        {
            "customer_code": f"C-{chance.integers(CUSTOMERS):04d}",
            "channel": CHANNELS[chance.integers(len(CHANNELS))],
            "lines": [{"sku": f"P-{chance.integers(products):05d}", "quantity": str(chance.integers(1, 60))}],
        }
        for _ in range(1000)
    ]
    return [Ask("quote", "/api/v1/pricing/quote", json.dumps(body)) for body in bodies]


def steps(app: App, products: int) -> None:
    """Fill one list for each channel, look at it, publish it and reprice it; prints what each takes."""
    with app.works.write(SYSTEM) as work:
        rows = [{"sku": f"P-{n:05d}", "name": f"Producto {n}", "cost": Decimal(80 + n * 37 % 2400) / 100} for n in range(products)]
        catalog.upsert_products(work, rows)
        partners.upsert_customers(work, [{"code": f"C-{n:04d}", "name": f"Cliente {n}"} for n in range(CUSTOMERS)])
        work.db.add(PricePolicy(id=1, below_cost="warn", approval_threshold_percent=Decimal(1000)))
        channels = [configurations.create_configuration(work, _channel(name)).id for name in CHANNELS]
        made = [_list(work, name, channel) for name, channel in zip(CHANNELS, channels, strict=True)]
    for list_id in made:
        with app.works.write(SYSTEM) as work:
            costs = work.db.execute(select(catalog.Product.id, catalog.Product.cost)).all()
            wished = {row.id: Stated((row.cost * (120 + row.id % 60) / 100).quantize(CENT), "12:5%;48:10%") for row in costs}
            timed("draft of all rows", lambda w=wished, i=list_id: list_drafts.write_draft(work, locked_list(work, i), w, "typed"))
        with app.works.read(SYSTEM) as work:
            timed("what-if", lambda i=list_id: what_if(work, i))
        with app.works.write(SYSTEM) as work:
            timed("publish", lambda i=list_id: publishing.publish_list(work, i, Publishing()))
        with app.works.read(SYSTEM) as work:
            timed("reprice", lambda i=list_id: repricing(work, RepriceAsk(list_id=i)))


def _channel(name: str) -> ConfigurationIn:
    return ConfigurationIn.model_validate(
        {"name": name, "currency": "USD", "vat_percent": "16", "markup_percent": "40", "method": "gross_up"}
    )


def _list(work: Work, name: str, channel: int) -> int:
    body = ListIn(code=name, name=name, audience="channel", currency="USD", configuration_id=channel)
    return lists.create_list(work, body).id


def timed(name: str, step: Callable[[], object]) -> None:
    """Do it and print how long it took."""
    began, spent = time.perf_counter(), time.process_time()
    step()
    print(f"  {name:<20} {time.perf_counter() - began:>6.2f} s   ({time.process_time() - spent:.2f} s of processor)", flush=True)


if __name__ == "__main__":
    main()
