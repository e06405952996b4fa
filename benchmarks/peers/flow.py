"""Flow policies in PyTorch: the same network, batch and optimizer as on the other side.

A velocity network reads concat(x [6], tau [1], observation [17]) and gives d x / d tau [6].
"""

import functools
import time

import torch
from torch import nn

ACTION = 6
OBSERVATION = 17
FLOW_STEPS = 4


def velocity_network(hidden):
    widths = [ACTION + 1 + OBSERVATION, *hidden]
    layers = []
    for i, o in zip(widths, widths[1:]):
        layers += [nn.Linear(i, o), nn.SiLU()]
    return nn.Sequential(*layers, nn.Linear(widths[-1], ACTION))


def fastest(variants, calls=40):
    """The variant that PyTorch runs fastest here, so that its side is not held back by an option."""

    def cost(work):
        for _ in range(5):
            work()
        begun = time.thread_time()
        for _ in range(calls):
            work()
        return time.thread_time() - begun

    return min(variants, key=cost)


def flow_matching(hidden, batch, foreach):
    """One update: (velocity(x_tau, tau, observation) - (action - noise))^2, Adam."""
    network = velocity_network(hidden)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, foreach=foreach)
    noise, action = torch.randn(batch, ACTION), torch.randn(batch, ACTION)
    tau, observation = torch.rand(batch, 1), torch.randn(batch, OBSERVATION)

    def update():
        x = (1 - tau) * noise + tau * action
        velocity = network(torch.cat((x, tau, observation), 1))
        loss = (velocity - (action - noise)).square().mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()

    return update


def fastest_flow_matching(hidden, batch):
    return fastest([flow_matching(hidden, batch, foreach) for foreach in (False, True)])


def sample(network, x, taus, observation):
    """Euler steps along the velocity from noise to action."""
    for tau in taus:
        x = x + network(torch.cat((x, tau, observation), 1)) / FLOW_STEPS
    return x


def grid(rows):
    return [torch.full((rows, 1), k / FLOW_STEPS) for k in range(FLOW_STEPS)]


def sampler_gradient(hidden, batch):
    """Gradient by the weights of a loss on the end point of the chain; no optimizer."""
    network = velocity_network(hidden)
    parameters = list(network.parameters())
    noise, target = torch.randn(batch, ACTION), torch.randn(batch, ACTION)
    observation, taus = torch.randn(batch, OBSERVATION), grid(batch)

    def gradient():
        loss = (sample(network, noise, taus, observation) - target).square().mean()
        torch.autograd.grad(loss, parameters)

    return gradient


def act(hidden):
    """One action for one observation."""
    network = velocity_network(hidden)
    observation, taus = torch.randn(1, OBSERVATION), grid(1)

    @torch.inference_mode()
    def action():
        return sample(network, torch.randn(1, ACTION), taus, observation)

    return action


BENCHMARKS = {
    "flow-matching-256x256-b256": functools.partial(fastest_flow_matching, (256, 256), 256),
    "flow-matching-64x64-b64": functools.partial(fastest_flow_matching, (64, 64), 64),
    "flow-matching-64x64-b8": functools.partial(fastest_flow_matching, (64, 64), 8),
    "flow-matching-128x128-b1": functools.partial(fastest_flow_matching, (128, 128), 1),
    "sampler-gradient-64x64-b64": functools.partial(sampler_gradient, (64, 64), 64),
    "act-64x64-one-row": functools.partial(act, (64, 64)),
}
