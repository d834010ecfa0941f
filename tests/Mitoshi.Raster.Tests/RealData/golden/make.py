"""Prints the figures of RealPalsarTests and RealOpticalTests. usage: make.py FOLDER_OF_THE_DATA/forest"""
import glob, sys, warnings
import numpy as np, rasterio
warnings.simplefilter("ignore")
root = sys.argv[1]
read = lambda name, band=1: rasterio.open(f"{root}/{name}").read(band)
mean_db = lambda v: 10 * np.log10((v.astype(float) ** 2 * 10 ** -8.3).mean())
mask = read("palsar2_mosaic/N23W161_20_mask_F02DAR_crop.tif")
for p in ("HH", "HV"):
    a = read(f"palsar2_mosaic/N23W161_20_sl_{p}_F02DAR_crop.tif")
    land = a[(mask == 255) & (a > 1)]
    print(p, land.size, mean_db(land), (20 * np.log10(land.astype(float)) - 83).mean(), mean_db(a[mask == 50]))
for p in ("hh", "hv"):
    print("juupajoki", p, mean_db(read(f"palsar2_juupajoki/{p}_dn.tif")))
meta = {k.strip(): v.strip().strip('"') for k, v in (l.split("=", 1) for l in open(glob.glob(f"{root}/landsat5_amazon/*MTL.txt")[0]) if "=" in l)}
sine, d = np.sin(np.radians(float(meta["SUN_ELEVATION"]))), 1 - 0.01672 * np.cos(np.radians(0.9856 * (227 - 4)))
irradiance = {1: 1983, 2: 1796, 3: 1536, 4: 1031, 5: 220.0, 7: 83.44}
for b in range(1, 8):
    a = read(f"landsat5_amazon/LT52240631988227CUB02_B{b}.TIF")
    L = a[a != 255] * float(meta[f"RADIANCE_MULT_BAND_{b}"]) + float(meta[f"RADIANCE_ADD_BAND_{b}"])
    print(b, L.mean(), (1260.56 / np.log(607.76 / L + 1)).mean() if b == 6 else (np.pi * L * d ** 2 / (irradiance[b] * sine)).mean())
for chip in ("0060c0a5", "288afc34"):
    q = np.stack([read(f"biomassters/{chip}/S1_{m:02d}.tif", 2) for m in range(12)])
    a = np.where((q == -32768) | (q == 0), np.nan, q * 0.01)      # 0 is a gap: VV and VH are 0 in the same pixels
    print(chip, np.nanmean(10 * np.log10(np.nanmean(10 ** (a / 10), 0))), np.nanmean(np.nanstd(a, 0)))
