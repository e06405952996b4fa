"""The pendulum swing-up: state (angle, angular velocity), torque in [-2, 2], 200 steps an episode."""

import math
import random

GRAVITY = 10.0
MASS = 1.0
LENGTH = 1.0
STEP = 0.05
MAX_SPEED = 8.0
MAX_TORQUE = 2.0
EPISODE_STEPS = 200


class Pendulum:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.reset()

    def reset(self):
        self.angle = self.random.uniform(-math.pi, math.pi)
        self.speed = self.random.uniform(-1, 1)
        self.steps = 0
        return self.observation()

    def observation(self):
        return [math.cos(self.angle), math.sin(self.angle), self.speed]

    def step(self, torque):
        """Observation, reward, whether the episode's time is over."""
        torque = min(max(torque, -MAX_TORQUE), MAX_TORQUE)
        angle = (self.angle + math.pi) % (2 * math.pi) - math.pi
        reward = -(angle**2 + 0.1 * self.speed**2 + 0.001 * torque**2)
        gravity = 3 * GRAVITY / (2 * LENGTH) * math.sin(self.angle)
        self.speed += (gravity + 3 / (MASS * LENGTH**2) * torque) * STEP
        self.speed = min(max(self.speed, -MAX_SPEED), MAX_SPEED)
        self.angle += self.speed * STEP
        self.steps += 1
        return self.observation(), reward, self.steps == EPISODE_STEPS
