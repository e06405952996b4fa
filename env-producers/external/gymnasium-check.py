#!/usr/bin/env python3
"""One step of Gymnasium's classic environments from given states: what ours are held against.

Reads lines of `NAME state... action` on standard input, such as `Pendulum-v1 0.1 0.2 1.5`; writes for each a line
`observation... reward terminated`, with terminated 0 or 1. Needs gymnasium and numpy. With `--version` it says which.
"""

import sys

import gymnasium
import numpy

environments = {}


def environment(name):
    if name not in environments:
        environments[name] = gymnasium.make(name).unwrapped
        environments[name].reset(seed=0)
    return environments[name]


def step(name, numbers):
    env = environment(name)
    env.state = numpy.array(numbers[:-1], dtype=numpy.float64)
    if hasattr(env, "steps_beyond_terminated"):
        env.steps_beyond_terminated = None
    discrete = isinstance(env.action_space, gymnasium.spaces.Discrete)
    action = int(numbers[-1]) if discrete else numpy.array([numbers[-1]], dtype=numpy.float32)
    observation, reward, terminated, _, _ = env.step(action)
    return [*(repr(float(value)) for value in observation), repr(float(reward)), str(int(terminated))]


if sys.argv[1:] == ["--version"]:
    print(gymnasium.__version__)
else:
    for line in sys.stdin:
        name, *numbers = line.split()
        print(*step(name, [float(number) for number in numbers]), flush=True)
