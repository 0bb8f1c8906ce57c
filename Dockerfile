# The product for real use: docker-compose.yml runs it three times, as web server, worker and clock.
FROM python:3.11-slim-bookworm

# Pango sets the text of the PDFs.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
 && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
WORKDIR /srv/cpboard

COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . ./

# Static files belong to the image, not to the data. The keys here only let the settings load; nothing is signed with them.
ENV STATIC_ROOT=/srv/cpboard/static-collected
RUN SECRET_KEY=collecting FIELD_KEY=Y29sbGVjdGluZy1zdGF0aWMtZmlsZXMtb25seS0xMjM= DATABASE_URL=postgresql://none@localhost/none \
    python manage.py collectstatic --noinput --verbosity 0 \
 && useradd --system --uid 10001 --home-dir /data cpboard \
 && install -d -o cpboard -g cpboard -m 700 /data

USER cpboard
VOLUME /data
EXPOSE 8000

HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://localhost:8000/healthz', timeout=4)"]

CMD ["gunicorn", "cpboard.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--log-level", "warning"]
