"""Spark with several worker processes gives what is computed here, to the last bit; and says so when it cannot."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.adapters.places import PLACES, no_room, whereabouts
from tests.domains.planning.company import company, plan, plan_job
from tests.domains.planning.made_inputs import assert_the_same, made_inputs

from fluxion.adapters.spark import SparkAway, SparkBuckets, SparkMissing
from fluxion.base.buckets import BUCKET, Buckets, InTurn, Kernel
from fluxion.domains.planning.rules import cluster_plan
from fluxion.domains.planning.rules.plan import compute

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
@pytest.mark.parametrize("kernel", [whereabouts, no_room])
def test_nothing_stays_connected_when_the_work_is_done(remote: str, kernel: Kernel) -> None:
    from pyspark.sql import SparkSession

    table = pa.table({BUCKET: pa.array([0, 1], pa.int32()), "row": [1, 2]})
    with suppress(SparkAway):
        SparkBuckets(remote).each(table, kernel, PLACES)
    assert SparkSession.getActiveSession() is None


@needs_cluster
@pytest.mark.parametrize("through", ["connection", "files"])
def test_the_plan_of_the_cluster_is_the_one_made_here(remote: str, through: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = made_inputs(1_800)
    monkeypatch.setattr(cluster_plan, "SERIES_AT_ONCE", 200)
    buckets = SparkBuckets(remote, str(tmp_path) if through == "files" else "")
    assert_the_same(compute(inputs, lambda _share, _step: None, buckets), compute(inputs, lambda _share, _step: None))
    assert list(tmp_path.iterdir()) == []


@needs_cluster
@pytest.mark.parametrize("through", ["connection", "files"])
def test_rows_that_stand_beside_those_placed_come_to_the_same_bucket(remote: str, through: str, tmp_path: Path) -> None:
    table = pa.table({BUCKET: pa.array(np.arange(60) % 4, pa.int32()), "row": np.arange(60)})
    beside = pa.table({BUCKET: pa.array(np.arange(4), pa.int32()), "row": np.arange(4) * 1000})
    with SparkBuckets(remote, str(tmp_path) if through == "files" else "").placed(table) as there:
        assert bool(list(tmp_path.iterdir())) is (through == "files")
        plain, both = there.each(whereabouts, PLACES), there.each(whereabouts, PLACES, beside)
    sums = [sum(range(bucket, 60, 4)) for bucket in range(4)]
    assert plain.sort_by(BUCKET)["rows"].to_pylist() == sums
    assert both.sort_by(BUCKET)["rows"].to_pylist() == [each + 1000 * bucket for bucket, each in enumerate(sums)]
    assert list(tmp_path.iterdir()) == []


@needs_cluster
def test_a_worker_that_fails_in_a_plan_is_told_and_the_plan_before_stays(
    remote: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works, files = company(tmp_path / "company"), tmp_path / "files"
    files.mkdir()
    plan(works)
    with works.read() as work:
        before = work.marts.generation(work)
    monkeypatch.setattr(cluster_plan, "plan_rows", no_room)
    row = plan_job(replace(works, ports={**works.ports, Buckets: SparkBuckets(remote, str(files))}))
    with works.read() as work:
        assert work.marts.generation(work) == before
    assert (row.state, row.error_code) == ("failed", "spark.away")
    assert "no room for bucket 0" in str(row.error)
    assert list(files.iterdir()) == []


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
