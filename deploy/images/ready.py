"""`ready.py PORT`: exit 0 if the process of this container will serve now; the HEALTHCHECK of every image."""

import http.client
import sys

try:
    connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=2)
    connection.request("GET", "/readyz")
    sys.exit(connection.getresponse().status != 200)
except OSError:
    sys.exit(1)
