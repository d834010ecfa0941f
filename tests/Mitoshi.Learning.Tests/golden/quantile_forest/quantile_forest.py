"""Quantile regression forest after Meinshausen (2006), JMLR 7:983, equations 4 and 6: scikit-learn's trees, the weights in NumPy.

python3 quantile_forest.py > golden.json
"""
import json
import sys

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestRegressor

PRIMES = [2, 3, 5, 7, 11, 13, 17, 19]
ROWS, FRESH, FEATURES, TREES = 300, 50, 5, 15
LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95]


def u(i, j):
    return (i + 1) * np.sqrt(PRIMES[j]) % 1.0


x = np.array([[u(i, j) for j in range(FEATURES)] for i in range(ROWS + FRESH)], dtype=np.float32)
y = (10 * x[:, 0] + 20 * (x[:, 1] - 0.5) ** 2 + (2 + 6 * x[:, 2]) * np.array([u(i, 6) - 0.5 for i in range(ROWS + FRESH)])).astype(np.float32)
train, fresh = slice(0, ROWS), slice(ROWS, ROWS + FRESH)
forest = RandomForestRegressor(TREES, min_samples_leaf=5, max_features=2, random_state=7).fit(x[train], y[train])

weights = np.zeros((FRESH, ROWS))
for tree in forest.estimators_:
    own, theirs = tree.apply(x[train]), tree.apply(x[fresh])
    for k in range(FRESH):
        members = own == theirs[k]
        weights[k, members] += 1.0 / members.sum() / TREES
order = np.argsort(y[train], kind="stable")
cumulated = np.cumsum(weights[:, order], axis=1)
quantiles = [[float(y[train][order][np.argmax(cumulated[k] >= level - 1e-12)]) for level in LEVELS] for k in range(FRESH)]


def tree_json(tree):
    t = tree.tree_
    inner = [n for n in range(t.node_count) if t.children_left[n] >= 0]
    leaves = [n for n in range(t.node_count) if t.children_left[n] < 0]
    place = {n: i for i, n in enumerate(inner)} | {n: ~i for i, n in enumerate(leaves)}
    return {
        "feature": [int(t.feature[n]) for n in inner], "threshold": [float(t.threshold[n]) for n in inner], "missing_left": [False] * len(inner), "classes_left": [None] * len(inner),
        "left": [place[t.children_left[n]] for n in inner], "right": [place[t.children_right[n]] for n in inner], "gain": [0.0] * len(inner),
        "leaf": [float(t.value[n][0][0]) / TREES for n in leaves], "leaf_samples": [int(t.n_node_samples[n]) for n in leaves],
    }


json.dump({
    "scikit-learn": sklearn.__version__, "numpy": np.__version__, "levels": LEVELS, "quantiles": quantiles, "mean": [float(p) for p in forest.predict(x[fresh])],
    "forest": {"format": "mitoshi.trees/1", "features": [f"x{j}" for j in range(FEATURES)], "categorical": [], "trees": [tree_json(tree) for tree in forest.estimators_]},
}, sys.stdout)
