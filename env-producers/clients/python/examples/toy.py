"""Reach a target on a line: a simulator of thirty lines that learns through `millrace gateway`.

    ./millrace gateway recipes/gateway-toy.yaml     # one terminal
    python3 env-producers/clients/python/examples/toy.py      # another
"""

import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import millrace_env


class Reach:
    """A cart with a place and a target in [-1, 1]; each of 20 steps moves it by up to 0.2."""

    def reset(self, seed=None):
        draw = random.Random(seed)
        self.place, self.target, self.steps = draw.uniform(-1, 1), draw.uniform(-1, 1), 0
        return [self.place, self.target], {}

    def step(self, action):
        self.place += 0.2 * max(-1.0, min(1.0, action[0]))
        self.steps += 1
        return [self.place, self.target], -abs(self.place - self.target), False, self.steps == 20, {}


def mean(numbers):
    return sum(numbers) / max(1, len(numbers))


def tell(number, total, version):
    if number % 100 == 0:
        print("episode %d: return %.2f, policy version %d" % (number, total, version), flush=True)


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 7420
    with millrace_env.Gateway(port=port) as gateway:
        returns = millrace_env.train(Reach(), on_episode=tell, connection=gateway)
        print("first 100: %.2f, last 100: %.2f" % (mean(returns[:100]), mean(returns[-100:])))
        judged = millrace_env.evaluate(Reach(), 100, connection=gateway)
        print("without exploration: %.2f" % mean(judged))
