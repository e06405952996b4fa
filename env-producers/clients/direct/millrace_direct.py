"""What a simulator needs that acts by itself and writes to Kafka: records, versions, the policy.

Needs Debian's python3-avro, python3-confluent-kafka and python3-numpy (env-producers/external/setup
direct installs them); python3-onnxruntime is used where it is there. Debian's modules belong to
/usr/bin/python3.
"""

import hashlib
import io
import json
import os
import struct
import sys
import urllib.request

SETUP = "env-producers/external/setup direct"
try:
    import avro.io
    import avro.schema
    import confluent_kafka
    import numpy
except ImportError as missing:
    sys.exit("module %s is missing: run %s, then use /usr/bin/python3" % (missing.name, SETUP))

import onnx_numpy

SCHEMAS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../schemas/src/main/avro")
MAX_RECORD_BYTES = 16 << 20


# Records: Avro's single-object encoding, which is C3 01, the fingerprint, the record.


def _fingerprint(text):
    """CRC-64-AVRO of a schema's canonical form, as the 8 bytes of the header."""
    empty = 0xC15D213AA4D7A795
    crc = empty
    for byte in text.encode():
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (empty & -(crc & 1))
    return struct.pack("<Q", crc)


def _inlined(schema, known):
    """The schema with each other file's record in the place of its name, the first time."""
    if isinstance(schema, list):
        return [_inlined(part, known) for part in schema]
    if isinstance(schema, dict):
        for key in ("type", "items", "values", "fields"):
            if key in schema:
                schema[key] = _inlined(schema[key], known)
        return schema
    path = os.path.join(SCHEMAS, schema + ".avsc")
    if schema in known or not os.path.exists(path):
        return schema
    known.add(schema)
    with open(path) as file:
        return _inlined(json.load(file), known)


class Codec:
    """Records of one kind as bytes, and back."""

    def __init__(self, name):
        self.schema = avro.schema.parse(json.dumps(_inlined(name, set())))
        self.header = b"\xc3\x01" + _fingerprint(self.schema.canonical_form)

    def encode(self, record):
        out = io.BytesIO()
        out.write(self.header)
        avro.io.DatumWriter(self.schema).write(record, avro.io.BinaryEncoder(out))
        return out.getvalue()

    def decode(self, data):
        """The record, or None where it is of another kind, or of another release's schema."""
        if data is None or data[:10] != self.header:
            return None
        return avro.io.DatumReader(self.schema).read(avro.io.BinaryDecoder(io.BytesIO(data[10:])))


def tensor(values):
    """A Tensor record of an array: float32, or int32 where it holds whole numbers."""
    whole = numpy.issubdtype(numpy.asarray(values).dtype, numpy.integer)
    array = numpy.ascontiguousarray(values, "<i4" if whole else "<f4")
    return {
        "dtype": "INT32" if whole else "FLOAT32",
        "shape": list(array.shape),
        "data": array.tobytes(),
    }


# The model store: HTTP.


def artifact(store, sha256):
    """The weights of a version, by name: its safetensors file, checked against its hash."""
    with urllib.request.urlopen("%s/v1/artifacts/%s" % (store, sha256), timeout=30) as answer:
        data = answer.read()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise IOError("the store sent other bytes than sha256 %s" % sha256)
    end = 8 + struct.unpack_from("<Q", data)[0]
    weights = {}
    for name, entry in json.loads(data[8:end]).items():
        if name != "__metadata__":
            first, last = entry["data_offsets"]
            array = numpy.frombuffer(data[end + first : end + last], "<f4")
            weights[name] = array.reshape(entry["shape"])
    return weights


class Policy:
    """A model of `millrace policies export --graph explore` that follows the policy's versions."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self._bytes = file.read()
        self._model = onnx_numpy.Model(self._bytes)
        if self._model.metadata.get("graph") != "explore":
            raise ValueError("expected a model of --graph explore, got %s" % self._model.metadata)
        self.id = self._model.metadata["policy"]
        self.epoch = int(self._model.metadata["epoch"])
        self.version = int(self._model.metadata["version"])
        self._run = self._model.run

    def use(self, version, weights):
        """Acts with the weights of another version from now on."""
        own = {n: weights[n] for n in self._model.initializers if n in weights}
        try:
            import onnxruntime
        except ImportError:
            self._run = lambda feeds: self._model.run(feeds, own)
        else:
            options = onnxruntime.SessionOptions()
            values = {n: onnxruntime.OrtValue.ortvalue_from_numpy(w) for n, w in own.items()}
            for name, value in values.items():
                options.add_initializer(name, value)
            session = onnxruntime.InferenceSession(self._bytes, options)
            names = self._model.outputs
            self._run = lambda feeds, held=values: dict(zip(names, session.run(names, feeds)))
        self.version = version

    def act(self, observation, draws):
        """An action for each row of observation [n, O], with what a trajectory records of it.

        draws: a numpy.random.Generator, of the start and of the noise of each stochastic step
        """
        n = len(observation)
        feeds = {"observation": numpy.asarray(observation, numpy.float32)}
        for name, shape in self._model.inputs.items():
            if name != "observation":  # start and noise
                feeds[name] = draws.standard_normal((n,) + shape).astype(numpy.float32)
        return self._run({name: feeds[name] for name in self._model.inputs})


# Kafka.


class Topics:
    """The pipeline's topics: a producer of groups, a follower of versions."""

    def __init__(self, brokers, prefix="millrace."):
        self.prefix = prefix
        self._brokers = brokers
        self._producer = confluent_kafka.Producer(
            {
                "bootstrap.servers": brokers,
                "enable.idempotence": True,
                "acks": "all",
                "linger.ms": 1,
                "message.max.bytes": MAX_RECORD_BYTES,
            }
        )

    def send(self, key, value, delivered=None):
        """Writes to the trajectories topic. A record that cannot be written ends the producer."""

        def told(error, message):
            if error is not None:
                sys.exit("a record was not acknowledged: %s" % error)
            if delivered is not None:
                delivered(message)

        self._producer.produce(self.prefix + "trajectories", value, key, on_delivery=told)
        self._producer.poll(0)

    def flush(self):
        self._producer.flush(30)

    def reader(self, topic, offset=confluent_kafka.OFFSET_BEGINNING):
        """A consumer of all partitions of a topic, in no group: everybody reads everything."""
        consumer = confluent_kafka.Consumer(
            {
                "bootstrap.servers": self._brokers,
                "group.id": "direct-producer",  # librdkafka wants one; nothing is committed
                "enable.auto.commit": False,
                "isolation.level": "read_committed",
                "fetch.wait.max.ms": 20,
            }
        )
        name = self.prefix + topic
        partitions = consumer.list_topics(name, 10).topics[name].partitions
        consumer.assign([confluent_kafka.TopicPartition(name, p, offset) for p in partitions])
        return consumer


class Versions:
    """Follows the announcements of a policy."""

    def __init__(self, topics, store, policy):
        self._codec = Codec("PolicyAnnouncement")
        self._consumer = topics.reader("policies")
        self._store = store
        self._policy = policy
        self.finished = False

    def follow(self, wait):
        """Puts the newest version announced to use; whether there was one within `wait` seconds."""
        newest = None
        message = self._consumer.poll(wait)
        while message is not None:
            record = None if message.error() else self._codec.decode(message.value())
            if record and self._is_ours(record):
                self.finished = self.finished or record["finished"]
                newest = max((newest, record), key=lambda r: r["version"] if r else 0)
            message = self._consumer.poll(0)
        if newest and newest["version"] > self._policy.version:
            self._policy.use(newest["version"], artifact(self._store, newest["sha256"]))
            return True
        return False

    def _is_ours(self, record):
        return (record["policyId"], record["epoch"]) == (self._policy.id, self._policy.epoch)

    def close(self):
        self._consumer.close()
