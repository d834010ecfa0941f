"""Writes a small HDF5 file in the published layout of GCOM-C SGLI (groups Global_attributes, Geometry_data, Image_data). SIMULATED.

usage: hdf5_layout.py FILE START END      START, END as JAXA writes them: "20200401 01:02:03.456"
The netCDF-4 driver writes it: netCDF-4 is HDF5.
"""
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
path, start, end = sys.argv[1:]
driver = gdal.GetDriverByName("netCDF")
dataset = driver.CreateMultiDimensional(path, ["FORMAT=NC4"])
root = dataset.GetRootGroup()


def text(group, name, value):
    group.CreateAttribute(name, [], gdal.ExtendedDataType.CreateString()).WriteString(value)


attributes = root.CreateGroup("Global_attributes")
text(attributes, "Scene_start_time", start)
text(attributes, "Scene_end_time", end)
text(attributes, "Product_level", "Level-2")
root.CreateGroup("Geometry_data")
images = root.CreateGroup("Image_data")
rows, columns = images.CreateDimension("y", None, None, 48), images.CreateDimension("x", None, None, 48)
for name in ("NDVI", "QA_flag"):
    array = images.CreateMDArray(name, [rows, columns], gdal.ExtendedDataType.Create(gdal.GDT_UInt16))
    array.Write(np.arange(48 * 48, dtype=np.uint16).reshape(48, 48))
    del array
