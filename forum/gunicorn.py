"""How gunicorn serves the site: `gunicorn --config forum/gunicorn.py forum.wsgi`."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
# A page is work for the processor, so more workers than cores would only wait for each other.
worker_class = "sync"
workers = int(os.environ.get("WORKERS") or os.cpu_count() or 1)
preload_app = True  # the code is loaded once, and its memory shared by the workers
timeout = 30  # seconds for one request; the longest, an upload of pictures, takes two
control_socket_disable = True  # two sites of one user would share it; signals do the same
