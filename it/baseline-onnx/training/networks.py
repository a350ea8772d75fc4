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

    def __init__(self, clinical, widths=(12, 24, 32, 32)):
        super().__init__()
        self.features = nn.Sequential(*(block(i, o, s) for i, o, s in zip((2, *widths), widths, (2, 2, 2, 1))))
        self.image = nn.Sequential(nn.Linear(2 * widths[-1], 16), nn.ReLU())
        self.clinical = nn.Sequential(nn.Linear(clinical, 16), nn.ReLU())
        self.head = nn.Linear(32, 1)
        self.lesions = nn.Linear(16, 2)

    def forward(self, images, clinical):
        return self.told(self.seen(self.halved(images)), clinical)

    @staticmethod
    def halved(images):
        """Of [N, 2, 96, 96, 96] to [N, 2, 48, 48, 48]: voxels of about 4 mm, as a PET has them, for an eighth of the work."""
        return F.avg_pool3d(images, 2, count_include_pad=False)

    def seen(self, halved):
        """What the images hold, in 16 numbers; training asks `lesions` to tell the lesions' volume and the HPV status by
        them, since a volume is learnt from far fewer patients by itself than by what it does to their follow-up."""
        x = self.features(halved)
        return self.image(torch.cat([x.mean(dim=(2, 3, 4)), x.amax(dim=(2, 3, 4))], 1))

    def told(self, seen, clinical):
        return self.head(torch.cat([seen, self.clinical(clinical)], 1))
