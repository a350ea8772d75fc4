"""Fits the line from the network's log hazard to days that the project for 2026 uses.

    python3 fit_survival.py ../Task2/resources/prognosis.onnx ../../hecktor2026/Task/model/survival.json

A Weibull model of the time to a relapse, by maximum likelihood from censored follow-up of patients that the network was not
trained on; what is told is the median.
"""

import json
import sys

import numpy as np
import torch
from scipy import optimize

import onnx_in_torch
import phantom
import train_predictor

PATIENTS = 120


def risks(path):
    for index in range(200_000, 200_000 + PATIENTS):
        made = phantom.phantom("train", index)
        with torch.no_grad():
            risk = onnx_in_torch.run(path, images=train_predictor.volumes(made, "head")[None].astype(np.float32),
                                     clinical=train_predictor.vector(made.record)[None])
        yield float(risk), made.days, made.relapsed


def fit(risk, days, relapsed):
    def cost(p):
        location, slope, log_scale = p
        z = (np.log(days) - location + slope * risk) / np.exp(log_scale)
        return -(relapsed * (z - log_scale) - np.exp(z)).sum()

    location, slope, log_scale = optimize.minimize(cost, [7.0, 0.5, 0.0], method="Nelder-Mead").x
    return {"logDays": round(location + np.exp(log_scale) * np.log(np.log(2)), 4), "slope": round(slope, 4)}


if __name__ == "__main__":
    found = fit(*map(np.array, zip(*risks(sys.argv[1]))))
    with open(sys.argv[2], "w") as file:
        json.dump(found, file, indent=2)
        file.write("\n")
    print(found)
