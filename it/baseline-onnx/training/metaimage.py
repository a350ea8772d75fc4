"""Writes `.mha` files. Compressed by Python's zlib, so that the files are the same wherever zlib is the same."""

import zlib
from pathlib import Path

import numpy as np

TYPES = {"int8": "CHAR", "uint8": "UCHAR", "int16": "SHORT", "uint16": "USHORT", "int32": "INT", "float32": "FLOAT",
         "float64": "DOUBLE"}


def write(path, array, grid, compressed=True, big_endian=False, dimensions=3):
    """Writes an array [z, y, x] that lies on a `phantom.Grid`; as a 4D image of one frame if `dimensions` is 4."""
    data = array.astype(array.dtype.newbyteorder(">" if big_endian else "<")).tobytes()
    stored = zlib.compress(data, 9) if compressed else data
    matrix = np.eye(dimensions)
    matrix[:3, :3] = grid.direction.T
    more = dimensions - 3
    lines = {
        "ObjectType": "Image", "NDims": dimensions, "BinaryData": "True", "BinaryDataByteOrderMSB": big_endian,
        "CompressedData": compressed}
    if compressed:
        lines["CompressedDataSize"] = len(stored)
    lines |= {
        "TransformMatrix": _text(matrix.ravel()), "Offset": _text([*grid.origin] + [0] * more),
        "CenterOfRotation": _text([0] * dimensions), "AnatomicalOrientation": "RAI",
        "ElementSpacing": _text([*grid.spacing] + [1] * more), "DimSize": _text([*grid.size] + [1] * more),
        "ElementType": "MET_" + TYPES[array.dtype.name], "ElementDataFile": "LOCAL"}
    header = "".join(f"{key} = {value}\n" for key, value in lines.items())
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(header.encode() + stored)


def write_stub(path):
    """The platform's placeholder: 2D, one voxel of 1.0."""
    header = (
        "ObjectType = Image\nNDims = 2\nBinaryData = True\nBinaryDataByteOrderMSB = False\nCompressedData = False\n"
        "TransformMatrix = 1 0 0 1\nOffset = 0 0\nCenterOfRotation = 0 0\nElementSpacing = 1 1\nDimSize = 1 1\n"
        "AnatomicalOrientation = ??\nElementType = MET_DOUBLE\nElementDataFile = LOCAL\n")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(header.encode() + np.ones(1).tobytes())


def _text(numbers):
    return " ".join(f"{float(n):.10g}" for n in numbers)
