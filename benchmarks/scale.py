"""Time and memory for each object of one large set: `python benchmarks/scale.py [COUNT ...]`.

For every COUNT a process of its own reads COUNT Ingresses and COUNT Services, each a file in
memory, and lints them with all default rules. Memory is the peak beyond an empty run and the text.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time

COUNTS = ("1000", "10000", "100000")

INGRESS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web-{n}
  namespace: shop-{group}
spec:
  ingressClassName: public
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
                name: web-{n}
                port:
                  name: http
"""
SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: web-{n}
  namespace: shop-{group}
spec:
  selector:
    app: web-{n}
  ports:
    - name: http
      port: 80
      targetPort: 8080
"""


def measure(count: int) -> str:
    """One line of the table."""
    from ingress_lint import packs
    from ingress_lint.engine import Settings, lint
    from ingress_lint.loader import Loader

    gc.set_threshold(50_000, 20, 100)  # as the command line does
    rules = packs.registry()
    settings = Settings(frozenset(name for name, card in rules.cards.items() if card.default))
    for name in settings.selected:
        rules.load(name)
    base, text = peak(), 0
    start = time.process_time()
    loader = Loader(35)
    for n in range(count):
        for kind, manifest in (("i", INGRESS), ("s", SERVICE)):
            data = manifest.format(n=n, group=n % 500).encode()
            text += len(data)
            loader.add(f"shop/{kind}{n}.yaml", data)
    project = loader.project()
    del loader
    read = time.process_time()
    lint(project.workspace, project.report, rules, settings)
    end = time.process_time()
    objects = 2 * count
    memory = (peak() - base - text) / objects
    times = [(later - earlier) / objects * 1e6 for earlier, later in ((start, read), (read, end), (start, end))]
    return f"{count:>9} {times[0]:>9.0f} {times[1]:>9.0f} {times[2]:>9.0f} {text / objects:>9.0f} {memory:>9.0f}"


def peak() -> int:
    """Bytes of memory at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Print the table, one process for each line."""
    if sys.argv[1:2] == ["--one"]:
        print(measure(int(sys.argv[2])))
        return
    print("microseconds and bytes for each object")
    print(f"{'ingresses':>9} {'reading':>9} {'linting':>9} {'together':>9} {'text':>9} {'memory':>9}")
    for count in sys.argv[1:] or COUNTS:
        subprocess.run([sys.executable, __file__, "--one", count], check=True)


if __name__ == "__main__":
    main()
