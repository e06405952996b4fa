"""Writes records that a job must refuse, one of each kind, and shows what it says of them.

    /usr/bin/python3 env-producers/clients/direct/wrong_records.py policy.onnx BROKERS STORE

The job goes on as if they had not been there.
"""

import sys
import time

import confluent_kafka
import millrace_direct as millrace
import numpy
from reach_producer import arguments, new_group, play


def floats(tensor):
    return numpy.frombuffer(tensor["data"], "<f4").reshape(tensor["shape"]).copy()


def field(name, change):
    """A mistake in one tensor: what `change` makes of its numbers."""
    return lambda record: {name: millrace.tensor(change(floats(record[name])))}


def without(name):
    return lambda record: {name: None}


def other(name, value):
    return lambda record: {name: value}


def with_nan(numbers):
    numbers[3] = numpy.nan
    return numbers


# What is wrong with a record, the reason that its dead letter must give, and what makes it wrong.
MISTAKES = [
    ("three numbers seen, not four", "tensor-shape", field("observations", lambda o: o[:, :3])),
    ("no final observation", "tensor-shape", field("observations", lambda o: o[:-1])),
    ("densities summed over dimensions", "tensor-shape", field("logProbs", lambda p: p.sum(2))),
    ("no densities", "missing-tensor", without("logProbs")),
    ("no path", "missing-tensor", without("latentPath")),
    ("a reward that is not a number", "non-finite", field("rewards", with_nan)),
    ("densities that no draw can have", "out-of-range", field("logProbs", lambda p: 2 + abs(p))),
    ("neither terminated nor truncated", "unfinished", other("truncated", False)),
    ("another policy", "unknown-policy", other("policyId", "somebody-else")),
    ("no version", "invalid-version", other("policyVersion", 0)),
    ("member 8 of 8", "invalid-group", other("memberIndex", 8)),
]


def wrong_values(record):
    """What is wrong, the reason expected, and the bytes; every record in a group of its own."""
    codec = millrace.Codec("Trajectory")
    values = []
    for n, (what, reason, mistake) in enumerate(MISTAKES):
        wrong = dict(record, groupId="wrong-%d-%s" % (n, record["groupId"]), **mistake(record))
        values.append((what, reason, codec.encode(wrong)))
    sound = codec.encode(record)
    values.append(("JSON", "not-single-object", b'{"not": "avro"}'))
    values.append(("half a record", "malformed", sound[: len(sound) // 2]))
    return values


def main(options):
    policy = millrace.Policy(options.model)
    topics = millrace.Topics(options.brokers, options.prefix)
    letters = topics.reader("dead-letters", confluent_kafka.OFFSET_END)
    letters.poll(2)  # is at the end before anything is written
    record = play(policy, options.members, numpy.random.default_rng(), new_group())[0][0]
    wrong, sent = wrong_values(record), {}
    for what, reason, value in wrong:
        topics.send(
            "%s/wrong" % policy.id,
            value,
            lambda m, told=(what, reason): sent.update({(m.partition(), m.offset()): told}),
        )
    topics.flush()
    answers = read(letters, sent, options.prefix + "trajectories")
    good = 0
    for place, (what, reason) in sent.items():
        said, detail = answers.get(place, ("no dead letter", ""))
        good += said == reason
        told = detail if said == reason else "EXPECTED " + reason
        print("%-18s %-34s %s" % (said, what, told))
    print("%d wrong records, %d dead letters with the reason expected" % (len(wrong), good))
    return 0 if good == len(wrong) else 1


def read(letters, sent, topic):
    """Reason and detail by partition and offset of the record."""
    codec, answers, deadline = millrace.Codec("DeadLetter"), {}, time.time() + 30
    while len(answers) < len(sent) and time.time() < deadline:
        message = letters.poll(0.5)
        letter = None if message is None or message.error() else codec.decode(message.value())
        if letter and letter["topic"] == topic and (letter["partition"], letter["offset"]) in sent:
            answers[letter["partition"], letter["offset"]] = letter["reason"], letter["detail"]
    letters.close()
    return answers


if __name__ == "__main__":
    sys.exit(main(arguments("Writes wrong records and shows their dead letters.").parse_args()))
