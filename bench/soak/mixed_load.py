"""A bounded mixed load on a `mitoshi serve` of its own, on 127.0.0.1, under a memory limit of the system.

usage: /usr/bin/python3 bench/soak/mixed_load.py --program artifacts/mitoshi/mitoshi.dll --workspace demo/workspace [--minutes 30] [--clients 4] [--pause 0.02] [--limit-mib 1024]

Four clients ask for searches (GET and POST, CQL2), items, tiles of several kinds and zooms, values, reports and ranges of files, processes,
and add, change and remove items. The server runs in a cgroup of 1 GiB where this machine lets us make one (else the run says so). Prints
memory and handles each minute; ends with 1 when an answer was wrong (5xx, or another status than the request deserves), when memory grew by
more than a tenth after a fifth of the time as warm-up, or when handles leaked. Works on a copy of the workspace.
"""
import argparse
import collections
import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("--program", required=True)
parser.add_argument("--workspace", required=True)
parser.add_argument("--minutes", type=float, default=30)
parser.add_argument("--clients", type=int, default=4)
parser.add_argument("--pause", type=float, default=0.02)
parser.add_argument("--limit-mib", type=int, default=1024)
parser.add_argument("--port", type=int, default=18765)
options = parser.parse_args()

folder = tempfile.mkdtemp(prefix="mitoshi-soak-")
workspace = os.path.join(folder, "workspace")
shutil.copytree(options.workspace, workspace)


def limited():
    """The file that takes the server's process number into a cgroup with the limit, or None."""
    for group, limit in (("/sys/fs/cgroup/memory/mitoshi-soak", "memory.limit_in_bytes"), ("/sys/fs/cgroup/mitoshi-soak", "memory.max")):
        try:
            os.makedirs(group, exist_ok=True)
            with open(os.path.join(group, limit), "w") as file:
                file.write(str(options.limit_mib << 20))
            return os.path.join(group, "cgroup.procs")
        except OSError:
            continue
    return None


procs = limited()
print(f"memory limit: {options.limit_mib} MiB by cgroup" if procs else "memory limit: none, this machine lets us make no cgroup", flush=True)
command = ["dotnet", options.program] if options.program.endswith(".dll") else [options.program]
server = subprocess.Popen(command + ["serve", "--workspace", workspace, "--port", str(options.port)], stderr=open(os.path.join(folder, "log"), "w"), stdout=subprocess.DEVNULL,
                          preexec_fn=(lambda: open(procs, "w").write(str(os.getpid()))) if procs else None)
for _ in range(150):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", options.port)
        connection.request("GET", "/health")
        if connection.getresponse().status == 200:
            break
    except OSError:
        time.sleep(0.2)


def ask(connection, method, path, body=None, headers=None):
    connection.request(method, path, json.dumps(body) if body is not None else None, {"Content-Type": "application/json", **(headers or {})})
    response = connection.getresponse()
    return response.status, response.read()


found = json.loads(ask(http.client.HTTPConnection("127.0.0.1", options.port), "GET", "/stac/search?limit=100")[1])["features"]
placed = [item for item in found if item.get("bbox") and "agb" in item["assets"]]
files = [f"/files/{path}" for path in (os.path.relpath(os.path.join(base, name), workspace) for base, _, names in os.walk(workspace) for name in names)
         if path.split("/")[0] in ("products", "models", "projects", "receipts")]


def tile(generator, item):
    import math
    west, south, east, north = item["bbox"]
    zoom = generator.randint(9, 16)
    longitude, latitude = generator.uniform(west, east), generator.uniform(south, north)
    x = int((longitude + 180) / 360 * 2 ** zoom)
    y = int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2 ** zoom)
    return f"WebMercatorQuad/{zoom}/{x}/{y}"


def requests(generator, client, number):
    """One request after another: method, path, body, headers, statuses that are right."""
    item = generator.choice(placed)
    at = f"/tiles/{item['collection']}/{item['id']}"
    west, south, east, north = item["bbox"]
    kind = generator.randrange(13)
    if kind < 4:
        look = generator.choice(["?assets=agb&rescale=0,400&colormap_name=viridis", "?assets=height", "?assets=agb_lower&assets=agb&assets=agb_upper&rescale=0,400", "?assets=agb&expression=b1*0.47"])
        yield "GET", f"{at}/tiles/{tile(generator, item)}.{generator.choice(['png', 'webp', 'jpg'])}{look}", None, None, {200}
    elif kind == 4:
        yield "GET", f"/stac/search?bbox={west},{south},{east},{north}&limit={generator.randint(1, 20)}&sortby=-datetime", None, None, {200}
    elif kind == 5:
        yield "POST", "/stac/search", {"filter-lang": "cql2-json", "filter": {"op": "like", "args": [{"property": "title"}, "%a%"]}, "limit": 5}, None, {200}
    elif kind == 6:
        yield "GET", f"{at}/point/{generator.uniform(west, east)},{generator.uniform(south, north)}?assets=agb", None, None, {200}
    elif kind == 7:
        yield "GET", f"{at}/statistics?assets=agb&max_size=128", None, None, {200}
    elif kind == 8:
        start = generator.randrange(1000)
        yield "GET", generator.choice(files), None, {"Range": f"bytes={start}-{start + 999}"}, {200, 206, 416}
    elif kind == 9:
        yield "GET", generator.choice(["/processes/forest_map", "/me", "/stac", "/stac/collections", "/", "/jobs"]), None, {"Accept": "text/html"}, {200}
    elif kind == 10:
        yield "GET", generator.choice(["/stac/search?bbox=1,2,3", "/stac/collections/none", "/files/keys/log.key", f"{at}/point/nowhere", "/stac/search?limit=0"]), None, None, {400, 404}
    else:
        name = f"soak-{client}-{number}"
        body = {"type": "Feature", "stac_version": "1.1.0", "id": name, "collection": "soak", "geometry": {"type": "Point", "coordinates": [140, 36]}, "bbox": [140, 36, 140, 36],
                "properties": {"datetime": "2026-01-01T00:00:00Z", "title": name}, "links": [], "assets": {}}
        yield "POST", "/stac/collections/soak/items", body, None, {201}
        yield "GET", f"/stac/collections/soak/items/{name}", None, None, {200}
        yield "DELETE", f"/stac/collections/soak/items/{name}", None, None, {200, 204}


collection = {"type": "Collection", "stac_version": "1.1.0", "id": "soak", "description": "Items that come and go", "license": "CC0-1.0", "links": [],
              "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]}, "temporal": {"interval": [["2026-01-01T00:00:00Z", None]]}}}
print("collection for writes:", ask(http.client.HTTPConnection("127.0.0.1", options.port), "POST", "/stac/collections", collection)[0], flush=True)
end = time.time() + 60 * options.minutes
counts, wrong = collections.Counter(), []


def run(client):
    generator, connection, number = random.Random(client), http.client.HTTPConnection("127.0.0.1", options.port, timeout=60), 0
    while time.time() < end and len(wrong) < 20:
        number += 1
        for method, path, body, headers, right in requests(generator, client, number):
            try:
                status, _ = ask(connection, method, path, body, headers)
            except (OSError, http.client.HTTPException) as error:
                wrong.append(f"{method} {path}: {error!r}")
                connection = http.client.HTTPConnection("127.0.0.1", options.port, timeout=60)
                continue
            counts[status] += 1
            if status not in right:
                wrong.append(f"{method} {path}: {status}")
        time.sleep(options.pause)


def measure():
    with open(f"/proc/{server.pid}/status") as file:
        memory = next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024
    return memory, len(os.listdir(f"/proc/{server.pid}/fd"))


threads = [threading.Thread(target=run, args=(client,)) for client in range(options.clients)]
for thread in threads:
    thread.start()
samples, step = [], max(1.0, 60 * options.minutes / 60)
while any(thread.is_alive() for thread in threads):
    time.sleep(step)
    if server.poll() is not None:
        wrong.append(f"the server ended with {server.returncode}")
        break
    samples.append(measure())
    if len(samples) % 5 == 0:
        print(f"{len(samples) * step / 60:6.1f} min  {sum(counts.values()):8d} answers  {samples[-1][0]:7.1f} MiB  {samples[-1][1]:4d} handles", flush=True)

warm = samples[len(samples) // 5:]
half = len(warm) // 2
# Medians of the two halves after the warm-up: a collection that is due or just done moves single samples by more than a leak would.
median = lambda values: sorted(values)[len(values) // 2]
before, after = median([memory for memory, _ in warm[:half]]), median([memory for memory, _ in warm[half:]])
handles_before, handles_after = median([handles for _, handles in warm[:half]]), median([handles for _, handles in warm[half:]])
server.terminate()
code = server.wait(40)
print(f"{sum(counts.values())} answers {dict(counts)}, {len(wrong)} wrong; memory {before:.0f} then {after:.0f} MiB (peak {max(memory for memory, _ in samples):.0f}); "
      f"handles {handles_before} then {handles_after}; stopped with {code}")
for line in wrong[:20]:
    print("wrong:", line)
print(open(os.path.join(folder, "log")).read()[-2000:])
shutil.rmtree(folder)
sys.exit(bool(wrong) or after > 1.1 * before or handles_after > handles_before + 8)
