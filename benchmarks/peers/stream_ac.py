"""Streaming actor-critic with eligibility traces in PyTorch: one environment step, one update.

Written from the equations of "Streaming Deep Reinforcement Learning Finally Works" (Elsayed, Vasan, Mahmood,
2024): sparse initialization, layer norm without scale and shift, normalized observations, scaled rewards,
the time in the state, and ObGD, whose step shrinks until it cannot overshoot:

    z = gamma lambda z + g        M = alpha kappa max(|delta|, 1) |z|_1        w = w + alpha / max(M, 1) delta z
"""

import functools
import math

import torch
from torch import nn
from torch.nn import functional as F

from pendulum import EPISODE_STEPS, Pendulum

HIDDEN = 128
GAMMA = 0.99
LAMBDA = 0.8
ENTROPY = 0.01
SPARSITY = 0.9
KAPPA_VALUE = 2.0
KAPPA_POLICY = 3.0
EPSILON = 1e-8


def sparse_linear(inputs, outputs):
    layer = nn.Linear(inputs, outputs)
    with torch.no_grad():
        bound = 1 / math.sqrt(inputs)
        layer.weight.uniform_(-bound, bound)
        for row in layer.weight:
            row[torch.randperm(inputs)[: math.ceil(SPARSITY * inputs)]] = 0
        layer.bias.zero_()
    return layer


class Body(nn.Module):
    """Two hidden layers, each normalized as a whole."""

    def __init__(self, inputs):
        super().__init__()
        self.first = sparse_linear(inputs, HIDDEN)
        self.second = sparse_linear(HIDDEN, HIDDEN)

    def forward(self, x):
        x = F.leaky_relu(F.layer_norm(self.first(x), (HIDDEN,)))
        return F.leaky_relu(F.layer_norm(self.second(x), (HIDDEN,)))


class Critic(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.body = Body(inputs)
        self.value = sparse_linear(HIDDEN, 1)

    def forward(self, x):
        return self.value(self.body(x))


class Actor(nn.Module):
    def __init__(self, inputs, actions):
        super().__init__()
        self.body = Body(inputs)
        self.mean = sparse_linear(HIDDEN, actions)
        self.spread = sparse_linear(HIDDEN, actions)

    def forward(self, x):
        hidden = self.body(x)
        return self.mean(hidden), F.softplus(self.spread(hidden))


class ObGD:
    def __init__(self, parameters, kappa):
        self.parameters = list(parameters)
        self.traces = [torch.zeros_like(p) for p in self.parameters]
        self.kappa = kappa

    @torch.no_grad()
    def step(self, gradients, delta, end):
        norm = 0.0
        for trace, gradient in zip(self.traces, gradients):
            trace.mul_(GAMMA * LAMBDA).add_(gradient)
            norm += trace.abs().sum().item()
        rate = 1 / max(self.kappa * max(abs(delta), 1) * norm, 1)
        for parameter, trace in zip(self.parameters, self.traces):
            parameter.add_(trace, alpha=rate * delta)
            if end:
                trace.zero_()


class Moments:
    """Running mean and sample variance of each component."""

    def __init__(self, size):
        self.count = 0
        self.mean = [0.0] * size
        self.squares = [0.0] * size

    def update(self, values):
        self.count += 1
        for i, value in enumerate(values):
            before = value - self.mean[i]
            self.mean[i] += before / self.count
            self.squares[i] += before * (value - self.mean[i])

    def deviation(self, i):
        variance = 1.0 if self.count < 2 else self.squares[i] / (self.count - 1)
        return math.sqrt(variance + EPSILON)


class Learner:
    def __init__(self, seed):
        self.environment = Pendulum(seed)
        self.seen = Moments(4)
        self.returns = Moments(1)
        self.discounted = 0.0
        self.critic = Critic(4)
        self.actor = Actor(4, 1)
        self.value_steps = ObGD(self.critic.parameters(), KAPPA_VALUE)
        self.policy_steps = ObGD(self.actor.parameters(), KAPPA_POLICY)
        self.state = self.normalize(self.environment.reset(), 0)

    def normalize(self, observation, step):
        values = [*observation, -0.5 + step / EPISODE_STEPS]
        self.seen.update(values)
        return torch.tensor([(v - self.seen.mean[i]) / self.seen.deviation(i) for i, v in enumerate(values)])

    def scale(self, reward, end):
        self.discounted = GAMMA * self.discounted * (not end) + reward
        self.returns.update([self.discounted])
        return reward / self.returns.deviation(0)

    def step(self):
        mean, spread = self.actor(self.state)
        action = torch.normal(mean, spread).detach()
        observation, reward, end = self.environment.step(action.item())
        following = self.normalize(observation, max(self.environment.steps - 1, 0))
        value = self.critic(self.state)
        with torch.no_grad():
            next_value = 0.0 if end else self.critic(following).item()
        delta = self.scale(reward, end) + GAMMA * next_value - value.item()

        log_prob = -((action - mean) ** 2) / (2 * spread**2) - spread.log()
        entropy = spread.log()
        objective = (log_prob + ENTROPY * math.copysign(1, delta) * entropy).sum()
        value_gradient = torch.autograd.grad(value, self.value_steps.parameters)
        policy_gradient = torch.autograd.grad(objective, self.policy_steps.parameters)
        self.value_steps.step(value_gradient, delta, end)
        self.policy_steps.step(policy_gradient, delta, end)
        self.state = self.normalize(self.environment.reset(), 0) if end else following


def stream_ac():
    return Learner(seed=1).step


BENCHMARKS = {"stream-ac-128x128-pendulum": functools.partial(stream_ac)}
