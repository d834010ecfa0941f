#!/usr/bin/env python3
"""COG writing and reading with rasterio and all cores: cog_peer.py write|read FOLDER SIZE BANDS DTYPE FILE

write: pixels.raw (bands x rows x columns, little endian) is read before the clock starts; the clock covers the making of the COG.
read: the clock covers opening and reading every pixel of FILE, then taking "no data" out as NaN in float32, as a job needs them.
Prints JSON: wall and processor seconds, bytes.
"""
import json, os, sys, time
import numpy as np, rasterio
from rasterio.io import MemoryFile
from rasterio.shutil import copy as rio_copy


def clock():
    t = os.times()
    return time.time(), t.user + t.system + t.children_user + t.children_system


def write(folder, size, bands, dtype, path):
    pixels = np.fromfile(os.path.join(folder, "pixels.raw"), dtype).reshape(bands, size, size)
    profile = dict(driver="GTiff", width=size, height=size, count=bands, dtype=dtype, crs="EPSG:32654", tiled=True, blockxsize=512, blockysize=512,
                   nodata=float("nan") if dtype == "float32" else -32768, transform=rasterio.Affine(10, 0, 300000, 0, -10, 4000020), BIGTIFF="IF_SAFER")
    w0, c0 = clock()
    # An uncompressed file in memory, then the COG driver: no second compression is paid.
    with MemoryFile() as memory:
        with memory.open(**profile) as out:
            out.write(pixels)
        rio_copy(memory.name, path, driver="COG", COMPRESS="DEFLATE", LEVEL="6", PREDICTOR="YES", BLOCKSIZE="512", NUM_THREADS="ALL_CPUS",
                 OVERVIEW_RESAMPLING="AVERAGE", BIGTIFF="IF_SAFER")
    w1, c1 = clock()
    print(json.dumps(dict(wall=w1 - w0, cpu=c1 - c0, bytes=os.path.getsize(path))))


def read(folder, size, bands, dtype, path):
    w0, c0 = clock()
    with rasterio.open(path, num_threads="all_cpus") as source:
        pixels = source.read(out_dtype="float32")
        if dtype != "float32":
            pixels[pixels == source.nodata] = np.nan
    w1, c1 = clock()
    print(json.dumps(dict(wall=w1 - w0, cpu=c1 - c0, bytes=pixels.nbytes)))


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5], sys.argv[6])
