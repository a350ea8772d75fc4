"""Writes what the Java program is compared with, made by scipy, scikit-image and PyTorch.

    python3 goldens.py ../src/test/resources/golden

Every file is small. The tolerances stand in the tests that read them. Run it again when a network changes.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from scipy import ndimage
from skimage import measure
from torch.nn import functional as F

import make_cases
import metaimage
import onnx_in_torch
import phantom
import reference
import train_predictor

RNG = np.random.default_rng(7)
SHEAR = np.array([[0.9, 0.1, 0.0], [-0.2, 1.1, 0.3], [0.1, -0.1, 0.8]])
"""The steps of a grid that lies aslant: a row per axis, in mm."""


def plain(value):
    if isinstance(value, (np.ndarray, torch.Tensor)):
        return [float(f"{v:.9g}") for v in np.asarray(value, float).ravel()]
    return value


def write(folder, name, **values):
    (folder / f"{name}.json").write_text(json.dumps({key: plain(value) for key, value in values.items()}) + "\n")


def places(size, origin, steps, image_origin, spacing):
    """The places of a grid's voxels in an image, z, y, x; in the order of memory."""
    k, j, i = np.meshgrid(*(np.arange(n) for n in size[::-1]), indexing="ij")
    points = origin + np.stack([i, j, k], -1).reshape(-1, 3) @ steps
    return ((points - image_origin) / spacing).T[::-1]


def spline(folder):
    size, spacing, origin = (7, 6, 5), np.array([2.0, 1.5, 3.0]), np.array([-3.0, 4.0, 10.0])
    image = RNG.uniform(-1000, 1000, size[::-1]).astype(np.float32)
    at_size, at_origin = (9, 8, 7), np.array([-3.5, 3.0, 9.0])
    at = places(at_size, at_origin, SHEAR * 1.7, origin, spacing)
    coefficients = ndimage.spline_filter(image.astype(float), order=3, mode="mirror")
    values = ndimage.map_coordinates(coefficients, at, order=3, mode="mirror", prefilter=False)
    inside = np.all([(a >= -0.5) & (a <= n - 0.5) for a, n in zip(at, size[::-1])], axis=0)
    labels = RNG.integers(0, 3, size[::-1])
    nearest = ndimage.map_coordinates(labels, at, order=0, mode="grid-constant", cval=0)
    write(folder, "resample", size=size, spacing=spacing, origin=origin, image=image, coefficients=coefficients,
          atSize=at_size, atOrigin=at_origin, atSteps=SHEAR * 1.7, values=values * inside, labels=labels, nearest=nearest)


def area(folder):
    shapes = [((11, 7, 5), 4), ((3, 8, 4), 6)]
    images = [RNG.random(size[::-1]).astype(np.float32) for size, _ in shapes]
    made = [F.adaptive_avg_pool3d(torch.from_numpy(i)[None, None], side) for i, (_, side) in zip(images, shapes)]
    write(folder, "area", sizes=[s for s, _ in shapes], sides=[s for _, s in shapes],
          images=[plain(i) for i in images], resized=[plain(m) for m in made])


def components(folder):
    volume = ndimage.gaussian_filter(RNG.standard_normal((14, 12, 10)), 0.8).astype(np.float32)
    labels, count = measure.label(volume > 0.25, connectivity=3, return_num=True)
    regions = sorted(measure.regionprops(labels), key=lambda r: -r.area)
    z = (volume.astype(float) - volume.astype(float).mean()) / volume.astype(float).std(ddof=1)
    hot, _ = ndimage.label(z > 1, np.ones((3, 3, 3)))
    largest = 1 + np.argmax(np.bincount(hot.ravel())[1:])
    write(folder, "components", size=volume.shape[::-1], volume=volume, threshold=0.25, counts=[int(r.area) for r in regions],
          largestMean=np.array(regions[0].centroid[::-1]),
          hotMean=np.array(ndimage.center_of_mass(hot == largest))[::-1])


def boxes(folder):
    rows = []
    for around, shape in [((100, 110, 300), (500, 480, 900)), ((250, 5, 890), (500, 480, 900)),
                          ((40, 60, 100), (90, 220, 310)), ((190, 199, 150), (200, 201, 320))]:
        start, end = reference.box(around, shape)
        rows.append([*around, *shape, *(int(v) for v in start), *(int(v) for v in end)])
    write(folder, "boxes", rows=rows)


def intensity(folder):
    ct = torch.from_numpy(RNG.uniform(-1000, 1000, 60).astype(np.float32))
    pet = torch.from_numpy(np.where(RNG.random(60) < 0.3, 0, RNG.uniform(0, 15, 60)).astype(np.float32))
    filled = pet[pet != 0]
    standard = torch.where(pet != 0, (pet - filled.mean()) / filled.std(unbiased=False), torch.zeros(()))
    write(folder, "intensity", ct=ct, softTissue=torch.clamp((ct + 250) / 500, 0, 1) * 12 - 6, pet=pet,
          standardised=standard, unit=(pet - pet.min()) / (pet.max() - pet.min()))


def window(folder):
    """A sliding window as MONAI does it, over a wave and a network of one convolution; some weights and scores are kept."""
    side, size = 16, (40, 24, 16)
    weight = (RNG.standard_normal((3, 2, 3, 3, 3)) * 0.2).astype(np.float32)
    bias = RNG.standard_normal(3).astype(np.float32)
    graph = helper.make_graph(
        [helper.make_node("Conv", ["images", "weight", "bias"], ["logits"], pads=[1] * 6, strides=[1] * 3)], "tiny",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, ["n", 2, "z", "y", "x"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 3, "z", "y", "x"])],
        [numpy_helper.from_array(weight, "weight"), numpy_helper.from_array(bias, "bias")])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), folder / "tiny.onnx")
    images = wave(1, 2, *size[::-1])
    scores = slide(torch.from_numpy(images),
                   lambda x: F.conv3d(x, torch.from_numpy(weight), torch.from_numpy(bias), padding=1), side)
    write(folder, "window", side=side, size=size, weights=importance(side).ravel()[::7], scores=scores.ravel()[::31])


def importance(side):
    x = torch.arange(-(side - 1) / 2, (side - 1) / 2 + 1)
    line = torch.exp(x**2 / (-2 * (0.125 * side) ** 2))
    return torch.clamp(line[:, None, None] * line[None, :, None] * line[None, None, :], min=1e-3)


def slide(images, network, side):
    weights = importance(side)
    sums, total = torch.zeros(1, 3, *images.shape[2:]), torch.zeros(images.shape[2:])

    def starts(length):
        return sorted({min(at, length - side) for at in range(0, length - side // 2, side // 2)} | {length - side})

    for z in starts(images.shape[2]):
        for y in starts(images.shape[3]):
            for x in starts(images.shape[4]):
                at = (slice(z, z + side), slice(y, y + side), slice(x, x + side))
                sums[(..., *at)] += network(images[(..., *at)]) * weights
                total[at] += weights
    return sums / total


def clinical(folder):
    records = [
        {"Age": 63, "Gender": 1, "Tobacco Consumption": 0, "Alcohol Consumption": 1, "Performance Status": 2,
         "Treatment": 1, "M-stage": "M0"},
        {}, {"Age": None, "Gender": None, "M-stage": "M1", "CenterID": 3},
        {"Age": 71.5, "Gender": 0.0, "Performance Status": 4, "M-stage": "Mx"}]
    write(folder, "clinical", records=records, vectors=[plain(train_predictor.vector(r)) for r in records])


def wave(*shape):
    return np.sin(np.arange(np.prod(shape)) * 0.37).reshape(shape).astype(np.float32)


def networks(folder, root):
    """The trained networks on a wave; every 97th logit is kept."""
    logits = onnx_in_torch.run(root / "Task1/resources/segmentation.onnx", images=wave(1, 2, 32, 32, 32))
    vector = train_predictor.vector({"Age": 63, "Gender": 1, "M-stage": "M1"})
    values = {name: onnx_in_torch.run(root / path, images=wave(1, 2, 96, 96, 96), clinical=vector[None])
              for name, path in (("risk", "Task2/resources/prognosis.onnx"), ("hpv", "Task3/resources/hpv.onnx"))}
    write(folder, "networks", logits=logits.ravel()[::97], vector=vector, **values)


def whole_cases(folder, root):
    """Every step together on the cases of `test/input`."""
    made = make_cases.Case(phantom.phantom("case", make_cases.SANITY[0], make_cases.SMALL))
    ct, pet, region = at_one_mm(made)
    scaled = np.stack([reference.scale_ct(ct), reference.scale_pet(pet)]).astype(np.float32)
    where = reference.foreground(scaled[0])
    part = scaled[(slice(None), *where)]
    padded = np.zeros((1, 2, *(max(n, 128) for n in part.shape[1:])), np.float32)
    padded[0, :, :part.shape[1], :part.shape[2], :part.shape[3]] = part
    path = root / "Task1/resources/segmentation.onnx"
    scores = slide(torch.from_numpy(padded), lambda x: torch.from_numpy(onnx_in_torch.run(path, images=x.numpy())), 128)
    best = scores[0].argmax(0).numpy().astype(np.uint8)
    labels = np.zeros(ct.shape, np.uint8)
    labels[where] = best[:part.shape[1], :part.shape[2], :part.shape[3]]
    grid = made.ct_grid
    at = places(grid.size, np.array(grid.origin), np.diag(grid.spacing), region[0], np.ones(3))
    mask = ndimage.map_coordinates(labels, at, order=0, mode="grid-constant", cval=0).reshape(grid.size[::-1])
    metaimage.write(folder / "case-mask.mha", mask.astype(np.uint8), grid)
    cubes = np.stack([F.adaptive_avg_pool3d(torch.from_numpy(v)[None], 96)[0].numpy() for v in
                      ((i - i.min()) / (i.max() - i.min()) for i in (ct, pet))])[None].astype(np.float32)
    vector = train_predictor.vector(made.record)[None]
    write(folder, "case", origin=region[0], size=[int(n) for n in region[1]], ct=ct.ravel()[::9973], pet=pet.ravel()[::9973],
          risk=onnx_in_torch.run(root / "Task2/resources/prognosis.onnx", images=cubes, clinical=vector),
          hpv=onnx_in_torch.run(root / "Task3/resources/hpv.onnx", images=cubes, clinical=vector))


def at_one_mm(made):
    """CT and PET in the region of interest, and where it lies: origin and size."""
    low, size = reference.common_box(made.ct_grid, made.pet_grid)
    splines = [reference.coefficients(image.astype(np.float64)) for image in (made.ct, made.pet)]
    pet = reference.resample(splines[1], made.pet_grid, low, size)
    start, end = reference.box(reference.centre(pet), size)
    volumes = [reference.resample(spline, grid, low + start, end - start)
               for spline, grid in zip(splines, (made.ct_grid, made.pet_grid))]
    return *volumes, (low + start, end - start)


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    project = Path(__file__).resolve().parent.parent
    with torch.no_grad():
        for make in (spline, area, components, boxes, intensity, window, clinical):
            make(out)
        networks(out, project)
        whole_cases(out, project)
