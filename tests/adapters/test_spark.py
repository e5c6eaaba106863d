"""Spark with several worker processes gives what is computed here, to the last bit; and says so when it cannot."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.adapters.places import PLACES, whereabouts
from tests.domains.planning.made_demand import made_demand
from tests.domains.planning.test_cluster_forecasts import LEVELS, assert_the_same

from fluxion.adapters.spark import SparkAway, SparkBuckets, SparkMissing
from fluxion.base.buckets import BUCKET, InTurn
from fluxion.domains.planning.rules.cluster_forecasts import forecast_in_buckets
from fluxion.kernels.forecasting import forecast

HAS_CLIENT = importlib.util.find_spec("pyspark") is not None
HOME = Path(next(iter(importlib.util.find_spec("pyspark").submodule_search_locations or [""]))) if HAS_CLIENT else Path()  # type: ignore[union-attr]
needs_cluster = pytest.mark.skipif(
    not (HOME / "jars").is_dir() or shutil.which("java") is None, reason="needs the full package pyspark 4 and Java 17"
)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Spark Connect server over a cluster of two worker processes on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    folder = tmp_path_factory.mktemp("spark")
    settings = {
        "spark.connect.grpc.binding.port": port,
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.warehouse.dir": folder,
    }
    words = [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    environ |= {"SPARK_HOME": str(HOME), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "NUMBA_NUM_THREADS": "1"}
    environ |= {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "SPARK_NO_DAEMONIZE": "1"}
    connect = "org.apache.spark.sql.connect.service.SparkConnectServer"
    command = [HOME / "bin" / "spark-submit", "--master", "local-cluster[2,1,1024]", "--class", connect, *words, "spark-internal"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=environ, stdout=log, stderr=log, start_new_session=True)
        try:
            _wait(server, port, folder / "server.log")
            yield f"sc://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 90
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None and time.monotonic() < deadline, log.read_text()[-3000:]
        time.sleep(0.3)


@needs_cluster
def test_buckets_are_shared_out_among_processes_and_none_is_lost(remote: str) -> None:
    table = pa.table({BUCKET: pa.array(np.arange(1000) % 16, pa.int32()), "row": np.arange(1000)})
    found = SparkBuckets(remote).each(table, whereabouts, PLACES)
    assert found.schema == PLACES
    assert len(set(found["pid"].to_pylist()) - {os.getpid()}) >= 2
    expected = InTurn().each(table, whereabouts, PLACES)
    assert found.sort_by("bucket").drop(["pid"]) == expected.sort_by("bucket").drop(["pid"])


@needs_cluster
@pytest.mark.parametrize("through", ["connection", "files"])
def test_forecasts_of_the_cluster_are_those_made_here(remote: str, through: str, tmp_path: Path) -> None:
    demand, product = made_demand(seed=3, n=300)
    buckets = SparkBuckets(remote, str(tmp_path) if through == "files" else "")
    found = forecast_in_buckets(demand, product, 28, LEVELS, buckets, number=8, threads=1)
    assert_the_same(found, forecast(demand, 28, LEVELS))
    assert list(tmp_path.iterdir()) == []


@needs_cluster
def test_what_goes_wrong_in_a_bucket_is_told(remote: str) -> None:
    def fail(table: pa.Table) -> pa.Table:
        raise ValueError("no such product")

    table = pa.table({BUCKET: pa.array([1, 2], pa.int32()), "row": [1, 2]})
    with pytest.raises(SparkAway, match="no such product"):
        SparkBuckets(remote).each(table, fail, PLACES)


@pytest.mark.skipif(HAS_CLIENT, reason="Spark's client is installed")
def test_without_the_client_the_remedy_is_named() -> None:
    table = pa.table({BUCKET: pa.array([1], pa.int32()), "row": [1]})
    with pytest.raises(SparkMissing, match=r"fluxion\[spark\]"):
        SparkBuckets("sc://127.0.0.1:1").each(table, whereabouts, PLACES)
