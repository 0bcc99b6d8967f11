"""Ratios against other tools, measured side by side in one run: `python benchmarks/run.py [--corpus DIR]`.

Each pair of commands is run alternately, and the ratio of their medians is printed beside the goal.
yamllint is found beside this interpreter, kubeconform on the PATH; what is missing is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
PYTHON = sys.executable
OURS = (str(BIN / "ingress-lint"), "check", "--isolated")
YAMLLINT = BIN / "yamllint"
RELAXED = (str(YAMLLINT), "-d", "relaxed")

INGRESS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web-{n}
  namespace: shop-{group}
  labels:
    app.kubernetes.io/name: web-{n}
    app.kubernetes.io/part-of: shop
  annotations:
    example.com/owner: team-{group}
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - web-{n}.example.com
      secretName: web-{n}-tls
  rules:
    - host: web-{n}.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web-{n}
                port:
                  number: 80
          - path: /api
            pathType: Prefix
            backend:
              service:
                name: api-{n}
                port:
                  name: http
"""
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker-{n}
  namespace: shop-{group}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: worker-{n}
  template:
    metadata:
      labels:
        app: worker-{n}
    spec:
      containers:
        - name: worker
          image: registry.example.com/worker:{n}
          ports:
            - containerPort: 8080
"""


class Case(NamedTuple):
    """Our command, the one it is compared with, and the ratio to reach."""

    title: str
    ours: Sequence[str]
    other: Sequence[str]
    goal: str
    runs: int
    cwd: Path


def median_pair(case: Case) -> tuple[float, float]:
    """Median seconds of both commands, run in turn so that both see the same machine."""
    ours, other = [], []
    for _ in range(case.runs):
        for command, times in ((case.ours, ours), (case.other, other)):
            start = time.perf_counter()
            subprocess.run(command, cwd=case.cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            times.append(time.perf_counter() - start)
    return statistics.median(ours), statistics.median(other)


def write(directory: Path, count: int, ingress_every: int) -> Path:
    """`count` manifests in folders of 200, every n-th of them an Ingress."""
    for n in range(count):
        text = INGRESS if n % ingress_every == 0 else DEPLOYMENT
        file = directory / f"group-{n // 200}" / f"manifest-{n}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(n=n, group=n // 200), encoding="utf-8")
    return directory


def local_schemas(directory: Path) -> str:
    """Schemas of ours where kubeconform looks for them; other kinds are skipped."""
    directory.mkdir()
    for name, target in (("ingress-v1", "ingress-networking-v1"), ("ingressclass-v1", "ingressclass-networking-v1")):
        schema = json.loads((ROOT / "schemas" / "kubernetes" / f"{name}.json").read_text(encoding="utf-8"))
        schema.pop("$id")
        (directory / f"{target}.json").write_text(json.dumps(schema), encoding="utf-8")
    return f"{directory}/{{{{ .ResourceKind }}}}{{{{ .KindSuffix }}}}.json"


def cases(work: Path, corpus: Path | None, runs: int) -> Iterator[Case]:
    """What is compared on this machine; the trees that are linted are written on the way."""
    yield from start_up(work, runs)
    many, sparse = write(work / "many", 2_000, 1), write(work / "sparse", 20_000, 12)
    if YAMLLINT.exists():
        yield Case("2,000 Ingresses / yamllint", [*OURS, str(many)], [*RELAXED, str(many)], "< 0.125", 1, work)
    found = shutil.which("kubeconform", path=f"{os.environ['PATH']}:{Path.home() / 'go' / 'bin'}")
    if found:
        conform = [found, "-schema-location", local_schemas(work / "schemas"), "-ignore-missing-schemas"]
        for title, tree, goal in (("2,000 Ingresses", many, "-"), ("20,000 files, 8 % Ingress", sparse, "< 0.33")):
            yield Case(f"{title} / kubeconform", [*OURS, str(tree)], [*conform, str(tree)], goal, 3, work)
        if corpus is not None:
            command = [*OURS, "--scope", "files", str(corpus)]
            yield Case("corpus / kubeconform", command, [*conform, str(corpus)], "< 4", 3, work)
    yield in_a_repository(write(work / "repository", 4_000, 2), runs)


def start_up(work: Path, runs: int) -> Iterator[Case]:
    """One small file: what is paid before anything is linted."""
    clean, other = work / "clean.yaml", work / "other.yaml"
    clean.write_text(INGRESS.format(n=1, group=1), encoding="utf-8")
    other.write_text(DEPLOYMENT.format(n=1, group=1), encoding="utf-8")
    parser = [PYTHON, "-c", "import click, ruamel.yaml; from _ruamel_yaml import CParser"]
    click = [PYTHON, "-c", "import click"]
    yield Case("one clean Ingress / interpreter with parser", [*OURS, str(clean)], parser, "< 1.4", runs, work)
    yield Case("one file without Ingress / import click", [*OURS, str(other)], click, "< 1.3", runs, work)
    if YAMLLINT.exists():
        yield Case("one clean Ingress / yamllint", [*OURS, str(clean)], [*RELAXED, str(clean)], "< 1", runs, work)


def in_a_repository(repository: Path, runs: int) -> Case:
    """One changed file among many others that are looked at with it."""
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", "-C", str(repository), *command], check=True)
    one = [*OURS, "group-0/manifest-0.yaml"]
    return Case("one of 4,000 in a repository / one alone", one, [*one, "--scope", "files"], "-", runs, repository)


def peak_memory(command: Sequence[str], cwd: Path) -> float:
    """Largest resident size of a command in MiB."""
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_maxrss / 1024


def main() -> None:
    """Print one line a comparison."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, help="a folder of real manifests to time as one tree")
    options.add_argument("--runs", type=int, default=15, help="runs of each short command")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        print(f"{'':50} {'ours':>9} {'other':>9} {'ratio':>7}  goal")
        for case in cases(work, given.corpus and given.corpus.resolve(), given.runs):
            ours, other = median_pair(case)
            print(
                f"{case.title:50} {ours * 1000:7.0f}ms {other * 1000:7.0f}ms {ours / other:7.2f}  {case.goal}",
                flush=True,
            )
        many = [*OURS, str(work / "many")]
        print(f"{'memory for 2,000 Ingresses':50} {peak_memory(many, work):7.0f}MB {'':9} {'':7}  < 150")


if __name__ == "__main__":
    main()
