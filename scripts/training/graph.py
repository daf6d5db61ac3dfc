"""The encoder as an ONNX graph whose weights lie in the safetensors file beside it, in 32 bits or with matrices in 8.

The graph is written by hand: one passage a run, no padding and so no mask, queries, keys and values in one product.
Its weights are references into `model.safetensors`; the three matrices of a layer's attention lie next to each other
there, so that one reference spans them. The 8-bit matrices stand in the graph itself; `quantised.py` tells how they are
rounded.
"""

import numpy as np
import torch
from onnx import TensorProto, helper, numpy_helper

from .quantised import INPUT_LEAST, INPUT_MIDDLE, INPUT_TOP, rounded_weight, weight_scales

OPSET = 20
FLOAT = TensorProto.FLOAT
MIDDLE = np.array(INPUT_MIDDLE, dtype=np.uint8)
NONE = np.array(0, dtype=np.int8)


class Graph:
    """Nodes and weights as they are added; every method returns the name of its result."""

    def __init__(self, offsets, location):
        self.offsets, self.location = offsets, location
        self.nodes, self.weights, self.known = [], [], set()

    def add(self, operator, *inputs, outputs=1, **attributes):
        names = [f"{operator.lower()}_{len(self.nodes)}_{at}" for at in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def weight(self, name, shape=None):
        """A tensor of the safetensors file, or several that lie side by side, under the name of the first."""
        if name not in self.known:
            self.known.add(name)
            own_shape, offset, size = self.offsets[name]
            tensor = TensorProto(name=name, data_type=TensorProto.FLOAT16, dims=shape or own_shape)
            tensor.data_location = TensorProto.EXTERNAL
            width = 2
            for extent in tensor.dims:
                width *= extent
            values = {"location": self.location, "offset": offset, "length": width}
            for key, value in values.items():
                tensor.external_data.add(key=key, value=str(value))
            assert width >= size
            self.weights.append(tensor)
        return name

    def constant(self, name, array):
        if name not in self.known:
            self.known.add(name)
            self.weights.append(numpy_helper.from_array(array, name))
        return name

    def linear(self, value, name, shape=None):
        rows = shape or self.offsets[f"{name}.weight"][0]
        matrix = self.add("Transpose", self.weight(f"{name}.weight", rows), perm=[1, 0])
        product = self.add("MatMul", value, matrix)
        return self.add("Add", product, self.weight(f"{name}.bias", [rows[0]]))

    def normal(self, value, name, epsilon):
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.add("LayerNormalization", value, scale, bias, axis=-1, epsilon=epsilon)


class Int8Graph(Graph):
    """A graph whose matrix products are those of 8-bit integers. `tensors` holds the encoder's weights."""

    def __init__(self, offsets, location, tensors):
        super().__init__(offsets, location)
        self.tensors, self.made = tensors, {}

    def matrix(self, name, shape):
        """A matrix, or the three of an attention."""
        if list(self.tensors[name].shape) == list(shape):
            return self.tensors[name]
        base = name.removesuffix("query.weight")
        return torch.cat([self.tensors[f"{base}{part}.weight"] for part in ("query", "key", "value")])

    def linear(self, value, name, shape=None):
        rows = shape or self.offsets[f"{name}.weight"][0]
        matrix = self.matrix(f"{name}.weight", rows)
        scales = weight_scales(matrix)
        # Through the rounding of the training, so that no tie falls to the other side.
        whole = (rounded_weight(matrix) / scales[:, None]).round().to(torch.int8)
        weights = self.constant(f"{name}.weight.int8", np.ascontiguousarray(whole.numpy().T))
        each = self.constant(f"{name}.weight.scale", scales.numpy())
        integers, scale = self.rounded(value)
        # With both zero points given, engines cast and scale in one step.
        product = self.add("MatMulInteger", integers, weights, self.constant("zero", MIDDLE), self.constant("none", NONE))
        product = self.add("Mul", self.add("Cast", product, to=FLOAT), each)
        product = self.add("Mul", product, scale)
        return self.add("Add", product, self.weight(f"{name}.bias", [rows[0]]))

    def rounded(self, value):
        """The inputs of every token as 8-bit integers, and their scales; made once where several products read them."""
        if value not in self.made:
            last = self.constant("last", np.array([-1], dtype=np.int64))
            high, low = (self.add(f"Reduce{end}", value, last, keepdims=1) for end in ("Max", "Min"))
            largest = self.add("Max", high, self.add("Neg", low), self.number("least", INPUT_LEAST))
            steps = self.add("Mul", value, self.add("Div", self.number("top", INPUT_TOP), largest))
            # By one scale for all: with one a token, rten's QuantizeLinear takes many times as long.
            integers = self.add("QuantizeLinear", steps, self.number("one", 1.0), self.constant("zero", MIDDLE))
            self.made[value] = integers, self.add("Div", largest, self.number("top", INPUT_TOP))
        return self.made[value]

    def number(self, name, value):
        return self.constant(name, np.array(value, dtype=np.float32))


def attention(graph, value, layer, config):
    size, count = config.hidden_size, config.num_attention_heads
    width = size // count
    heads = graph.constant("heads", np.array([-1, count, width], dtype=np.int64))
    whole = graph.constant("whole", np.array([-1, size], dtype=np.int64))
    scale = graph.constant("scale", np.array(width**-0.5, dtype=np.float32))
    prefix = f"encoder.layer.{layer}.attention"
    joined = graph.linear(value, f"{prefix}.self.query", [3 * size, size])
    parts = graph.add("Split", joined, outputs=3, axis=1, num_outputs=3)
    query, key, content = (graph.add("Reshape", part, heads) for part in parts)
    query = graph.add("Transpose", query, perm=[1, 0, 2])
    key = graph.add("Transpose", key, perm=[1, 2, 0])
    content = graph.add("Transpose", content, perm=[1, 0, 2])
    scores = graph.add("Mul", graph.add("MatMul", query, key), scale)
    mixed = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), content)
    mixed = graph.add("Reshape", graph.add("Transpose", mixed, perm=[1, 0, 2]), whole)
    out = graph.linear(mixed, f"{prefix}.output.dense")
    return graph.normal(graph.add("Add", out, value), f"{prefix}.output.LayerNorm", config.layer_norm_eps)


def build(config, graph):
    """The bytes of the graph: `ids`, `marks` and `positions` (one entry a token) to `hidden` (tokens × size)."""
    tables = (("ids", "word"), ("marks", "token_type"), ("positions", "position"))
    rows = [graph.add("Gather", graph.weight(f"embeddings.{t}_embeddings.weight"), i) for i, t in tables]
    value = graph.add("Add", graph.add("Add", rows[0], rows[1]), rows[2])
    value = graph.normal(value, "embeddings.LayerNorm", config.layer_norm_eps)
    for layer in range(config.num_hidden_layers):
        value = attention(graph, value, layer, config)
        prefix = f"encoder.layer.{layer}"
        inner = graph.add("Gelu", graph.linear(value, f"{prefix}.intermediate.dense"))
        out = graph.linear(inner, f"{prefix}.output.dense")
        value = graph.normal(graph.add("Add", out, value), f"{prefix}.output.LayerNorm", config.layer_norm_eps)
    graph.nodes.append(helper.make_node("Identity", [value], ["hidden"]))
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, ["tokens"]) for name, _ in tables]
    outputs = [helper.make_tensor_value_info("hidden", FLOAT, ["tokens", config.hidden_size])]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "sayso", inputs, outputs, graph.weights),
        opset_imports=[helper.make_opsetid("", OPSET)],
    )
    return model.SerializeToString()
