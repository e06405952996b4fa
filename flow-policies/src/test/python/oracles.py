"""Values and gradients in float64 that the engine is held against, from PyTorch.

    /usr/bin/python3 oracles.py        (Debian: apt-get install python3-torch)

writes ../resources/oracles/*.json. Inputs are float32 numbers. A case's id starts with the name of
the Tape operation, or is the network's; OracleTest runs the same. Gradients are those of
sum(output * weights).
"""

import json
import math
import pathlib
import zlib

import torch
import torch.nn.functional as F
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "resources" / "oracles"
CASES = {"operations": {}, "networks": {}}

MASK = [
    [True, False, True, True],
    [True, True, False, True],
    [False, True, True, False],
    [True, True, True, True],
    [False, False, True, False],
]


class Numbers:
    """Random operands and named parameters of one case, float32 numbers as float64 leaves."""

    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)
        self.operands = []
        self.parameters = {}

    def draw(self, *shape):
        numbers = torch.randn(*shape, generator=self.generator, dtype=torch.float32)
        return numbers.double()

    def operand(self, rows, columns, change=lambda x: x):
        leaf = change(self.draw(rows, columns)).float().double().requires_grad_()
        self.operands.append(leaf)
        return leaf

    def parameter(self, name, *shape):
        if name not in self.parameters:
            scale = 0.5 if len(shape) == 1 else shape[-1] ** -0.5
            leaf = (self.draw(*shape) * scale).float().double().requires_grad_()
            self.parameters[name] = leaf
        return self.parameters[name]


def case(group, name):
    def register(definition):
        CASES[group][name] = definition
        return definition

    return register


def operation(name, definition):
    """definition: from Numbers to the output."""
    CASES["operations"][name] = definition


def unary(name, f, change=lambda x: x):
    operation(name, lambda n: f(n.operand(5, 4, change)))


def binary(name, f, change=lambda x: x):
    operation(name, lambda n: f(n.operand(5, 4), n.operand(5, 4, change)))
    operation(name + "-row", lambda n: f(n.operand(5, 4), n.operand(1, 4, change)))
    operation(name + "-column", lambda n: f(n.operand(5, 1), n.operand(5, 4, change)))


def away_from_zero(x):
    return torch.sign(x) * (x.abs() + 0.5)


def positive(x):
    return x.abs() + 0.1


binary("add", torch.add)
binary("subtract", torch.sub)
binary("multiply", torch.mul)
binary("divide", torch.div, away_from_zero)
binary("max", torch.maximum)
binary("min", torch.minimum)
unary("exp", torch.exp)
unary("log", torch.log, positive)
unary("square", torch.square)
unary("sqrt", torch.sqrt, positive)
unary("abs", torch.abs)
unary("sin", torch.sin)
unary("cos", torch.cos)
unary("tanh", torch.tanh)
unary("clip", lambda a: a.clamp(-0.7, 0.7))
unary("affine", lambda a: -2 * a + 0.5)
unary("huber", lambda a: F.huber_loss(a, torch.zeros_like(a), reduction="none", delta=0.7))
unary("stopGradient", lambda a: a.square().detach() * a)
operation("matmul", lambda n: n.operand(5, 3) @ n.operand(3, 4))
operation("concat", lambda n: torch.cat([n.operand(5, 2), n.operand(5, 3)], 1))
unary("transpose", lambda a: a.T)
unary("columns", lambda a: a[:, 1:3])
unary("rows", lambda a: a[2:4])
unary("gather", lambda a: a[[4, 0, 0, 2]])
unary("scatter", lambda a: torch.zeros(7, 4).double().index_copy(0, torch.tensor([6, 0, 3, 1, 5]), a))
unary("pick", lambda a: a.gather(1, torch.tensor([[0], [3], [1], [1], [2]])))
unary("layerNorm", lambda a: F.layer_norm(a, (4,), eps=1e-5))
unary("softmax", lambda a: a.softmax(1))
unary("logSoftmax", lambda a: a.log_softmax(1))
unary("logSumExp", lambda a: a.logsumexp(1, keepdim=True))
unary("logSumExp-large", lambda a: a.logsumexp(1, keepdim=True), lambda x: 200 * x)
unary("mirroredSum", lambda a: a.sum(1, keepdim=True))
unary("sumColumns", lambda a: a.sum(1, keepdim=True))
unary("meanColumns", lambda a: a.mean(1, keepdim=True))
unary("mean", lambda a: a.mean().reshape(1, 1))
unary("sum", lambda a: a.sum().reshape(1, 1))


@case("operations", "logSoftmax-masked")
def masked_log_softmax(n):
    """What is not allowed is -1e9 and has no gradient."""
    mask = torch.tensor(MASK)
    logits = n.operand(5, 4).masked_fill(~mask, -math.inf)
    return logits.log_softmax(1).masked_fill(~mask, 0) + (~mask) * -1e9


@case("operations", "gaussianLogProb")
def gaussian_log_prob(n):
    """The sample is (0.5, -1, 2, 0) in every row."""
    sample = torch.tensor([0.5, -1.0, 2.0, 0.0], dtype=torch.float64).expand(5, 4)
    return Normal(n.operand(5, 4), n.operand(5, 4, lambda x: x / 2).exp()).log_prob(sample)


@case("operations", "gaussianLogProb-column")
def gaussian_log_prob_shared_std(n):
    sample = torch.tensor([0.5, -1.0, 2.0, 0.0], dtype=torch.float64).expand(5, 4)
    return Normal(n.operand(5, 4), n.operand(5, 1, lambda x: x / 2).exp()).log_prob(sample)


def attention(q, k, v, length, heads, causal):
    def split(x):
        return x.reshape(-1, length, heads, x.shape[1] // heads).transpose(1, 2)

    scores = split(q) @ split(k).transpose(2, 3) / math.sqrt(q.shape[1] // heads)
    if causal:
        future = torch.ones(length, length, dtype=torch.bool).triu(1)
        scores = scores.masked_fill(future, -math.inf)
    return (scores.softmax(-1) @ split(v)).transpose(1, 2).reshape(q.shape)


for heads, causal in [(1, False), (2, False), (2, True)]:
    operation(
        f"attention-{heads}" + ("-causal" if causal else ""),
        lambda n, heads=heads, causal=causal: attention(
            n.operand(6, 4), n.operand(6, 4), n.operand(6, 4), 3, heads, causal
        ),
    )

ACTIVATIONS = {
    "identity": lambda z: z,
    "relu": F.relu,
    "leaky-relu": lambda z: F.leaky_relu(z, 0.01),
    "silu": F.silu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "gelu": F.gelu,
    "elu": F.elu,
    "softplus": F.softplus,
    "mish": F.mish,
}
for activation, function in ACTIVATIONS.items():
    unary("activate-" + activation, function, lambda x: 2 * x)
    operation(
        "linear-" + activation,
        lambda n, function=function: function(linear(n, "n.0", n.operand(5, 4), 3)),
    )


def linear(n, name, x, out):
    weight = n.parameter(name + ".weight", out, x.shape[1])
    return F.linear(x, weight, n.parameter(name + ".bias", out))


def mlp(n, name, x, widths, activation):
    for i, width in enumerate(widths):
        x = linear(n, f"{name}.{i}", x, width)
        x = activation(x) if i < len(widths) - 1 else x
    return x


def norm(n, name, x):
    width = x.shape[1]
    gain = n.parameter(name + ".weight", width)
    return F.layer_norm(x, (width,), gain, n.parameter(name + ".bias", width), eps=1e-5)


@case("operations", "linearOfShared")
def linear_of_shared(n):
    x = n.operand(5, 4)
    return torch.cat([F.silu(linear(n, f"n.{e}.0", x, 3)) for e in range(3)])


@case("operations", "linearOfEach")
def linear_of_each(n):
    x = n.operand(15, 4)
    return torch.cat([F.silu(linear(n, f"n.{e}.0", x[5 * e : 5 * e + 5], 3)) for e in range(3)])


@case("networks", "mlp")
def plain(n):
    return mlp(n, "n", n.operand(5, 4), [6, 6, 2], F.silu)


@case("networks", "layer-norm-mlp")
def layer_norm_mlp(n):
    x = n.operand(5, 4)
    for i in range(2):
        x = F.leaky_relu(F.layer_norm(linear(n, f"n.{i}", x, 6), (6,), eps=1e-5), 0.01)
    return linear(n, "n.2", x, 2)


@case("networks", "time-embedding")
def time_embedding(n):
    tau = n.operand(5, 1, torch.sigmoid)
    frequencies = torch.exp(torch.arange(4).double() * -math.log(10000) / 3)
    angles = tau * frequencies.float().double()
    return torch.cat([angles.sin(), angles.cos()], 1)


@case("networks", "affine-norm")
def affine_norm(n):
    return norm(n, "n", n.operand(5, 4))


@case("networks", "residual-mlp")
def residual_mlp(n):
    h = linear(n, "n.in.0", n.operand(5, 3), 4)
    for i in range(2):
        h = h + mlp(n, f"n.block.{i}", norm(n, f"n.block.{i}.norm", h), [8, 4], F.relu)
    return linear(n, "n.out.0", norm(n, "n.norm", h), 2)


@case("networks", "gru-cell")
def gru_cell(n):
    x, h = n.operand(5, 3), n.operand(5, 4)
    weights = [n.parameter(f"n.{of}.0.weight", 12, s) for of, s in (("input", 3), ("state", 4))]
    biases = [n.parameter(f"n.{of}.0.bias", 12) for of in ("input", "state")]
    return torch.gru_cell(x, h, *weights, *biases)


@case("networks", "flow-gate")
def flow_gate(n):
    s, x, t = n.operand(5, 3), n.operand(5, 2), n.operand(5, 1)
    net = torch.cat([s, x, t], 1)
    gate = torch.sigmoid(mlp(n, "n.gate", net, [6, 2], F.silu))
    return gate * (mlp(n, "n.candidate", net, [6, 2], F.silu) - x)


def multi_head(n, name, tokens, memory, length, heads, causal):
    q, k, v = (
        linear(n, f"{name}.{part}.0", x, tokens.shape[1])
        for part, x in (("query", tokens), ("key", memory), ("value", memory))
    )
    return linear(n, f"{name}.out.0", attention(q, k, v, length, heads, causal), q.shape[1])


@case("networks", "multi-head-attention")
def multi_head_attention(n):
    return multi_head(n, "n", n.operand(6, 4), n.operand(6, 4), 3, 2, True)


@case("networks", "flow-decoder")
def flow_decoder(n):
    s, x, tau = n.operand(5, 3), n.operand(5, 2), n.operand(5, 1, torch.sigmoid)
    state = mlp(n, "n.encode", s, [4, 8], F.silu)
    h = mlp(n, "n.action", x, [8], F.silu) + mlp(n, "n.time", tau, [2, 4, 8], F.silu)
    for i in range(2):
        block = f"n.block.{i}"
        asked = norm(n, block + ".self-norm", h)
        h = h + multi_head(n, block + ".self", asked, asked, 1, 2, False)
        asked = norm(n, block + ".cross-norm", h)
        h = h + multi_head(n, block + ".cross", asked, state, 1, 2, False)
        h = h + mlp(n, block + ".f", norm(n, block + ".norm", h), [32, 8], F.gelu)
    return linear(n, "n.head.0", norm(n, "n.norm", h), 2)


@case("networks", "mixture-head")
def mixture_head(n):
    """Three components over two dimensions; the sample is (0.5, -1) in every row."""
    raw = linear(n, "n.0", n.operand(5, 4), 15)
    log_std = -5 + 3.5 * (raw[:, 9:].tanh() + 1)
    each = Normal(raw[:, 3:9].reshape(5, 3, 2), log_std.exp().reshape(5, 3, 2))
    mixture = MixtureSameFamily(Categorical(logits=raw[:, :3]), Independent(each, 1))
    return mixture.log_prob(torch.tensor([0.5, -1.0]).double().expand(5, 2)).reshape(5, 1)


@case("networks", "categorical-head")
def categorical_head(n):
    """Entropy, then the log-probabilities of the choices (0, 3, 1, 1, 2)."""
    choice = Categorical(logits=linear(n, "n.0", n.operand(5, 3), 4))
    chosen = choice.log_prob(torch.tensor([0, 3, 1, 1, 2]))
    return torch.stack([choice.entropy(), chosen], 1)


@case("networks", "categorical-head-masked")
def masked_categorical_head(n):
    """The same of the choices (0, 3, 1, 1, 2) under MASK."""
    logits = linear(n, "n.0", n.operand(5, 3), 4)
    logits = logits.masked_fill(~torch.tensor(MASK), -1e30)
    choice = Categorical(logits=logits)
    log_probs = logits.log_softmax(1)
    entropy = -(log_probs.exp() * log_probs).sum(1)
    return torch.stack([entropy, choice.log_prob(torch.tensor([0, 3, 1, 1, 2]))], 1)


def bins():
    half = torch.linspace(-3, 0, 4).double()
    half = torch.sign(half) * torch.expm1(half.abs())
    return torch.cat([half, -half[:-1].flip(0)])


@case("networks", "two-hot-cross-entropy")
def two_hot_cross_entropy(n):
    """Targets 0.3, -2, 7, 100, 0 over 7 exponential bins up to symexp(3)."""
    logits, edges = n.operand(5, 7), bins()
    targets = torch.zeros(5, 7).double()
    for row, x in enumerate([0.3, -2.0, 7.0, 100.0, 0.0]):
        low = int((edges <= x).sum()) - 1
        high = min(low + 1, 6)
        share = 0.0 if low == high else float((x - edges[low]) / (edges[high] - edges[low]))
        targets[row, low] += 1 - share
        targets[row, high] += share
    return F.cross_entropy(logits, targets, reduction="none").reshape(5, 1)


@case("networks", "two-hot-expectation")
def two_hot_expectation(n):
    return (n.operand(5, 7).softmax(1) * bins()).sum(1, keepdim=True)


def coupling_parts(n, kept, context):
    raw, shift = mlp(n, "n", torch.cat([kept, context], 1), [6, 4], torch.tanh).chunk(2, 1)
    return 5 * (raw / 5).tanh(), shift


@case("networks", "coupling-layer")
def coupling_layer(n):
    """Keeps the last of three columns; the result, then the log-determinant."""
    x, context = n.operand(5, 3), n.operand(5, 2)
    log_scale, shift = coupling_parts(n, x[:, 2:], context)
    moved = x[:, :2] * log_scale.exp() + shift
    return torch.cat([moved, x[:, 2:], log_scale.sum(1, keepdim=True)], 1)


@case("networks", "coupling-layer-inverse")
def coupling_layer_inverse(n):
    y, context = n.operand(5, 3), n.operand(5, 2)
    log_scale, shift = coupling_parts(n, y[:, 2:], context)
    moved = (y[:, :2] - shift) * (-log_scale).exp()
    return torch.cat([moved, y[:, 2:], -log_scale.sum(1, keepdim=True)], 1)


@case("networks", "ensemble")
def ensemble(n):
    x = n.operand(5, 4)
    return torch.cat([mlp(n, f"n.{e}", x, [6, 2], F.relu) for e in range(3)])


@case("networks", "ensemble-least")
def ensemble_least(n):
    x = n.operand(5, 4)
    return torch.stack([mlp(n, f"n.{e}", x, [6, 2], F.relu) for e in range(3)]).min(0).values


@case("networks", "low-rank")
def low_rank(n):
    return n.operand(5, 4) @ (n.parameter("n.up", 3, 2) @ n.parameter("n.down", 2, 4)).T


@case("networks", "diagonal")
def diagonal(n):
    return n.operand(5, 4) @ torch.diag(n.parameter("n.scale", 4))


def numbers(tensor):
    return [float(f"{x:.10g}") for x in tensor.detach().flatten().tolist()]


def solve(name, definition):
    n = Numbers(zlib.crc32(name.encode()))
    output = definition(n)
    weights = n.draw(*output.shape)
    (output * weights).sum().backward()
    return {
        "id": name,
        "operands": [{"shape": list(x.shape), "data": numbers(x)} for x in n.operands],
        "parameters": {k: numbers(x) for k, x in n.parameters.items()},
        "weights": numbers(weights),
        "output": {"shape": list(output.shape), "data": numbers(output)},
        "operandGradients": [numbers(gradient(x)) for x in n.operands],
        "parameterGradients": {k: numbers(gradient(x)) for k, x in n.parameters.items()},
    }


def gradient(leaf):
    return torch.zeros_like(leaf) if leaf.grad is None else leaf.grad


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for group, cases in CASES.items():
        solved = [solve(name, definition) for name, definition in cases.items()]
        lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in solved)
        made = f"PyTorch {torch.__version__}, float64"
        text = f'{{"source":"{made}","cases":[\n{lines}\n]}}\n'
        (FOLDER / f"{group}.json").write_text(text)


if __name__ == "__main__":
    main()
