"""Recovers PyTorch weights of a reader from its 8-bit OpenVINO files: recover.py IR_DIR BASE_DIR OUT.pt

The export keeps each module's name on its operations, so a matrix is found by name, its 8-bit values are multiplied by
their scales, and the smoothing factor that the quantiser put before it is folded back. What is lost is the rounding.
"""

import json
import sys

import numpy as np
import openvino as ov
import torch

from net import Encoder, Reader, label_sizes


def constant(output):
    """The value of a constant branch: Constant, Convert and Multiply only."""
    node = output.get_node()
    kind = node.get_type_name()
    if kind == "Constant":
        return np.asarray(node.get_data(), np.float32)
    if kind == "Convert":
        return constant(node.input_value(0))
    if kind == "Multiply":
        return constant(node.input_value(0)) * constant(node.input_value(1))
    raise ValueError(f"not constant: {kind} {node.get_friendly_name()}")


def smoothing(output):
    """The factor of the quantiser's smoothing before a matrix product, or 1."""
    node = output.get_node()
    if node.get_type_name() == "FakeQuantize":
        node = node.input_value(0).get_node()
    if node.get_friendly_name().endswith("nncf_smooth_quant"):
        return constant(node.input_value(1)).reshape(-1)
    return 1.0


def mixture(node, layers):
    """The weights of the layers in a sum of products, taken from the graph before a head."""
    while node.get_type_name() != "Add":
        node = node.input_value(0).get_node()
    out = []
    while len(out) < layers - 1:
        out.append(constant(node.input_value(1).get_node().input_value(0)).item())
        node = node.input_value(0).get_node()
    out.append(constant(node.input_value(0)).item())
    return torch.tensor(out[::-1])


def recover(folder, base):
    words = ov.Core().read_model(folder + "/reader.xml")
    ops = {o.get_friendly_name(): o for o in words.get_ordered_ops()}
    layers = 1 + max(int(n.split("layers.")[1].split(".")[0]) for n in ops if "encoder.layers." in n and ".qkv/" in n)
    labels = json.load(open(folder + "/labels.json", encoding="utf8"))
    net = Reader(Encoder.load(base, layers), label_sizes(labels))
    state = net.state_dict()

    def put(name, value):
        value = torch.tensor(np.asarray(value)).reshape(state[name].shape)
        state[name] = value

    for name, module in net.named_modules():
        path = f"__module.net.{name}"
        if isinstance(module, torch.nn.Linear):
            product = ops[path + "/aten::linear/MatMul"]
            put(name + ".weight", constant(product.input_value(1)) * smoothing(product.input_value(0)))
            put(name + ".bias", constant(ops[path + "/aten::linear/Add"].input_value(1)))
        if isinstance(module, torch.nn.LayerNorm):
            put(name + ".weight", constant(ops[path + "/aten::layer_norm/Multiply_1"].input_value(1)))
            put(name + ".bias", constant(ops[path + "/aten::layer_norm/Add"].input_value(1)))
    put("encoder.pos.weight", constant(ops["self.net.encoder.pos.weight"].output(0)))
    arc = next(
        o
        for n, o in ops.items()
        if o.get_type_name() == "MatMul" and "Concat" in o.input_value(0).get_node().get_friendly_name()
    )
    put("arc", (constant(arc.input_value(1)) * smoothing(arc.input_value(0))).T.copy())
    for row, head in enumerate(("arc_dep", "mid.morph", "mid.name")):
        weights = mixture(ops[f"__module.net.{head}/aten::linear/MatMul"].input_value(0).get_node(), layers)
        state["mix"][row] = weights.clamp(min=1e-4).log()
    table = next(
        constant(o.input_value(1))
        for o in ov.Core().read_model(folder + "/relations.xml").get_ordered_ops()
        if o.get_type_name() == "MatMul"
    )
    put("rel", table.T.reshape(table.shape[1], -1, table.shape[1]).transpose(1, 0, 2).copy())
    return state, labels, layers


if __name__ == "__main__":
    state, labels, layers = recover(sys.argv[1], sys.argv[2])
    torch.save(dict(net=state, layers=layers, labels=labels), sys.argv[3])
    print("mix", [[round(v, 3) for v in row] for row in state["mix"].softmax(-1).tolist()])
