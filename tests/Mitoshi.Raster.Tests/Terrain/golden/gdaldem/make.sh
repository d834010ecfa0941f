#!/bin/sh
# Makes the reference from dem.asc with gdaldem.
set -e
gdaldem slope dem.asc slope.tif -q
gdaldem aspect dem.asc aspect.tif -q
gdaldem TPI dem.asc tpi.tif -q
gdaldem TRI -alg Riley dem.asc tri.tif -q
gdaldem roughness dem.asc roughness.tif -q
for layer in slope aspect tpi tri roughness; do
  gdal_translate -q -of AAIGrid -co DECIMAL_PRECISION=6 $layer.tif $layer.asc
  rm -f $layer.tif $layer.asc.aux.xml $layer.prj
done
