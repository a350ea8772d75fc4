"""Runs the exported networks by PyTorch, operator by operator: what ONNX Runtime is compared with."""

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional as F


def run(path, **inputs):
    """The first output."""
    graph = onnx.load(path).graph
    values = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    values |= {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in inputs.items()}
    for node in graph.node:
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        given = [values[name] if name else None for name in node.input]
        values[node.output[0]] = OPERATORS[node.op_type](attributes, *given)
    return values[graph.output[0].name].numpy()


def _conv(a, x, weight, bias=None):
    return F.conv3d(x, weight, bias, a["strides"], a["pads"][:3])


def _average_pool(a, x):
    assert not any(a.get("pads", [])), a
    return F.avg_pool3d(x, a["kernel_shape"], a["strides"])


def _resize(a, x, roi, scales=None, sizes=None):
    mode = a["mode"].decode()
    factor = [float(s) for s in scales[2:]]
    if mode == "nearest":
        return F.interpolate(x, scale_factor=factor, mode="nearest")
    assert a["coordinate_transformation_mode"].decode() == "half_pixel", a
    return F.interpolate(x, scale_factor=factor, mode="trilinear", align_corners=False)


def _gemm(a, x, weight, bias):
    return x @ (weight.T if a.get("transB") else weight) + bias


OPERATORS = {
    "AveragePool": _average_pool,
    "Conv": _conv,
    "Resize": _resize,
    "Gemm": _gemm,
    "Constant": lambda a: torch.from_numpy(numpy_helper.to_array(a["value"]).copy()),
    "Relu": lambda a, x: torch.relu(x),
    "Add": lambda a, x, y: x + y,
    "Concat": lambda a, *x: torch.cat(x, a["axis"]),
    "ReduceMean": lambda a, x: x.mean(dim=a["axes"], keepdim=bool(a.get("keepdims", 1))),
    "ReduceMax": lambda a, x: x.amax(dim=a["axes"], keepdim=bool(a.get("keepdims", 1))),
}
