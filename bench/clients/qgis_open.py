"""QGIS opens what the server offers: items as OGC API Features, a map as WMTS and as XYZ tiles.

usage: QT_QPA_PLATFORM=offscreen /usr/bin/python3 bench/clients/qgis_open.py http://127.0.0.1:8080 products landscape-2024 agb OUT.png
Needs Debian's python3-qgis. Prints what QGIS found; ends with 1 when a layer is not valid or draws nothing.
"""
import sys

from qgis.core import QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRasterLayer, QgsVectorLayer, Qgis
from qgis.PyQt.QtCore import QSize

base, collection, item, asset, picture = sys.argv[1:6]
application = QgsApplication([], False)
application.initQgis()
failed = 0


def draw(layer, extent, path):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(extent)
    settings.setOutputSize(QSize(600, 600))
    settings.setBackgroundColor(__import__("qgis.PyQt.QtGui", fromlist=["QColor"]).QColor(255, 255, 255))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(path)
    return len({image.pixel(x, y) for x in range(0, 600, 7) for y in range(0, 600, 7)})


features = QgsVectorLayer(f"url='{base}/stac' typename='{collection}' restrictToRequestBBOX=''", "items", "OAPIF")
names = sorted(feature["title"] if "title" in [field.name() for field in features.fields()] else str(feature.id()) for feature in features.getFeatures()) if features.isValid() else []
print(f"OGC API Features: valid {features.isValid()}, {len(names)} items")
failed += not (features.isValid() and names)

wmts = f"{base}/tiles/{collection}/{item}/WMTSCapabilities.xml"
import urllib.request
import xml.etree.ElementTree as tree

capabilities = tree.fromstring(urllib.request.urlopen(wmts + f"?assets={asset}").read())
ns = {"w": "http://www.opengis.net/wmts/1.0", "o": "http://www.opengis.net/ows/1.1"}
name = capabilities.find("w:Contents/w:Layer/o:Identifier", ns).text
style = capabilities.find("w:Contents/w:Layer/w:Style/o:Identifier", ns).text
kinds = [node.text for node in capabilities.findall("w:Contents/w:Layer/w:Format", ns)]
layer = QgsRasterLayer(f"crs=EPSG:3857&format=image/png&layers={name}&styles={style}&tileMatrixSet=WebMercatorQuad&url={wmts}%3Fassets%3D{asset}", "wmts", "wms")
colours = draw(layer, layer.extent(), picture) if layer.isValid() else 0
print(f"WMTS: valid {layer.isValid()}, layer {name}, formats {kinds}, {colours} colours drawn", "" if layer.isValid() else layer.error().message())
failed += not (layer.isValid() and colours > 10)

xyz = QgsRasterLayer(f"type=xyz&zmin=0&zmax=18&url={base}/tiles/{collection}/{item}/tiles/WebMercatorQuad/%7Bz%7D/%7Bx%7D/%7By%7D.png?assets%3D{asset}", "xyz", "wms")
colours = draw(xyz, layer.extent(), picture.replace(".png", "-xyz.png")) if xyz.isValid() else 0
print(f"XYZ: valid {xyz.isValid()}, {colours} colours drawn")
failed += not (xyz.isValid() and colours > 10)
print(f"QGIS {Qgis.QGIS_VERSION}: {3 - failed} of 3")
sys.exit(failed > 0)
