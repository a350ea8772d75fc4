"""Makes cases: inputs as the platform lays them out, and the truth beside them.

    python3 make_cases.py local ..                                     the cases that are kept with this project
    python3 make_cases.py local2026 ../../hecktor2026                  those of the project for 2026
    python3 make_cases.py many ../target/held-out --count 50           patients that no network was trained on
    python3 make_cases.py many ../target/full --count 1 --geometry full    as large as a scanner's

A case is a folder: `input/` with `images/ct/ct.mha`, `images/pet/pet.mha` and `ehr.json`; `truth/` with `mask.mha`, and
`truth.json` with stages, HPV status, and the days to a relapse or, where none was seen, to the end of the follow-up.
"""

import argparse
import json
from pathlib import Path

import numpy as np

import metaimage
import phantom
from phantom import Grid

SMALL = (0.60, 0.64)
"""Heads so small that a quick test is done in a second or two."""

SANITY = (4, 3, 7)
ODD = 11
IN_JAW = 10


class Case:
    """A drawn patient, changed at will before it is written."""

    def __init__(self, made, geometry="quick", grids=None):
        self.made = made
        self.ct_grid, self.pet_grid = grids or phantom.geometry(geometry, made)
        ct, pet, self.truth = phantom.draw(made, self.ct_grid, self.pet_grid)
        # Steps of 4 HU and 1/32 SUV: no test needs more, and the files are half as large.
        self.ct = (np.clip(np.rint(ct / 4), -256, 767) * 4).astype(np.int16)
        self.pet = (np.rint(pet * 32) / 32).astype(np.float32)
        self.record = dict(made.record)
        self.options = {}

    def flip(self):
        """Turns x and y around in memory; every voxel stays where it is in the patient."""
        for name in ("ct_grid", "pet_grid"):
            grid = getattr(self, name)
            origin = [grid.origin[i] + (grid.size[i] - 1) * grid.spacing[i] for i in (0, 1)] + [grid.origin[2]]
            setattr(self, name, Grid(grid.size, grid.spacing, tuple(origin), np.diag([-1.0, -1.0, 1.0])))
        self.ct, self.pet, self.truth = (np.ascontiguousarray(a[:, ::-1, ::-1]) for a in (self.ct, self.pet, self.truth))
        return self

    def write(self, folder, mask=True):
        folder = Path(folder)
        metaimage.write(folder / "input/images/ct/ct.mha", self.ct, self.ct_grid, **self.options)
        metaimage.write(folder / "input/images/pet/pet.mha", self.pet, self.pet_grid)
        write_json(folder / "input/ehr.json", self.record)
        t, n = phantom.stages(self.made)
        write_json(folder / "truth/truth.json", {
            "tStage": t, "nStage": n, "hpv": self.made.hpv, "days": round(self.made.days), "relapsed": self.made.relapsed,
            "logHazard": round(self.made.hazard, 4)})
        if mask:
            metaimage.write(folder / "truth/mask.mha", self.truth, self.ct_grid)


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2) + "\n")


def local(root):
    """Three sanity cases for each task, and the odd ones."""
    for task in (1, 2, 3):
        test = Path(root) / f"Task{task}" / "test"
        sanity(test, mask=task == 1)
        stub(test / "cases/stub-2d")
        if task == 1:
            geometries(test / "cases")
        else:
            missing_keys(test / "cases/missing-keys")


def local2026(root):
    test = Path(root) / "Task" / "test"
    sanity(test, mask=True)
    stub(test / "cases/stub-2d")
    missing_keys(test / "cases/missing-keys")
    Case(phantom.phantom("case", IN_JAW, SMALL)).write(test / "cases/grown-into-jaw")
    for case in [test, *(test / "cases").iterdir()]:
        write_sockets(case / "input")


def sanity(test, mask):
    for index, folder in zip(SANITY, (test, test / "cases/sanity-2", test / "cases/sanity-3")):
        Case(phantom.phantom("case", index, SMALL)).write(folder, mask)


def stub(folder):
    """The platform's placeholder images."""
    metaimage.write_stub(folder / "input/images/ct/ct.mha")
    metaimage.write_stub(folder / "input/images/pet/pet.mha")
    write_json(folder / "input/ehr.json", phantom.phantom("case", ODD).record)


def missing_keys(folder):
    case = Case(phantom.phantom("case", ODD, SMALL))
    for key in ("Tobacco Consumption", "M-stage"):
        del case.record[key]
    case.record |= {"Age": None, "Performance Status": None, "CenterID": 7}
    case.write(folder, mask=False)


def geometries(cases):
    """What images may look like."""
    case = Case(phantom.phantom("case", ODD, SMALL)).flip()
    case.options = {"big_endian": True}
    case.write(cases / "flipped-big-endian")

    made = phantom.phantom("case", ODD + 1, SMALL)
    ct, pet = phantom.geometry("quick", made)
    # The PET begins lower and further left than the CT, and ends higher.
    pet = Grid((pet.size[0], pet.size[1] - 2, pet.size[2] + 2), (4.0, 4.0, 4.2),
               (pet.origin[0] + 9.3, pet.origin[1] + 2.1, pet.origin[2] - 7.7))
    Case(made, grids=(ct, pet)).write(cases / "different-origins")

    made = phantom.phantom("case", ODD + 2, SMALL)
    _, pet = phantom.geometry("quick", made)
    ct = Grid((50, 48, 26), (1.5, 1.6, 2.5), tuple(made.primary.centre - [36.2, 38.1, 30.0]))
    case = Case(made, grids=(ct, pet))
    case.options = {"dimensions": 4, "compressed": False}
    case.write(cases / "small-ct-4d")


def write_sockets(folder):
    """The list of inputs that the platform writes."""
    sockets = [("ct-image", "images/ct", True), ("electronic-health-record", "ehr.json", False),
               ("pet-image", "images/pet", True)]
    write_json(folder / "inputs.json", [
        {"socket": {"slug": slug, "relative_path": path, "is_image_kind": image}, "file": None,
         "image": {"name": Path(path).name + ".mha"} if image else None, "value": None} for slug, path, image in sockets])


def many(options):
    scale = (0.9, 1.05) if options.geometry == "full" else tuple(options.scale)
    for index in range(options.first, options.first + options.count):
        made = phantom.phantom("held-out", index, scale)
        Case(made, options.geometry).write(Path(options.out) / f"case-{index:03d}", mask=index - options.first < options.masks)
        if (index + 1 - options.first) % 20 == 0:
            print(f"{index + 1 - options.first} of {options.count} patients drawn", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["local", "local2026", "many"])
    parser.add_argument("out")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--masks", type=int, default=10**9, help="how many of them get a mask")
    parser.add_argument("--geometry", choices=["quick", "head", "roi", "full"], default="quick")
    parser.add_argument("--scale", type=float, nargs=2, default=(0.6, 1.1))
    chosen = parser.parse_args()
    if chosen.what == "many":
        many(chosen)
    else:
        {"local": local, "local2026": local2026}[chosen.what](chosen.out)
