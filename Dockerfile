# One image for web, workers and beat. Built in two steps: the styles need Node and Sass, the running image does not.
FROM python:3.11-slim-bookworm AS built
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends make \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 && rm -rf /var/lib/apt/lists/*
COPY Makefile package.json package-lock.json .npmrc pyproject.toml manage.py ./
COPY .ci .ci
COPY requirements requirements
COPY static static
COPY templates templates
COPY tracker tracker
COPY workstreams workstreams
COPY reports reports
RUN make setup
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt

FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home /data --create-home tracker && install -d -o tracker /data/files
WORKDIR /app
COPY --from=built /venv /venv
COPY --from=built /app/static static
COPY --from=built /app/build/collected build/collected
COPY manage.py ./
COPY fixtures fixtures
COPY templates templates
COPY tracker tracker
COPY workstreams workstreams
COPY reports reports
RUN python -m compileall -q manage.py tracker workstreams reports
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 TRACKER_MODE=production TRACKER_VAR=/data
USER tracker
EXPOSE 8000
CMD ["gunicorn", "tracker.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", \
     "--threads", "4", "--timeout", "60", "--no-control-socket", "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-"]
