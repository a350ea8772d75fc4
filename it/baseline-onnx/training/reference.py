"""The steps of the Java program once more, by scipy and numpy: what training feeds on and golden files are made of.

Arrays are [z, y, x]; grids are those of `phantom.Grid`, along the axes.
"""

import numpy as np
from scipy import ndimage

BOX = (200, 200, 310)
"""The region of interest in mm, along x, y, z."""


def coefficients(image):
    """Cubic B-spline coefficients, mirrored at the borders' voxels, as ITK does it."""
    return ndimage.spline_filter(image.astype(np.float64), order=3, mode="mirror", output=image.dtype)


def resample(spline, grid, origin, size):
    """Values at 1 mm, by cubic B-spline; 0 where a place is outside of the image. `size` and `origin` are x, y, z."""
    weights, inside = [], []
    for i in range(3):
        at = (origin[i] + np.arange(size[i]) - grid.origin[i]) / (grid.direction[i, i] * grid.spacing[i])
        inside.append((at >= -0.5) & (at <= grid.size[i] - 0.5))
        weights.append(_matrix(at, grid.size[i]))
    values = spline
    for i in range(3):
        values = np.moveaxis(np.tensordot(weights[i].astype(spline.dtype), values, (1, 2 - i)), 0, 2 - i)
    return values * (inside[2][:, None, None] & inside[1][None, :, None] & inside[0][None, None, :])


def _matrix(at, count):
    """A row per place: how much of each coefficient it takes."""
    matrix = np.zeros((len(at), count))
    first = np.floor(at).astype(int)
    for tap in range(-1, 3):
        t = np.abs(at - (first + tap))
        weight = np.where(t < 1, 2 / 3 - t**2 + t**3 / 2, np.maximum(2 - t, 0) ** 3 / 6)
        np.add.at(matrix, (np.arange(len(at)), _mirror(first + tap, count)), weight)
    return matrix


def _mirror(index, count):
    if count == 1:
        return np.zeros_like(index)
    index = np.abs(index) % (2 * count - 2)
    return np.where(index < count, index, 2 * count - 2 - index)


def common_box(*grids):
    """The part of space that all images cover: lowest corner and size in whole mm, x, y, z."""
    low = [max(g.origin[i] for g in grids) for i in range(3)]
    high = [min(g.origin[i] + g.size[i] * g.spacing[i] for g in grids) for i in range(3)]
    return np.array(low), np.array([int(np.rint(h - l)) for h, l in zip(high, low)])


def centre(pet):
    """The middle of what takes up most in the uppermost quarter, x, y, z in voxels."""
    nz = pet.shape[0]
    start = int(0.75 * nz)
    top = pet[start:]
    hot = (top - top.mean()) / (top.std(ddof=1) + 1e-8) > 1
    if not hot.any():
        return tuple(n // 2 for n in top.shape[::-1][:2]) + (start + top.shape[0] // 2,)
    labels, _ = ndimage.label(hot, np.ones((3, 3, 3)))
    largest = 1 + np.argmax(np.bincount(labels.ravel())[1:])
    z, y, x = np.argwhere(labels == largest).mean(axis=0)
    return int(x), int(y), int(z + start)


def box(around, shape):
    """The region of interest: start and end along x, y, z; `shape` is x, y, z too."""
    start = np.clip(np.array(around) - np.array(BOX) // 2, 0, shape)
    end = np.clip(start + BOX, 0, shape)
    return np.maximum(end - BOX, 0), end


def scale_ct(ct):
    return np.clip((ct + 250) / 500, 0, 1) * 12 - 6


def scale_pet(pet):
    out = pet.astype(np.float64).copy()
    filled = out != 0
    if filled.any():
        out[filled] -= out[filled].mean()
        deviation = out[filled].std()
        out[filled] /= deviation if deviation > 0 else 1
    return out


def foreground(ct):
    """The bounding box of what is denser than water: slices along z, y, x; all of it where nothing is."""
    where = np.argwhere(ct > 0)
    if not len(where):
        return tuple(slice(0, n) for n in ct.shape)
    return tuple(slice(a, b + 1) for a, b in zip(where.min(axis=0), where.max(axis=0)))
