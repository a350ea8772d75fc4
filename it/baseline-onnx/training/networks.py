"""The networks. Batch normalisation, and not instance normalisation, as an export folds it into the convolutions, and as
what a window holds besides a voxel's surroundings shall not change the voxel's label."""

import torch
from torch import nn
from torch.nn import functional as F


def block(inputs, outputs, stride=1):
    return nn.Sequential(
        nn.Conv3d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm3d(outputs), nn.ReLU(inplace=True))


class Segmenter(nn.Module):
    """A small 3D U-Net. Its stem halves the resolution, so that most of the work is done at 2 mm.

    In: [N, 2, Z, Y, X], CT and PET at 1 mm, each size a multiple of 16. Out: [N, 3, Z, Y, X], a logit per label.
    """

    def __init__(self, widths=(8, 16, 32, 48)):
        super().__init__()
        a, b, c, d = widths
        self.down = nn.ModuleList([
            block(2, a, 2), nn.Sequential(block(a, b, 2), block(b, b)),
            nn.Sequential(block(b, c, 2), block(c, c)), nn.Sequential(block(c, d, 2), block(d, d))])
        self.narrow = nn.ModuleList([nn.Conv3d(d, c, 1), nn.Conv3d(c, b, 1), nn.Conv3d(b, a, 1)])
        self.up = nn.ModuleList([block(c, c), block(b, b), block(a, a)])
        self.head = nn.Conv3d(a, 3, 1)

    def forward(self, x):
        skips = []
        for level in self.down:
            x = level(x)
            skips.append(x)
        for narrow, up, skip in zip(self.narrow, self.up, skips[-2::-1]):
            x = up(F.interpolate(narrow(x), scale_factor=2.0, mode="nearest") + skip)
        return F.interpolate(self.head(x), scale_factor=2.0, mode="trilinear", align_corners=False)


class Predictor(nn.Module):
    """One number from two volumes and a clinical vector: a log hazard, or a logit.

    In: images [N, 2, 96, 96, 96] from 0 to 1, clinical [N, C]. Out: [N, 1].
    """

    def __init__(self, clinical, widths=(8, 16, 24, 32)):
        super().__init__()
        steps = [block(i, o, 2) for i, o in zip((2, *widths[:-1]), widths)]
        self.features = nn.Sequential(*steps)
        self.image = nn.Sequential(nn.Linear(2 * widths[-1], 16), nn.ReLU())
        self.clinical = nn.Sequential(nn.Linear(clinical, 16), nn.ReLU())
        self.head = nn.Linear(32, 1)

    def forward(self, images, clinical):
        x = self.features(images)
        pooled = torch.cat([x.mean(dim=(2, 3, 4)), x.amax(dim=(2, 3, 4))], 1)
        return self.head(torch.cat([self.image(pooled), self.clinical(clinical)], 1))
