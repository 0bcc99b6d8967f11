#!/usr/bin/env bash
# What action.yml runs. Reads PYTHON, ACTION, VERSION, PATHS, ARGS, FAIL_ON, ANNOTATIONS, SARIF.
set -euo pipefail

if [[ -n "$VERSION" && ! "$VERSION" =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]]; then
  echo "::error::version must be X.Y.Z"
  exit 2
fi
if [[ -z "${INGRESS_LINT:-}" ]]; then
  place="$(mktemp -d)"
  "$PYTHON" -m venv "$place"
  "$place/bin/pip" install --quiet --disable-pip-version-check "${VERSION:+ingress-lint==}${VERSION:-$ACTION}"
  INGRESS_LINT="$place/bin/ingress-lint"
fi

command=(check)
if [[ "$ANNOTATIONS" == true ]]; then command+=(--output-format github); fi
if [[ -n "$SARIF" ]]; then command+=(--output-format "sarif=$SARIF"); fi
if [[ "$ANNOTATIONS" != true && -n "$SARIF" ]]; then command+=(--output-format full); fi
if [[ -n "$FAIL_ON" ]]; then command+=(--fail-on "$FAIL_ON"); fi
while IFS= read -r word; do if [[ -n "$word" ]]; then command+=("$word"); fi; done <<< "$ARGS"
command+=(--)
while IFS= read -r word; do if [[ -n "$word" ]]; then command+=("$word"); fi; done <<< "$PATHS"

code=0
"$INGRESS_LINT" "${command[@]}" || code=$?
echo "exit-code=$code" >> "${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
