"""`python -m ingress_lint`."""

from ingress_lint.cli import main

main()
