"""Statistics over dates with numpy."""
import numpy as np
rng = np.random.default_rng(3)
db = rng.normal(-12, 2, (11, 9)).astype("float32")
db[rng.random(db.shape) < 0.3] = np.nan
db[:, 8] = np.nan
db[1:, 7] = np.nan; db[0, 7] = -9.5
np.savetxt("decibels.csv", db, fmt="%.9g", delimiter=",")
d = db.astype("float64")
import warnings; warnings.simplefilter("ignore")
np.savetxt("statistics.csv", np.stack([10 * np.log10(np.nanmean(10 ** (d / 10), 0)), np.nanstd(d, 0), *np.nanpercentile(d, [0, 10, 50, 90, 100], axis=0),
                                       (~np.isnan(d)).sum(0)]), fmt="%.9g", delimiter=",")
