"""Feeds a simulator into Millrace, through `millrace gateway`. Needs Python 3.8 and nothing else.

    import gymnasium, millrace_env
    millrace_env.train(gymnasium.make("Pendulum-v1"))

Anything with Gymnasium's reset and step will do; `train_vector` plays several at once, `evaluate` judges
what was learned, and `Gateway` speaks the protocol step by step, for simulators that are none of this. The protocol: clients/README.md.
"""

import json
import math
import socket
import ssl

PROTOCOL = 1


class GatewayError(Exception):
    """A request was refused; `code` says of which kind, the message names field and value."""

    def __init__(self, code, message):
        super().__init__("%s: %s" % (code, message))
        self.code = code


class Gateway:
    """A connection. `tls` is True, or an ssl.SSLContext (for a certificate of your own). One thread."""

    def __init__(self, host="127.0.0.1", port=7420, token=None, tls=None, timeout=None):
        self._socket = socket.create_connection((host, port), timeout)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            context = ssl.create_default_context() if tls is True else tls
            self._socket = context.wrap_socket(self._socket, server_hostname=host)
        self._reader = self._socket.makefile("rb")
        hello = {"type": "hello", "protocol": PROTOCOL}
        if token is not None:
            hello["token"] = token
        self.welcome = self.ask(hello)

    def ask(self, message):
        """Sends one message and returns the answer."""
        self._socket.sendall(json.dumps(message).encode() + b"\n")
        line = self._reader.readline()
        if not line:
            raise ConnectionError("the gateway has closed the connection")
        answer = json.loads(line)
        if answer["type"] == "error":
            raise GatewayError(answer["code"], answer["message"])
        return answer

    def open(self, session="default", **terms):
        """Opens a session; the terms are those of the protocol's `open`."""
        return Session(self, session, terms)

    def log(self, observations, actions, **more):
        """Logs an episode that somebody else's policy played, for others to imitate."""
        return self.ask(dict(more, type="log", observations=observations, actions=actions))

    def stats(self):
        return self.ask({"type": "stats"})

    def close(self):
        self._reader.close()
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Session:
    """Episodes of one simulator, or with `episodes=N` of N of them in lockstep.

    With N, whatever is said of one episode (an observation, a reward, an action, a seed) is a list of
    N; an episode that has ended gets None as its action, and what is said of it is passed over.
    """

    def __init__(self, gateway, name, terms):
        self._gateway = gateway
        self._name = name
        self._many = terms.get("episodes") is not None
        self.abandoned = None  # why the gateway gave up the last episode, if it did
        self.terms = self._ask("open", terms)

    def _ask(self, kind, message):
        return self._gateway.ask(dict(message, type=kind, session=self._name))

    def reset(self):
        """Begins; returns {"seed", "member", "version"}, or None when the policy has learned enough."""
        while True:
            try:
                answer = self._ask("reset", {})
                return answer if answer["type"] == "episode" else None
            except GatewayError as error:
                if error.code != "try-again":  # the learner is behind
                    raise

    def observe(self, observation):
        """Tells what is seen first; returns the action."""
        return self._action("observe", {"observation": observation})

    def step(self, reward, observation, terminated=False, truncated=False, **more):
        """Tells what the action brought; returns the next, or None if all has ended.

        With an end flag, `observation` is the last one of the episode, never the first of the next.
        """
        message = dict(more, reward=reward, observation=observation)
        message["terminated"] = terminated
        message["truncated"] = truncated
        return self._action("step", message)

    def _action(self, kind, message):
        if self._many:
            message["observations"] = message.pop("observation")
            if "reward" in message:
                message["rewards"] = message.pop("reward")
                for flag in ("terminated", "truncated"):
                    if not isinstance(message[flag], list):
                        del message[flag]
        answer = self._ask(kind, message)
        self.abandoned = answer.get("abandoned")
        return answer.get("actions" if self._many else "action")

    def close(self):
        return self._ask("close", {})


def numbers(value):
    """The numbers in it, however deep they are nested: lists, NumPy arrays, scalars."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [number for part in value for number in numbers(part)]
    return [float(value)]


def spaces(env):
    """What Gymnasium's spaces say, in the words of the protocol; nothing where there are none."""
    terms = {}
    seen = getattr(env, "observation_space", None)
    if getattr(seen, "shape", None) is not None:
        terms["observationSize"] = math.prod(seen.shape)
    parts = _parts(getattr(env, "action_space", None))
    bounds = [(numbers(part.low), numbers(part.high)) for part in parts if hasattr(part, "low")]
    low, high = (sum(side, []) for side in zip(*bounds)) if bounds else ([], [])
    choices = sum(map(_counts, parts), [])
    actions = {}
    if low:
        bounded = all(map(math.isfinite, low + high))
        actions = {"low": low, "high": high} if bounded else {"size": len(low)}
    if choices:
        single = len(parts) == 1 and hasattr(parts[0], "n")
        actions["choices"] = choices[0] if single else choices
    if actions:
        terms["actions"] = actions
    return terms


def _parts(space):
    """Those of a Tuple of spaces, in order; else the space itself."""
    several = getattr(space, "spaces", None)
    return list(several) if isinstance(several, (list, tuple)) else [space]


def _counts(space):
    """How many choices there are at each position of a Discrete or MultiDiscrete space."""
    if hasattr(space, "n"):
        return [int(space.n)]
    return [int(n) for n in numbers(space.nvec)] if hasattr(space, "nvec") else []


def shaped(action, space):
    """The action as the environment wants it: numbers and choices together as a tuple of its spaces'."""
    if isinstance(action, dict):
        parts = _parts(space)
        real, chosen = iter(action["numbers"]), iter(action["choices"])
        if parts == [space]:  # no Gymnasium: as the protocol has it
            return action
        return tuple(_part(part, real, chosen) for part in parts)
    if hasattr(space, "n"):
        return action + int(getattr(space, "start", 0))
    if hasattr(space, "low") and hasattr(space.low, "reshape"):
        flat = space.low.flatten()
        flat[:] = action
        return flat.reshape(space.low.shape)
    return action


def _part(space, real, chosen):
    if hasattr(space, "low"):
        return shaped([next(real) for _ in numbers(space.low)], space)
    picked = [next(chosen) for _ in _counts(space)]
    return shaped(picked[0] if hasattr(space, "n") else picked, space)


def train(env, episodes=None, seeds=True, on_episode=None, connection=None, **address):
    """Plays until the policy has learned enough, or `episodes`; returns the returns.

    `env` has Gymnasium's reset(seed=) and step; with `seeds=False` it is reset without one.
    `address` is what `Gateway` takes, or `connection` one that is open and stays so;
    `on_episode(number, return, version)` is told each.
    """
    return train_vector([env], episodes, seeds, on_episode, connection, **address)


def train_vector(envs, episodes=None, seeds=True, on_episode=None, connection=None, **address):
    """The same with several alike environments: one message carries a step of all of them.

    Where the recipe has groups, their number is a multiple of the group size (or 1).
    """
    return _run(envs, {}, episodes, seeds, on_episode, connection, address)


def evaluate(env, episodes, seeds=True, on_episode=None, connection=None, **address):
    """Plays `episodes` in which the policy does not explore; returns the returns.

    They judge the newest version and are never learned from. The rest is as in `train`.
    """
    return _run([env], {"evaluate": True}, episodes, seeds, on_episode, connection, address)


def _run(envs, terms, episodes, seeds, on_episode, connection, address):
    gateway = connection or Gateway(**address)
    terms = dict(terms, seeds=seeds, **spaces(envs[0]))
    if len(envs) > 1:
        terms["episodes"] = len(envs)
    session = gateway.open(**terms)
    returns = []
    try:
        while episodes is None or len(returns) < episodes:
            begun = session.reset()
            if begun is None:
                break
            totals = _play(envs, session, begun, seeds)
            for total in () if session.abandoned else totals:
                returns.append(total)
                if on_episode:
                    on_episode(len(returns), total, begun["version"])
    finally:
        (session if connection else gateway).close()
    return returns


def _play(envs, session, begun, seeds):
    many = len(envs) > 1
    given = begun["seeds"] if many else [begun["seed"]]
    seen = [
        numbers((env.reset(seed=seed) if seeds else env.reset())[0]) for env, seed in zip(envs, given)
    ]
    totals = [0.0] * len(envs)
    rewards, ended, cut = [0.0] * len(envs), [False] * len(envs), [False] * len(envs)
    actions = session.observe(seen if many else seen[0])
    while actions is not None:
        for i, action in enumerate(actions if many else [actions]):
            if action is not None:
                step = envs[i].step(shaped(action, getattr(envs[i], "action_space", None)))
                seen[i], rewards[i] = numbers(step[0]), float(step[1])
                ended[i], cut[i] = bool(step[2]), bool(step[3])
                totals[i] += rewards[i]
        if many:
            actions = session.step(rewards, seen, ended, cut)
        else:
            actions = session.step(rewards[0], seen[0], ended[0], cut[0])
    return totals
