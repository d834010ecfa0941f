#!/bin/sh
# Validates the landing page, every collection and up to 100 items of each with stac-node-validator, offline.
#   npm install --prefix DIR stac-node-validator@2.0.0
#   tests/clients/stac_validate.sh http://127.0.0.1:8080/stac DIR SCHEMAS      SCHEMAS: the folder with schemas.stacspec.org and the other hosts
set -eu
url=$1; validator=$2; schemas=$3
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
python3 - "$url" "$out" <<'PYTHON'
import json, sys, urllib.parse, urllib.request
url, out = sys.argv[1:]
def get(path): return json.load(urllib.request.urlopen(url + path))
def put(name, value): json.dump(value, open(f"{out}/{name}.json", "w"))
put("landing", get(""))
for n, collection in enumerate(get("/collections")["collections"]):
    put(f"collection-{n}", collection)
    for i, item in enumerate(get(f"/collections/{urllib.parse.quote(collection['id'])}/items?limit=100")["features"]):
        put(f"item-{n}-{i}", item)
PYTHON
npx --prefix "$validator" stac-node-validator "$out" --schemaMap \
    "https://stac-extensions.github.io/=$schemas/stac-extensions.github.io/" "https://schemas.stacspec.org/=$schemas/schemas.stacspec.org/" \
    "https://geojson.org/=$schemas/geojson.org/" "https://proj.org/=$schemas/proj.org/"
