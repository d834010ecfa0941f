"""Grey-level co-occurrence by its definition, with numpy: one matrix for each window and direction, counted pair by pair."""
import numpy as np
rng = np.random.default_rng(20)
rows, cols = 13, 15
level = np.clip(rng.normal(14, 5, (rows, cols)) + 8 * (np.arange(cols) > 7), 0, 31).astype(int)
level[2, 3] = level[9, 11] = level[6, 6] = -1                      # missing
np.savetxt("levels.csv", level, fmt="%d", delimiter=",")
out = []
for r in range(3, rows - 3):
    for c in range(3, cols - 3):
        w = level[r - 3:r + 4, c - 3:c + 4]
        if level[r, c] < 0:
            out.append([np.nan] * 8)
            continue
        per = []
        for dr, dc in ((0, 1), (1, 1), (1, 0), (1, -1)):
            p = np.zeros((32, 32))
            for i in range(7):
                for j in range(7):
                    k, l = i + dr, j + dc
                    if 0 <= k < 7 and 0 <= l < 7 and w[i, j] >= 0 and w[k, l] >= 0:
                        p[w[i, j], w[k, l]] += 1
                        p[w[k, l], w[i, j]] += 1
            p /= p.sum()
            i, j = np.indices(p.shape)
            mean = (i * p).sum()
            var = ((i - mean) ** 2 * p).sum()
            q = p[p > 0]
            per.append([mean, var, ((i - j) ** 2 * p).sum(), (abs(i - j) * p).sum(), (p / (1 + (i - j) ** 2)).sum(), (p ** 2).sum(),
                        -(q * np.log(q)).sum(), ((i - mean) * (j - mean) * p).sum() / var])
        out.append(np.mean(per, 0))
np.savetxt("measures.csv", np.array(out), fmt="%.9g", delimiter=",")   # a row for each pixel, eight columns
