"""Composites in double precision, pixel by pixel, with numpy."""
import numpy as np
rng = np.random.default_rng(7)
dates, bands, pixels = 9, 4, 21
base = rng.uniform(0.02, 0.4, (1, bands, pixels))
x = base + rng.normal(0, 0.02, (dates, bands, pixels)) + 0.3 * (rng.random((dates, 1, pixels)) < 0.15)
x = x.astype("float32")
gone = rng.random((dates, pixels)) < np.linspace(0, 1, pixels)         # the last pixel has no date, the first has all
x[np.repeat(gone[:, None], bands, 1)] = np.nan
x[2, 1, 0] = np.nan                                                      # one band only: the date is not clear
np.savetxt("cube.csv", x.reshape(dates * bands, pixels), fmt="%.9g", delimiter=",")
x = x.astype("float64")
med, geo, oid, dev = (np.full((n, pixels), np.nan) for n in (bands, bands, bands, 3))
for p in range(pixels):
    with np.errstate(all="ignore"):
        for b in range(bands):
            v = x[:, b, p]; v = v[~np.isnan(v)]
            if v.size: med[b, p] = np.median(v)
        c = x[:, :, p]; c = c[~np.isnan(c).any(1)]
        if not len(c): continue
        m = np.median(c, 0)
        if len(c) >= 3:
            for _ in range(50):
                d = np.maximum(np.linalg.norm(c - m, axis=1), 1e-7)
                n = (c / d[:, None]).sum(0) / (1 / d).sum()
                change = np.linalg.norm(n - m); m = n
                if change < 1e-4: break
        geo[:, p] = m
        oid[:, p] = c[np.linalg.norm(c[:, None] - c[None], axis=2).sum(1).argmin()]
        dev[0, p] = np.median(np.linalg.norm(c - m, axis=1))
        dev[1, p] = np.median(1 - (c @ m) / np.linalg.norm(c, axis=1) / np.linalg.norm(m))
        dev[2, p] = np.median(np.abs(c - m).sum(1) / np.abs(c + m).sum(1))
for name, a in (("median", med), ("geometric_median", geo), ("medoid", oid), ("deviations", dev)):
    np.savetxt(name + ".csv", a, fmt="%.9g", delimiter=",")
