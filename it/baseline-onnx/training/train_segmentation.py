"""Trains the segmentation network on phantoms and exports it.

    nice python3 train_segmentation.py --out ../Task1/resources/segmentation.onnx
"""

import argparse
import multiprocessing
import time

import numpy as np
import torch
from torch.nn import functional as F

import phantom
import reference
from networks import Segmenter

DOUBT = 1.0
"""What a label's logit loses after training, as the weights in the loss make masks too large: by 18 % for primary tumours.
Chosen on the patients 9000 to 9013 of the purpose `train`, which no network is trained on."""


def crops(made, rng, size):
    """Cubes of CT and PET at 1 mm, as inference sees them, and labels: at the primary tumour, at up to two nodes, anywhere."""
    grids = phantom.geometry(_geometry(made, rng), made)
    ct, pet, _ = phantom.draw(made, *grids)
    splines = [reference.coefficients(image) for image in (ct, pet)]
    low, extent = reference.common_box(*grids)
    nodes = [made.nodes[i] for i in rng.permutation(len(made.nodes))[:2]]
    places = [lesion.centre + rng.uniform(-0.45, 0.45, 3) * size for lesion in (made.primary, *nodes)]
    body = pet[pet != 0]
    mean, deviation = body.mean() * rng.uniform(0.8, 1.2), body.std() / rng.uniform(0.85, 1.15)
    made_crops = []
    for place in [*places, low + rng.random(3) * extent]:
        at = np.clip(low + np.floor(place - low - size / 2), low, np.maximum(low + extent - size + 40, low))
        x = [reference.resample(spline, grid, at, (size,) * 3) for spline, grid in zip(splines, grids)]
        x = np.stack([reference.scale_ct(x[0]), np.where(x[1] != 0, (x[1] - mean) / deviation, 0)])
        # What lies past the images is zero in both, as padding is.
        past = at + np.arange(size)[:, None] > low + extent - 1
        x[:, past[:, 2][:, None, None] | past[:, 1][None, :, None] | past[:, 0][None, None, :]] = 0
        y = phantom.truth(made, phantom.Grid((size,) * 3, (1.0,) * 3, tuple(at)))
        made_crops.append((x, y))
    return made_crops


def _geometry(made, rng):
    """A child's shoulders and heart would lie in the region of interest; adults' do not."""
    return "roi" if made.scale > 0.85 and rng.random() < 0.5 else rng.choice(["head", "quick"])


def loss(logits, labels):
    """Cross entropy, and soft Dice over the batch for the two labels."""
    weights = torch.tensor([1.0, 4.0, 4.0])
    entropy = F.cross_entropy(logits, labels, weights)
    chance = torch.softmax(logits, 1)[:, 1:]
    target = F.one_hot(labels, 3).permute(0, 4, 1, 2, 3)[:, 1:].float()
    both = (chance * target).sum((0, 2, 3, 4))
    dice = (2 * both + 20) / (chance.sum((0, 2, 3, 4)) + target.sum((0, 2, 3, 4)) + 20)
    return entropy + (1 - dice).mean(), dice


def drawn(index, size):
    return [(x.astype(np.float16), y) for x, y in crops(
        phantom.phantom("train", index), np.random.default_rng([phantom.SEED, 10, index]), size)]


def pool(options):
    """Crops of many patients, drawn once: a batch must mix patients, or normalisation over it misleads."""
    started = time.monotonic()
    with multiprocessing.Pool() as processes:
        patients = processes.starmap(drawn, [(index, options.size) for index in range(options.patients)])
    made = [crop for patient in patients for crop in patient]
    images, labels = zip(*made)
    print(f"{len(made)} crops of {options.patients} patients drawn in {time.monotonic() - started:.0f} s", flush=True)
    return torch.from_numpy(np.stack(images)), torch.from_numpy(np.stack(labels))


def train(options):
    torch.manual_seed(phantom.SEED)
    torch.set_num_threads(options.threads)
    rng = np.random.default_rng([phantom.SEED, 10])
    images, labels = pool(options)
    net = Segmenter()
    optimiser = torch.optim.AdamW(net.parameters(), 8e-3, weight_decay=1e-4)
    started = time.monotonic()
    for step in range(options.steps):
        for group in optimiser.param_groups:
            group["lr"] = 8e-3 * min(1, (step + 1) / 50) * (0.5 + 0.5 * np.cos(np.pi * step / options.steps)) + 1e-5
        chosen = torch.from_numpy(rng.choice(len(images), options.batch, replace=False))
        x, y = images[chosen].float(), labels[chosen].long()
        if rng.random() < 0.5:
            x, y = x.flip(4), y.flip(3)
        value, dice = loss(net(x), y)
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        if (step + 1) % 50 == 0:
            print(f"step {step + 1}, {time.monotonic() - started:.0f} s: loss {value.item():.3f}, "
                  f"soft Dice {dice[0]:.2f} {dice[1]:.2f}", flush=True)
        if (step + 1) % 100 == 0:
            torch.save(net.state_dict(), options.out.replace(".onnx", ".pt"))
    print(f"{options.steps} steps of {options.batch} crops, {sum(p.numel() for p in net.parameters())} parameters")
    with torch.no_grad():
        net.head.bias[1:] -= DOUBT
    return net.eval()


def export(net, path):
    torch.onnx.export(
        net, torch.zeros(1, 2, 32, 32, 32), path, opset_version=17, input_names=["images"], output_names=["logits"],
        dynamic_axes={name: {0: "batch", 2: "z", 3: "y", 4: "x"} for name in ("images", "logits")})


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=1600)
    parser.add_argument("--patients", type=int, default=600)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--size", type=int, default=48)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", default="../Task1/resources/segmentation.onnx")
    chosen = parser.parse_args()
    trained = train(chosen)
    torch.save(trained.state_dict(), chosen.out.replace(".onnx", ".pt"))
    export(trained, chosen.out)
