"""The same figures with pandas, SciPy and scikit-learn, plainly; the data is in memory when the clock starts."""
import json
import sys
import time

import numpy as np
import pandas as pd
from scipy.spatial.distance import jensenshannon
from scipy.stats import chi2_contingency, ks_2samp, wasserstein_distance
from sklearn import metrics

current, reference = (pd.read_csv(path) for path in sys.argv[1:3])
numeric = [f"f{i}" for i in range(1, 13)] + ["score"]
categorical = [f"c{i}" for i in range(1, 7)] + ["prediction"]


def figures(frame):
    labelled = frame[frame.label.notna()]
    y, p, s = labelled.label.astype(int), labelled.prediction, labelled.score
    tn, fp, fn, tp = metrics.confusion_matrix(y, p, labels=[0, 1]).ravel()
    edges = np.linspace(0, 1, 11)
    bins = np.clip(np.digitize(s, edges) - 1, 0, 9)
    ece = sum(abs((s[bins == b] - y[bins == b]).sum()) for b in range(10)) / len(y)
    return [
        frame.prediction.mean(), metrics.accuracy_score(y, p), metrics.balanced_accuracy_score(y, p),
        metrics.precision_score(y, p), metrics.recall_score(y, p), metrics.f1_score(y, p),
        metrics.matthews_corrcoef(y, p), metrics.cohen_kappa_score(y, p), metrics.roc_auc_score(y, s),
        metrics.brier_score_loss(y, s), ece, (s - y).mean(), fp / (fp + tn), fn / (fn + tp), tn / (tn + fn),
    ]


started, cpu = time.perf_counter(), time.process_time()
found = [figures(current)]
for keys in (["race"], ["sex"], ["race", "sex"]):
    groups = [figures(group) for _, group in current.groupby(keys)]
    found += groups
    found.append([max(each) - min(each) for each in zip(*groups)])
for name in numeric:
    a, b = (frame[name][np.isfinite(frame[name])].to_numpy() for frame in (reference, current))
    cuts = np.unique(np.quantile(a, np.linspace(0.1, 0.9, 9)))
    p, q = (np.bincount(np.searchsorted(cuts, x), minlength=len(cuts) + 1) / len(x) for x in (a, b))
    p, q = np.maximum(p, 1e-4), np.maximum(q, 1e-4)
    found.append([((q - p) * np.log(q / p)).sum(), jensenshannon(p, q, base=2), ks_2samp(a, b).statistic,
                  wasserstein_distance(a, b) / a.std(), np.quantile(b, 0.5), np.quantile(b, 0.95), current[name].isna().mean()])
for name in categorical:
    table = pd.concat([reference[name].value_counts(), current[name].value_counts()], axis=1).fillna(0)
    statistic = chi2_contingency(table.T)[0]
    found.append([statistic, np.sqrt(statistic / table.to_numpy().sum()), current[name].isna().mean()])
print(json.dumps({"wall": time.perf_counter() - started, "cpu": time.process_time() - cpu, "figures": sum(map(len, found))}))
