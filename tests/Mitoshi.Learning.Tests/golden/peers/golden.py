"""Peers' answers on samples that a formula makes: u(i, j) = frac((i + 1) sqrt(p_j)), p = 2, 3, 5, 7, 11, 13 ..."""
import json, math
import numpy as np, scipy, sklearn
from scipy.optimize import curve_fit, nnls
from scipy.stats import linregress
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Ridge

P = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
u = lambda i, j: np.mod((i + 1) * math.sqrt(P[j]), 1.0)
i = np.arange(3000)
x = np.stack([u(i, j) for j in range(8)], 1).astype("float32")
z = x.astype("float64")
truth = 10 * np.sin(math.pi * z[:, 0] * z[:, 1]) + 20 * (z[:, 2] - 0.5) ** 2 + 10 * z[:, 3] + 5 * z[:, 4]
y = (truth + 2 * (u(i, 8) + u(i, 9) + u(i, 10) - 1.5)).astype("float32")
rmse = []
for seed in range(10):
    f = RandomForestRegressor(100, min_samples_leaf=5, max_features=1 / 3, random_state=seed, n_jobs=1).fit(x[:2000], y[:2000])
    rmse.append(float(np.sqrt(((f.predict(x[2000:]) - truth[2000:]) ** 2).mean())))
k = np.arange(60)
t = 100 * u(k, 0)
p = np.stack([t + 20 * (u(k, 1) - 0.5), 0.8 * t + 30 * (u(k, 2) - 0.5), 50 + 10 * u(k, 3), -t + 5 * u(k, 4)], 1).astype("float32").astype("float64")
label = t.astype("float32").astype("float64")
v = 400 * u(k, 1)
g = 0.02 * np.exp(-0.006 * v) + 0.09 * (1 - np.exp(-0.006 * v)) + 0.004 * (u(k, 2) - 0.5)
(gr, veg, b), _ = curve_fit(lambda v, gr, veg, b: gr * np.exp(-b * v) + veg * (1 - np.exp(-b * v)), v, g, p0=(0.03, 0.08, 0.01), xtol=1e-14, ftol=1e-14)
h = 3 + 27 * u(k, 3)
agb = 0.9 * h ** 1.6 * np.exp(0.5 * (u(k, 4) - 0.5))
line = linregress(np.log(h), np.log(agb))
s2 = float(((np.log(agb) - line.intercept - line.slope * np.log(h)) ** 2).sum() / (len(h) - 2))
print(json.dumps(dict(sklearn=sklearn.__version__, scipy=scipy.__version__, numpy=np.__version__,
    forest_rmse_mean=np.mean(rmse), forest_rmse_sd=np.std(rmse, ddof=1), nnls=list(nnls(p, label)[0]),
    ridge=list(Ridge(alpha=100.0, fit_intercept=False, solver="cholesky").fit(p, label).coef_),
    water_cloud=[gr, veg, b], allometry=[line.intercept, line.slope, s2]), indent=1))
