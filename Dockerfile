# The tool in a small image, run by nobody: docker run --rm -v "$PWD:/src:ro" ingress-lint check
FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
RUN python -m venv /opt/ingress-lint && /opt/ingress-lint/bin/pip install --no-cache-dir --disable-pip-version-check .

FROM python:3.13-slim
# git tells which files of a repository are ignored; mounted repositories belong to somebody else.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
COPY --from=build /opt/ingress-lint /opt/ingress-lint
ENV PATH="/opt/ingress-lint/bin:$PATH" PYTHONDONTWRITEBYTECODE=1
USER 65534:65534
WORKDIR /src
ENTRYPOINT ["ingress-lint"]
CMD ["check"]
