#!/usr/bin/env python3
"""Peer of the bench `predict`: scikit-learn's HistGradientBoosting on the chips, one thread.

Writes features (features x pixels, float32), labels (float32) and folds (uint8) of both sites to the folder given, runs the block
cross-validation of the specification, and prints its scores and the least processor time of five predictions by one model over all pixels.
"""
import json, pathlib, sys, time
import numpy as np, sklearn
from sklearn.ensemble import HistGradientBoostingRegressor
from chips_common import SITES, features, folds, load, report

out, rounds, leaves = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
data = [load(s) for s in SITES]
truth = [d[0] for d in data]
x = np.concatenate([features(d[1], d[2])[0].reshape(256 * 256, -1) for d in data]).astype("float32")
y = np.concatenate([t.ravel() for t in truth])
fold = np.concatenate([folds().ravel()] * len(SITES))
np.ascontiguousarray(x.T).tofile(out / "features.f32")
y.astype("float32").tofile(out / "labels.f32")
fold.astype("uint8").tofile(out / "folds.u8")
pred = np.zeros(len(y))
model = None
for k in range(5):
    fitted = HistGradientBoostingRegressor(max_iter=rounds, learning_rate=0.08, max_leaf_nodes=leaves, min_samples_leaf=40,
                                           random_state=1).fit(x[fold != k], y[fold != k])
    pred[fold == k] = np.clip(fitted.predict(x[fold == k]), 0, None)
    model = model or fitted
wide, seconds = x.astype("float64"), []                 # its own type: no conversion in the time
for _ in range(5):
    t = time.process_time()
    model.predict(wide)
    seconds.append(time.process_time() - t)
scores = report(truth, list(pred.reshape(len(SITES), 256, 256)))
print(json.dumps(dict(sklearn=sklearn.__version__, pixels=len(y), features=x.shape[1], seconds=min(seconds),
                      rmse_pixel=scores["pixel"]["rmse"], rmse_circle=scores["circle_0.1ha"]["rmse"])))
