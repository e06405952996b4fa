"""Runs ONNX models of `millrace policies export` with NumPy, where there is no onnxruntime.

It knows the operators that the export writes and refuses others by name. Slower than onnxruntime on
large networks, the same to float32 rounding.
"""

import math
import struct

import numpy

_DTYPES = {1: "<f4", 7: "<i8"}  # TensorProto.DataType: FLOAT, INT64
_erf = numpy.vectorize(math.erf, otypes=[numpy.float32])


def _varint(data, at):
    value, shift = 0, 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _fields(data):
    """Protobuf's wire format: pairs of field number and value (a number, or bytes)."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == 0:
            value, at = _varint(data, at)
            value -= (value >> 63) << 64  # int64 in two's complement
        elif kind == 2:
            length, at = _varint(data, at)
            value, at = data[at : at + length], at + length
        elif kind == 5:
            value, at = struct.unpack_from("<f", data, at)[0], at + 4
        else:
            raise ValueError("not an ONNX model: wire type %d at byte %d" % (kind, at))
        yield tag >> 3, value


def _all(data, number):
    return [value for field, value in _fields(data) if field == number]


def _texts(data, number):
    return [value.decode() for value in _all(data, number)]


def _integers(values):
    """Repeated int64, one by one or packed."""
    whole = []
    for value in values:
        if isinstance(value, int):
            whole.append(value)
            continue
        at = 0
        while at < len(value):
            number, at = _varint(value, at)
            whole.append(number)
    return whole


def _tensor(data):
    shape = _integers(_all(data, 1))
    return numpy.frombuffer(_all(data, 9)[0], _DTYPES[_all(data, 2)[0]]).reshape(shape)


def _attribute(data):
    floats, integers = _all(data, 2), _all(data, 3)
    return _texts(data, 1)[0], (integers or floats or [0])[0]


def _shape(declared):
    """The axes of a declared input after the first, which is that of rows."""
    tensor_type = _all(_all(declared, 2)[0], 1)[0]
    axes = _all(_all(tensor_type, 2)[0], 1)
    return tuple(_all(axis, 1)[0] for axis in axes[1:])


def _sigmoid(x):
    return 1 / (1 + numpy.exp(-x))


def _slice(x, start, end, axes):
    index = [slice(None)] * x.ndim
    index[int(axes[0])] = slice(int(start[0]), int(end[0]))
    return x[tuple(index)]


_OPERATORS = {
    "Add": lambda a, b: a + b,
    "Sub": lambda a, b: a - b,
    "Mul": lambda a, b: a * b,
    "Neg": lambda x: -x,
    "Exp": lambda x: numpy.exp(x),
    "Tanh": lambda x: numpy.tanh(x),
    "Erf": lambda x: _erf(x),
    "Relu": lambda x: numpy.maximum(x, 0),
    "Sigmoid": _sigmoid,
    "Softplus": lambda x: numpy.logaddexp(x, numpy.float32(0)),
    "LeakyRelu": lambda x, alpha: numpy.where(x < 0, numpy.float32(alpha) * x, x),
    "Elu": lambda x, alpha: numpy.where(x < 0, numpy.float32(alpha) * numpy.expm1(x), x),
    "Clip": lambda x, low, high: numpy.clip(x, low, high),
    "Identity": lambda x: x,
    "Gemm": lambda x, w, b, transB: x @ (w.T if transB else w) + b,
    "Concat": lambda *parts, axis: numpy.concatenate(parts, axis),
    "Unsqueeze": lambda x, axes: numpy.expand_dims(x, int(axes[0])),
    "Squeeze": lambda x, axes: numpy.squeeze(x, int(axes[0])),
    "Slice": _slice,
    "Shape": lambda x, start, end: numpy.array(x.shape[start:end], dtype=numpy.int64),
    "Expand": lambda x, shape: numpy.broadcast_to(x, shape),
}


class Model:
    """A model that was read once and can be run often."""

    def __init__(self, data):
        """data: the bytes of a file."""
        graph = _all(data, 7)[0]
        self.metadata = dict((_texts(e, 1)[0], (_texts(e, 2) or [""])[0]) for e in _all(data, 14))
        self.inputs = {_texts(value, 1)[0]: _shape(value) for value in _all(graph, 11)}
        self.outputs = [_texts(value, 1)[0] for value in _all(graph, 12)]
        self.initializers = {_texts(t, 8)[0]: _tensor(t) for t in _all(graph, 5)}
        self.nodes = []
        for node in _all(graph, 1):
            operator = _texts(node, 4)[0]
            if operator not in _OPERATORS:
                raise ValueError("onnx_numpy does not know the operator %s" % operator)
            attributes = dict(_attribute(a) for a in _all(node, 5))
            output = _texts(node, 2)[0]
            self.nodes.append((_OPERATORS[operator], _texts(node, 1), output, attributes))

    def run(self, feeds, weights=None):
        """Every output by its name. weights: initializers in the place of the model's own."""
        values = dict(self.initializers)
        values.update(weights or {})
        values.update(feeds)
        for operator, inputs, output, attributes in self.nodes:
            values[output] = operator(*[values[name] for name in inputs], **attributes)
        return {name: values[name] for name in self.outputs}
