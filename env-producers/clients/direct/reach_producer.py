"""A simulator that acts by itself and writes its trajectories to Kafka, in groups of one start.

    env-producers/external/setup direct
    ./millrace up env-producers/clients/direct/reach.yaml               # says the addresses
    ./millrace policies export direct-reach --store STORE --output policy.onnx
    /usr/bin/python3 env-producers/clients/direct/reach_producer.py policy.onnx BROKERS STORE
"""

import argparse
import time
import uuid

import millrace_direct as millrace
import numpy

CONTROL = numpy.array([[0.225, 0.05], [-0.025, 0.2]])  # of the task reach-2d
STEPS = 8


class Reach:
    """Members of a group: points that steer to one goal, with controls that are skewed."""

    def __init__(self, seed, members):
        draw = numpy.random.default_rng(seed)
        radius, angle = numpy.sqrt(draw.uniform()), draw.uniform(-numpy.pi, numpy.pi)
        goal = radius * numpy.array([numpy.cos(angle), numpy.sin(angle)])
        self.goal = numpy.tile(goal, (members, 1))
        self.place = numpy.zeros((members, 2))
        self.disturbance = numpy.random.default_rng()

    def observation(self):
        return numpy.concatenate([self.place, self.goal], axis=1)

    def distance(self):
        return numpy.linalg.norm(self.goal - self.place, axis=1)

    def step(self, actions):
        noise = 0.01 * self.disturbance.standard_normal(self.place.shape)
        self.place = self.place + numpy.clip(actions, -1, 1) @ CONTROL.T + noise
        return -self.distance()


def new_group():
    """An id that is unique for ever."""
    return "direct-%s" % uuid.uuid4().hex


def play(policy, members, draws, group):
    """A group as Trajectory records; its members differ by the policy's noise alone."""
    seed = int(draws.integers(2**62))
    world, started = Reach(seed, members), int(time.time() * 1000)
    observations, rewards, decisions = [world.observation()], [], []
    for _ in range(STEPS):
        decisions.append(policy.act(observations[-1], draws))
        rewards.append(world.step(decisions[-1]["action"]))
        observations.append(world.observation())
        if not (numpy.isfinite(rewards[-1]).all() and numpy.isfinite(observations[-1]).all()):
            raise FloatingPointError("non-finite reward or observation, step=%d" % len(rewards))
    success, ended = world.distance() < 0.15, int(time.time() * 1000)

    def member(m):
        def told(name):  # [T, ...] of this member
            return millrace.tensor([decision[name][m] for decision in decisions])

        return {
            "trajectoryId": "%s-%d" % (group, m),
            "groupId": group,
            "memberIndex": m,
            "groupSize": members,
            "policyId": policy.id,
            "epoch": policy.epoch,
            "policyVersion": policy.version,
            "environment": "reach-2d",
            "seed": seed,
            "workerId": "reach_producer.py",
            "observations": millrace.tensor([o[m] for o in observations]),
            "actions": told("action"),
            "rewards": millrace.tensor([[r[m]] for r in rewards]),
            "logProbs": told("log-probs"),
            "latentPath": told("latent-path"),
            "terminated": False,
            "truncated": True,  # the limit of 8 steps
            "startedAtMs": started,
            "endedAtMs": ended,
            "attributes": {"success": "true" if success[m] else "false"},
        }

    return [member(m) for m in range(members)], float(numpy.sum(rewards) / members)


def group_end(policy, group, reason):
    """Tells that nothing will come of a group: a member that failed is never a reward of 0."""
    return {
        "policyId": policy.id,
        "epoch": policy.epoch,
        "groupId": group,
        "reason": str(reason),
        "endedAtMs": int(time.time() * 1000),
    }


def produce(options):
    policy = millrace.Policy(options.model)
    topics = millrace.Topics(options.brokers, options.prefix)
    versions = millrace.Versions(topics, options.store, policy)
    codec, end_codec = millrace.Codec("Trajectory"), millrace.Codec("GroupEnd")
    draws = numpy.random.default_rng()
    versions.follow(5)
    # Never further ahead of the learner than its staleness allows: what is older is not used.
    left, returns = (options.staleness + 1) * options.groups, []
    while not versions.finished:
        if left == 0:
            before = policy.version
            new = versions.follow(options.patience)
            share = min(policy.version - before, options.staleness + 1) * options.groups
            left = share if new else 1  # groups were lost on the way: one more ends the wait
            continue
        left -= 1
        group = new_group()
        key = "%s/%s" % (policy.id, group)
        try:
            records, mean = play(policy, options.members, draws, group)
        except FloatingPointError as failed:
            topics.send(key, end_codec.encode(group_end(policy, group, failed)))
            continue
        for record in records:
            topics.send(key, codec.encode(record))
        returns.append(mean)
        if len(returns) % 50 == 0:
            told = (len(returns), policy.version, numpy.mean(returns[-50:]))
            print("%d groups, version %d: return %.2f" % told, flush=True)
    topics.flush()
    versions.close()
    if not returns:
        print("the policy has learned enough already")
        return
    first, last = numpy.mean(returns[:50]), numpy.mean(returns[-50:])
    print("first 50 groups: %.2f, last 50: %.2f" % (first, last))


def arguments(description):
    options = argparse.ArgumentParser(description=description)
    options.add_argument("model", help="what `millrace policies export` wrote, an .onnx file")
    options.add_argument("brokers", help="HOST:PORT of Kafka")
    options.add_argument("store", help="http://HOST:PORT of the model store")
    options.add_argument("--prefix", default="millrace.", help="what the topics begin with")
    options.add_argument("--members", type=int, default=8, help="the recipe's rollout.groupSize")
    options.add_argument("--groups", type=int, default=8, help="the recipe's learner.batch")
    options.add_argument("--staleness", type=int, default=1, help="the recipe's learner.staleness")
    options.add_argument("--patience", type=float, default=2.0, help="seconds without a version")
    return options


if __name__ == "__main__":
    produce(arguments("Plays reach-2d and feeds a job of reach.yaml.").parse_args())
