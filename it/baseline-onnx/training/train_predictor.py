"""Trains a network on two volumes and a clinical vector, and exports it.

    nice python3 train_predictor.py risk --out ../Task2/resources/prognosis.onnx
    nice python3 train_predictor.py hpv --out ../Task3/resources/hpv.onnx

`risk` learns a log hazard by Cox's partial likelihood from censored follow-up, `hpv` a logit; both learn beside it to tell
the lesions' volume and the HPV status by the images alone, which is left out of the exported network. `clinical.json` beside
the network tells how the clinical vector is made.
"""

import argparse
import json
import multiprocessing
import os
import time

import numpy as np
import torch
from torch.nn import functional as F

import phantom
import reference
from networks import Predictor

SIDE = 96
GEOMETRIES = ("head", "quick", "roi")
FIRST = 100_000
"""The first of the patients to train with; those below are the segmentation's."""

CLINICAL = {
    "age": {"key": "Age", "median": 61.0, "mean": 60.5, "deviation": 9.7},
    "categories": [
        {"key": "Gender", "values": ["0", "1", "Unknown"]},
        {"key": "Tobacco Consumption", "values": ["0", "1", "Unknown"]},
        {"key": "Alcohol Consumption", "values": ["0", "1", "Unknown"]},
        {"key": "Performance Status", "values": ["0", "1", "2", "3", "Unknown"]},
        {"key": "M-stage", "values": ["M0", "M1", "Unknown"]},
        {"key": "Treatment", "values": ["0", "1", "Unknown"]}]}


def vector(record):
    """Age, standardised, then a column per value; what is missing counts as `Unknown`, what is unseen as nothing."""
    age = record.get("Age")
    columns = [((CLINICAL["age"]["median"] if age is None else age) - CLINICAL["age"]["mean"])
               / CLINICAL["age"]["deviation"]]
    for category in CLINICAL["categories"]:
        value = record.get(category["key"])
        text = "Unknown" if value is None else value if isinstance(value, str) else f"{value:g}"
        columns += [float(text == known) for known in category["values"]]
    return np.array(columns, np.float32)


def volumes(made, geometry):
    """CT and PET on 96 x 96 x 96 voxels from 0 to 1, each the mean of what it covers at 1 mm."""
    grids = phantom.geometry(geometry, made)
    ct, pet, _ = phantom.draw(made, *grids)
    low, size = reference.common_box(*grids)
    keep = np.minimum(size, reference.BOX)
    corner = low + [(size[0] - keep[0]) // 2, (size[1] - keep[1]) // 2, size[2] - keep[2]]
    return np.stack([_volume(image, grid, corner, keep) for image, grid in zip((ct, pet), grids)])


def _volume(image, grid, corner, size):
    """Resampling and averaging in one go, as both go axis by axis."""
    values = reference.coefficients(image)
    for i in range(3):
        at = (corner[i] + np.arange(size[i]) - grid.origin[i]) / grid.spacing[i]
        matrix = _averages(int(size[i])) @ reference._matrix(at, grid.size[i])
        values = np.moveaxis(np.tensordot(matrix, values, (1, 2 - i)), 0, 2 - i)
    low, high = image.min(), image.max()
    return np.clip((values - low) / (high - low), 0, 1.05).astype(np.float16)


def _averages(count):
    """PyTorch's adaptive average pooling as a matrix."""
    matrix = np.zeros((SIDE, count))
    for row in range(SIDE):
        start, end = row * count // SIDE, -(-(row + 1) * count // SIDE)
        matrix[row, start:end] = 1 / (end - start)
    return matrix


def drawn(index):
    made = phantom.phantom("train", FIRST + index)
    adult = made.scale > 0.85
    rng = np.random.default_rng([phantom.SEED, 11, index])
    images = torch.from_numpy(volumes(made, GEOMETRIES[rng.integers(3 if adult else 2)])[None]).float()
    return Predictor.halved(images)[0].half().numpy()


def cases(options):
    """Draws the patients once; training goes over them many times."""
    started = time.monotonic()
    with multiprocessing.Pool() as processes:
        images = np.stack(processes.map(drawn, range(options.patients)))
    print(f"{len(images)} patients drawn in {time.monotonic() - started:.0f} s", flush=True)
    return torch.from_numpy(images), [phantom.phantom("train", FIRST + index) for index in range(options.patients)]


def cox(risks, days, relapsed):
    """The negative partial log likelihood: each relapse against all who were still under observation."""
    at_risk = days[None, :] >= days[:, None]
    sums = torch.logsumexp(torch.where(at_risk, risks[None, :], torch.tensor(-1e9)), 1)
    return ((sums - risks) * relapsed).sum() / relapsed.sum().clamp(min=1)


def train(options):
    torch.manual_seed(phantom.SEED)
    torch.set_num_threads(options.threads)
    rng = np.random.default_rng([phantom.SEED, 11])
    images, patients = cases(options)
    days = torch.tensor([p.days for p in patients])
    relapsed = torch.tensor([float(p.relapsed) for p in patients])
    hpv = torch.tensor([float(p.hpv) for p in patients])
    volume = torch.tensor([np.log(p.volume_ml()) - np.log(15) for p in patients], dtype=torch.float32)
    net = Predictor(len(vector({})))
    optimiser = torch.optim.AdamW(net.parameters(), 3e-3, weight_decay=1e-3)
    started = time.monotonic()
    for epoch in range(options.epochs):
        for group in optimiser.param_groups:
            group["lr"] = 3e-3 * (0.5 + 0.5 * np.cos(np.pi * epoch / options.epochs)) + 1e-5
        values = []
        for chosen in torch.from_numpy(rng.permutation(len(patients))).split(options.batch):
            x = images[chosen].float() * torch.empty(len(chosen), 2, 1, 1, 1).uniform_(0.94, 1.02)
            x = x.flip(4) if rng.random() < 0.5 else x
            records = [phantom.knocked_out(patients[i].record, rng, 0.15) for i in chosen]
            seen = net.seen(x)
            out = net.told(seen, torch.from_numpy(np.stack([vector(record) for record in records])))[:, 0]
            value = (cox(out, days[chosen], relapsed[chosen]) if options.task == "risk"
                     else F.binary_cross_entropy_with_logits(out, hpv[chosen]))
            told = net.lesions(seen)
            aside = (F.mse_loss(told[:, 0], volume[chosen]),
                     F.binary_cross_entropy_with_logits(told[:, 1], hpv[chosen]))
            value = value + sum(aside)
            optimiser.zero_grad()
            value.backward()
            optimiser.step()
            values.append([value.item(), *(v.item() for v in aside)])
        print(f"epoch {epoch + 1}, {time.monotonic() - started:.0f} s: loss {np.mean(values, 0)[0]:.3f}, of it for the "
              "volume {:.3f}, for the HPV status {:.3f}".format(*np.mean(values, 0)[1:]), flush=True)
    return net.eval()


def export(net, path):
    torch.onnx.export(
        net, (torch.zeros(1, 2, SIDE, SIDE, SIDE), torch.zeros(1, len(vector({})))), path, opset_version=17,
        input_names=["images", "clinical"], output_names=["prediction"],
        dynamic_axes={name: {0: "batch"} for name in ("images", "clinical", "prediction")})
    with open(os.path.join(os.path.dirname(path), "clinical.json"), "w") as file:
        json.dump(CLINICAL, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=["risk", "hpv"])
    parser.add_argument("--patients", type=int, default=900)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", required=True)
    chosen = parser.parse_args()
    trained = train(chosen)
    torch.save(trained.state_dict(), chosen.out.replace(".onnx", ".pt"))
    export(trained, chosen.out)
