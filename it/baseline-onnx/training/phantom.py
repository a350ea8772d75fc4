"""Synthetic heads: CT, PET, truth and health record, all from one seed.

A phantom is described in patient coordinates (mm, LPS: x to the left, y to the back, z to the top of the head; the origin
lies in the middle of the head), so that it can be drawn on any grid. It has a body with air around it, skull, jaw, spine
and airway, a brain that takes up much tracer, glands, tonsils and tongue that take up some, a primary tumour (GTVp) in the
throat or, rarer, at the jaw, and lymph nodes (GTVn) at the sides of the neck. Nothing here is a patient.

What the networks can learn, and is known here:
  tumour against node   by place, as throat and jaw are further in and nodes lie at the sides, and as nodes take up more contrast
  HPV status            cystic nodes (cold, watery cores), less uptake in the primary tumour, fewer smokers, younger
  T4                    a primary tumour that has grown into the jaw and put soft tissue in the bone's place
  hazard                age, tobacco, performance status, metastases, HPV status and the lesions' volume; see `hazard`
"""

from dataclasses import dataclass, field

import numpy as np
from scipy import ndimage

SEED = 20250701
"""All randomness comes from (SEED, purpose, index)."""

PURPOSES = {"train": 1, "held-out": 2, "case": 3}

# The body's outline by height: z, half width, half depth, middle in y; mm for a head of scale 1.
OUTLINE = np.array([
    (105, 1, 1, 0), (100, 25, 30, 0), (80, 55, 65, 0), (40, 72, 92, 0), (0, 75, 95, 0), (-40, 70, 90, 2),
    (-80, 62, 75, 8), (-110, 55, 62, 12), (-150, 56, 60, 14), (-180, 75, 70, 14), (-220, 170, 95, 14),
    (-260, 190, 105, 14), (-600, 190, 105, 14)], float)

JAW = (42, 44, -12)
"""Half width, half depth, and the middle in y of the jaw's arch; mm for a head of scale 1."""

GROWN_INTO_THE_JAW = 0.12
"""The share of primary tumours that are T4."""


@dataclass
class Grid:
    """Where voxels lie: `size` and `spacing` and `origin` in the order x, y, z; `direction` has an axis per column."""

    size: tuple
    spacing: tuple
    origin: tuple
    direction: np.ndarray = field(default_factory=lambda: np.eye(3))

    def axes(self):
        """Coordinates in mm along z, y, x, shaped to broadcast; for grids that lie straight."""
        at = [self.origin[i] + self.direction[i, i] * self.spacing[i] * np.arange(self.size[i]) for i in range(3)]
        return at[2][:, None, None], at[1][None, :, None], at[0][None, None, :]


@dataclass
class Lesion:
    """A bumpy ellipsoid."""

    centre: np.ndarray
    radii: np.ndarray
    suv: float
    cystic: bool
    bumps: np.ndarray

    def inside(self, z, y, x, shrink=1.0):
        dx, dy, dz = x - self.centre[0], y - self.centre[1], z - self.centre[2]
        r = np.sqrt((dx / self.radii[0]) ** 2 + (dy / self.radii[1]) ** 2 + (dz / self.radii[2]) ** 2)
        k = 2.2 / self.radii.mean()
        wave = (np.sin(k * dx + self.bumps[0]) + np.sin(k * dy + self.bumps[1]) + np.sin(k * dz + self.bumps[2])) / 3
        return r < shrink * (1 + 0.12 * wave)

    def reach(self):
        return 1.15 * self.radii

    def diameter(self):
        return 2 * float(self.radii.max())


@dataclass
class Phantom:
    """One synthetic patient."""

    index: int
    scale: float
    primary: Lesion
    nodes: list
    hpv: bool
    record: dict
    uptake: dict
    noise: np.random.Generator
    in_jaw: bool = False
    hazard: float = 0.0
    days: float = 0.0
    relapsed: bool = True

    def volume_ml(self):
        return sum(4 / 3 * np.pi * lesion.radii.prod() for lesion in [self.primary, *self.nodes]) / 1000


def phantom(purpose, index, scale=(0.6, 1.1)):
    """Draws a patient. The same purpose and index give the same patient."""
    rng = np.random.default_rng([SEED, PURPOSES[purpose], index])
    s = rng.uniform(*scale)
    hpv = bool(rng.random() < 0.5)
    primary = _primary(rng, s, hpv)
    # Numbers of their own, so that all other patients are as they would be without.
    aside = np.random.default_rng([SEED, PURPOSES[purpose], index, 4])
    in_jaw = bool(aside.random() < GROWN_INTO_THE_JAW)
    if in_jaw:
        _grow_into_the_jaw(aside, s, primary)
    nodes = _nodes(rng, s, hpv, primary)
    uptake = {
        "tissue": rng.uniform(0.8, 1.4), "brain": rng.uniform(6.0, 8.5), "gland": rng.uniform(2.0, 3.5),
        "tonsil": rng.uniform(2.0, 3.5), "tongue": rng.uniform(1.5, 2.5), "organ": rng.uniform(12, 30)}
    made = Phantom(index, s, primary, nodes, hpv, _record(rng, hpv), uptake, rng, in_jaw)
    _follow_up(rng, made)
    return made


def _lesion(rng, centre, r, suv, cystic=False, long=1.2):
    radii = r * np.array([rng.uniform(0.85, 1.1), rng.uniform(0.85, 1.1), rng.uniform(1.0, long)])
    return Lesion(np.array(centre, float), radii, suv, cystic, rng.uniform(0, 2 * np.pi, 3))


def _primary(rng, s, hpv):
    r = min(rng.uniform(7, 22), 20 * s)
    centre = s * np.array([rng.uniform(-12, 12), rng.uniform(-15, 10), rng.uniform(-95, -55)])
    suv = rng.normal(8, 1.5) if hpv else rng.normal(14, 2.5)
    return _lesion(rng, centre, r, max(suv, 5.0))


def _grow_into_the_jaw(rng, s, primary):
    """Moves a tumour from the throat to the inner side of the jaw, with as much of it beyond the bone's middle as 0.4 of
    its radius; small ones grow."""
    r = min(rng.uniform(12, 20), 19 * s)
    primary.radii *= r / primary.radii.mean()
    angle = rng.choice([-1, 1]) * np.radians(rng.uniform(25, 90))
    at = (1 - 0.6 * r / (43 * s)) * np.array([JAW[0] * np.sin(angle), -JAW[1] * np.cos(angle)])
    primary.centre[:] = s * np.array([at[0], JAW[2] + at[1], rng.uniform(-86, -72)])


def _nodes(rng, s, hpv, primary):
    nodes = []
    for _ in range(rng.choice(5, p=[0.2, 0.3, 0.25, 0.15, 0.1])):
        large = rng.random() < 0.07 and s > 0.8
        r = rng.uniform(22, 25) if large else min(rng.uniform(5.5, 15), 16 * s)
        for _ in range(30):
            side = rng.choice([-1, 1])
            x = side * (s * 56 - 0.9 * r - rng.uniform(2, 8))
            centre = [x, s * rng.uniform(5, 35), s * rng.uniform(-140, -70)]
            node = _lesion(rng, centre, r, rng.uniform(5, 12), hpv and rng.random() < 0.8, 1.35 if large else 1.3)
            if all(np.linalg.norm(node.centre - o.centre) > 3 + node.radii.max() + o.radii.max()
                   for o in [primary, *nodes]):
                nodes.append(node)
                break
    return nodes


def _record(rng, hpv):
    """A health record as the challenge words it, complete."""
    return {
        "Age": float(np.clip(round(rng.normal(57 if hpv else 64, 9)), 30, 90)),
        "Gender": int(rng.random() < 0.8),
        "Tobacco Consumption": int(rng.random() < (0.3 if hpv else 0.75)),
        "Alcohol Consumption": int(rng.random() < (0.35 if hpv else 0.6)),
        "Performance Status": int(rng.choice(4, p=[0.5, 0.3, 0.15, 0.05])),
        "Treatment": int(rng.random() < 0.6),
        "M-stage": "M1" if rng.random() < 0.08 else "M0"}


def hazard(made):
    """The log hazard: what decides when the cancer comes back, apart from luck."""
    r = made.record
    volume = np.log(made.volume_ml()) - np.log(15)
    return (0.9 * (r["Age"] - 61) / 9 + 1.0 * r["Tobacco Consumption"] + 0.8 * r["Performance Status"]
            + 1.5 * (r["M-stage"] == "M1") - 1.0 * made.hpv + 1.3 * volume - 1.0)


def _follow_up(rng, made):
    made.hazard = float(hazard(made))
    days = 900 * (rng.exponential() / np.exp(made.hazard)) ** (1 / 1.5)
    until = rng.uniform(400, 4000)
    made.relapsed = bool(days <= until)
    made.days = float(np.clip(min(days, until), 10, 4000))


def stages(made):
    """T and N stage by size, number and bone invaded, as the 8th edition has them but for other invasion and extension."""
    d = made.primary.diameter()
    t = "T4" if made.in_jaw else "T1" if d <= 20 else "T2" if d <= 40 else "T3"
    if not made.nodes:
        return t, "N0"
    largest = max(node.diameter() for node in made.nodes)
    if largest > 60:
        return t, "N3"
    return t, "N1" if len(made.nodes) == 1 and largest <= 30 else "N2"


def knocked_out(record, rng, share):
    """The record with keys missing or null, as the platform's sample has them."""
    kept = {}
    for key, value in record.items():
        roll = rng.random()
        if roll < share / 2:
            kept[key] = None
        elif roll >= share:
            kept[key] = value
    return kept


def geometry(name, made):
    """CT grid and PET grid.

    `full` is what a scanner gives, `roi` that part of it that the region of interest keeps, on fewer voxels; `head` is cut
    to the head, and `quick` too, with still fewer voxels.
    """
    s = made.scale
    if name == "full":
        return (Grid((512, 512, 127), (0.9765625, 0.9765625, 3.0), (-249.5, -245.0, 112 * s - 378)),
                Grid((128, 128, 95), (4.07, 4.07, 4.0), (-258.0, -252.0, 112 * s - 376)))
    if name == "roi":
        top = 112 * s - 3
        return (Grid((102, 102, 105), (2.0, 2.0, 3.0), (-101.0, -101.0, top - 312)),
                Grid((51, 51, 78), (4.0, 4.0, 4.0), (-101.5, -100.2, top - 311)))
    xy, z = {"head": ((2.0, 2.0), 3.0), "quick": ((2.2, 2.2), 4.0)}[name]
    half = (76 * s + 6, 96 * s + 6)
    top, bottom = 106 * s + 5, -165 * s - 5
    ct = Grid((int(2 * half[0] / xy[0]), int(2 * half[1] / xy[1]), int((top - bottom) / z)),
              (*xy, z), (-half[0], -half[1] + 2, bottom))
    pet = Grid((int(2 * half[0] / 4), int(2 * half[1] / 4), int((top - bottom) / 4)), (4.0, 4.0, 4.0),
               (-half[0] + 0.7, -half[1] + 2.4, bottom + 0.5))
    return ct, pet


def draw(made, ct_grid, pet_grid):
    """The arrays (z, y, x): CT in HU, PET in SUV, truth on the CT's grid (1 GTVp, 2 GTVn)."""
    ct = _draw_ct(made, ct_grid)
    return ct, _draw_pet(made, pet_grid), truth(made, ct_grid)


def truth(made, grid):
    labels = np.zeros(grid.size[::-1], np.uint8)
    for node in made.nodes:
        _paint(labels, grid, node.centre, node.reach(), node.inside, 2)
    _paint(labels, grid, made.primary.centre, made.primary.reach(), made.primary.inside, 1)
    return labels


def _draw_ct(made, grid):
    rng = np.random.default_rng([SEED, 77, made.index])
    image = np.full(grid.size[::-1], -1000, np.float32)
    _paint_body(image, grid, made.scale, 40)
    for centre, radii, hu in _bones_and_air(made.scale):
        _ellipsoid(image, grid, centre, radii, hu)
    s = made.scale
    z, y, x = grid.axes()
    ring = np.abs(np.hypot(x / (JAW[0] * s), (y - JAW[2] * s) / (JAW[1] * s)) - 1) < 0.11
    image[ring & (y < 5 * s) & (z > -92 * s) & (z < -66 * s)] = 900
    for node in made.nodes:
        _paint(image, grid, node.centre, node.reach(), node.inside, 130)
        if node.cystic:
            _paint(image, grid, node.centre, node.reach(), lambda *at, n=node: n.inside(*at, shrink=0.65), 8)
    _paint(image, grid, made.primary.centre, made.primary.reach(), made.primary.inside, 70)
    image += rng.normal(0, 12, image.shape).astype(np.float32)
    return image


def _bones_and_air(s):
    """Painted in this order: skull, brain, spine, airway."""
    return [((0, 0, 35 * s), (70 * s, 90 * s, 66 * s), 700), ((0, 0, 35 * s), (64 * s, 84 * s, 60 * s), 35),
            ((0, 48 * s, -220 * s), (13 * s, 13 * s, 165 * s), 400), ((0, 24 * s, -130 * s), (8 * s, 8 * s, 75 * s), -1000)]


def _draw_pet(made, grid):
    """Drawn at half the spacing, blurred as a scanner does, averaged to the voxels, with noise."""
    fine = Grid(tuple(2 * n for n in grid.size), tuple(h / 2 for h in grid.spacing),
                tuple(o - h / 4 for o, h in zip(grid.origin, grid.spacing)))
    image = np.zeros(fine.size[::-1], np.float32)
    s, up = made.scale, made.uptake
    _paint_body(image, fine, s, up["tissue"])
    _ellipsoid(image, fine, (0, 0, 35 * s), (64 * s, 84 * s, 60 * s), up["brain"])
    for side in (-1, 1):
        _ellipsoid(image, fine, (side * 52 * s, 18 * s, -45 * s), (9 * s, 13 * s, 18 * s), up["gland"])
        _ellipsoid(image, fine, (side * 20 * s, 2 * s, -62 * s), (6 * s, 7 * s, 9 * s), up["tonsil"])
    _ellipsoid(image, fine, (0, -30 * s, -72 * s), (22 * s, 26 * s, 12 * s), up["tongue"])
    _ellipsoid(image, fine, (20 * s, -10 * s, -330 * s), (40 * s, 35 * s, 40 * s), up["organ"])
    _ellipsoid(image, fine, (0, 24 * s, -130 * s), (8 * s, 8 * s, 75 * s), 0.1)
    for lesion in [*made.nodes, made.primary]:
        _paint(image, fine, lesion.centre, lesion.reach(), lesion.inside, lesion.suv)
        if lesion.cystic:
            _paint(image, fine, lesion.centre, lesion.reach(), lambda *at, n=lesion: n.inside(*at, shrink=0.65), 1.5)
    image = ndimage.gaussian_filter(image, [2.4 / h for h in fine.spacing[::-1]])
    nz, ny, nx = grid.size[::-1]
    image = image.reshape(nz, 2, ny, 2, nx, 2).mean(axis=(1, 3, 5))
    rng = np.random.default_rng([SEED, 78, made.index])
    image = image * (1 + 0.05 * rng.standard_normal(image.shape)) + 0.03 * rng.random(image.shape)
    return image.astype(np.float32)


def _paint_body(image, grid, s, value):
    z, y, x = grid.axes()
    up = OUTLINE[::-1]
    a, b, cy = (s * np.interp(z / s, up[:, 0], up[:, i], left=up[0, i], right=0) for i in (1, 2, 3))
    a, b = np.maximum(a, 1e-3), np.maximum(b, 1e-3)
    for k in range(len(image)):
        flat = (x[0] / a[k]) ** 2 + ((y[0] - cy[k]) / b[k]) ** 2 < 1
        image[k][flat] = value


def _ellipsoid(image, grid, centre, radii, value):
    radii = np.array(radii, float)

    def inside(z, y, x):
        return (((x - centre[0]) / radii[0]) ** 2 + ((y - centre[1]) / radii[1]) ** 2
                + ((z - centre[2]) / radii[2]) ** 2) < 1

    _paint(image, grid, centre, radii, inside, value)


def _paint(image, grid, centre, reach, inside, value):
    """Sets the voxels inside a shape; looks only where the shape reaches."""
    parts = []
    for i in range(3):
        at = (np.array([centre[i] - reach[i], centre[i] + reach[i]]) - grid.origin[i]) / (
            grid.direction[i, i] * grid.spacing[i])
        lo, hi = np.floor(at.min()), np.ceil(at.max()) + 1
        parts.append(slice(int(np.clip(lo, 0, grid.size[i])), int(np.clip(hi, 0, grid.size[i]))))
    z, y, x = grid.axes()
    where = inside(z[parts[2]], y[:, parts[1]], x[:, :, parts[0]])
    image[parts[2], parts[1], parts[0]][where] = value
