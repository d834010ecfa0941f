#!/usr/bin/env python3
"""The requests that pystac-client makes, with the standard library alone: open the landing page, look at conformance, list collections, search by
POST and GET, follow `next` with its method and body, count, fetch items and their links. Ends with 0 when all hold.

usage: python3 pystac_requests.py http://127.0.0.1:8080/stac [collection]
"""
import json, re, sys, urllib.error, urllib.parse, urllib.request

ROOT = sys.argv[1].rstrip("/")


def ask(method, url, body=None, headers=None):
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode(),
                                     headers={"Accept": "application/geo+json, application/json", "Content-Type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(request) as response:
            text = response.read()
            return response.status, dict(response.headers), json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), json.loads(error.read() or b"null")


def check(what, holds):
    print(("ok    " if holds else "WRONG ") + what)
    if not holds:
        sys.exit(1)


def pages(link):
    """ItemSearch.pages(): follow next links as written, merging when told."""
    method, url, body = link
    while True:
        status, _, page = ask(method, url, body)
        check(f"{method} {url[:90]} answers 200", status == 200)
        yield page
        following = next((x for x in page["links"] if x["rel"] == "next"), None)
        if following is None:
            return
        method, url = following.get("method", "GET"), following["href"]
        body = ({**body, **following["body"]} if following.get("merge") else following.get("body")) if method == "POST" else None


status, headers, landing = ask("GET", ROOT)
check("the landing page is a catalogue", status == 200 and landing["type"] == "Catalog")
conforms = landing["conformsTo"]
for name in ["core", "collections", r"item-search", r"item-search#filter", r"item-search#sort", r"item-search#fields", r"item-search#query", "ogcapi-features", r"collection-search"]:
    # pystac-client's ConformanceClasses: any version of the class
    check(f"announces {name}", any(re.fullmatch(rf"https://api\.stacspec\.org/v1\.\S*/{name}", uri) for uri in conforms))
search = [x for x in landing["links"] if x["rel"] == "search"]
check("has a search by POST and by GET", {x.get("method") for x in search} == {"GET", "POST"})
data = next(x for x in landing["links"] if x["rel"] == "data")["href"]
collections = [c for page in pages(("GET", data, None)) for c in page["collections"]]
check("lists collections", len(collections) > 0)
collection = sys.argv[2] if len(sys.argv) > 2 else collections[0]["id"]
status, _, one = ask("GET", f"{data}/{urllib.parse.quote(collection)}")
check("gives a collection with an extent", status == 200 and len(one["extent"]["spatial"]["bbox"][0]) in (4, 6))
url = search[0]["href"]
posted = [x for page in pages(("POST", url, {"collections": [collection], "limit": 2, "sortby": [{"field": "id", "direction": "asc"}]})) for x in page["features"]]
got = [x for page in pages(("GET", f"{url}?" + urllib.parse.urlencode({"collections": collection, "limit": 2, "sortby": "+id"}), None)) for x in page["features"]]
check(f"POST and GET find the same {len(posted)} items, each once", [x["id"] for x in posted] == [x["id"] for x in got] and len({x["id"] for x in posted}) == len(posted) > 0)
_, _, first = ask("POST", url, {"collections": [collection], "limit": 1})
check("counts what matches", first.get("numberMatched") == len(posted))
_, _, clamped = ask("POST", url, {"collections": [collection], "limit": 1000000})
check("takes limit=1000000 as its own maximum", len(clamped["features"]) == len(posted))
for body in [{"bbox": "1,2,3,4"}, {"bbox": [0, 10, 1, 9]}, {"limit": 0}, {"datetime": "1985-04-12"}, {"bbox": [0, 0, 1, 1], "intersects": {"type": "Point", "coordinates": [0, 0]}}]:
    status, headers, answer = ask("POST", url, body)
    check(f"refuses {json.dumps(body)} with 400, readable from other sites", status == 400 and headers.get("Access-Control-Allow-Origin") == "*" and "description" in answer)
item = posted[0]
for link in item["links"]:
    if link["href"].startswith(ROOT):
        check(f"the item's {link['rel']} link leads somewhere", ask("GET", link["href"])[0] == 200)
status, _, fields = ask("POST", url, {"collections": [collection], "limit": 1, "fields": {"include": ["id", "properties.datetime"], "exclude": ["assets", "geometry"]}})
check("leaves out the members that fields exclude", "assets" not in fields["features"][0] and "geometry" not in fields["features"][0])
day = item["properties"]["datetime"] or item["properties"]["start_datetime"]
_, _, filtered = ask("POST", url, {"filter-lang": "cql2-json", "filter": {"op": "and", "args": [{"op": "=", "args": [{"property": "id"}, item["id"]]}, {"op": ">=", "args": [{"property": "datetime"}, {"timestamp": day}]}]}})
check("filters by CQL2 JSON", item["id"] in [x["id"] for x in filtered["features"]])
_, _, filtered = ask("GET", f"{url}?" + urllib.parse.urlencode({"filter": f"id = '{item['id']}'"}))
check("filters by CQL2 text", item["id"] in [x["id"] for x in filtered["features"]])
for origin in ["https://radiantearth.github.io"]:
    request = urllib.request.Request(url, method="OPTIONS", headers={"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"})
    with urllib.request.urlopen(request) as response:
        check("answers the preflight of a browser", response.status in (200, 204) and "POST" in response.headers["Access-Control-Allow-Methods"])
for key, asset in item["assets"].items():
    if asset["href"].startswith(ROOT):
        request = urllib.request.Request(asset["href"], headers={"Range": "bytes=0-9"})
        with urllib.request.urlopen(request) as response:
            check(f"gives the first ten bytes of asset {key}", response.status == 206 and len(response.read()) == 10)
        break
print("all requests answered as pystac-client needs them")
