"""What kube-apiserver says about an object, reproduced offline: one module for each of its validators.

Each function yields facts, in the server's order and with its field paths. Lengths are bytes, as in
Go, and every pattern must match the whole string. Numbers such as `P4` in comments name the
condition in the table of `docs/api-server.md`.
"""
