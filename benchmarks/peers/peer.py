"""The other side of a benchmark: one long-lived process that measures PyTorch on request.

Protocol, one line each way. On start it says who it is:

    {"peer": "PyTorch 1.13.0", "blas": "libopenblasp-r0.3.21.so", "gflops": 91.0}

Then for each request, ``NAME SECONDS CLOCK`` (CLOCK is ``wall`` or ``cpu``), it answers with the median of
the seconds that one operation took within that time, or with why not:

    {"median": 0.00213, "samples": 117}
    {"error": "no benchmark \"x\"; known: ..."}

It ends with its input. By hand: echo "flow-matching-64x64-b64 2 wall" | python3 peer.py
"""

import os

# Before NumPy and PyTorch load their libraries: one thread, as on the other side.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import json
import statistics
import sys
import time

sys.dont_write_bytecode = True  # its folder is removed by whoever made it

BLOCK_SECONDS = 0.0005
CLOCKS = {"wall": time.perf_counter, "cpu": time.thread_time}


def measure(work, seconds, clock):
    """Median seconds of one call, over blocks of calls long enough for the clock."""
    deadline = time.perf_counter() + seconds
    calls = 1
    samples = []
    while not samples or time.perf_counter() < deadline:
        begun = clock()
        for _ in range(calls):
            work()
        took = clock() - begun
        if took < BLOCK_SECONDS and len(samples) < 3:
            calls *= 2
            samples = []
        else:
            samples.append(took / calls)
    return {"median": statistics.median(samples), "samples": len(samples)}


def blas_library():
    """File name of the BLAS that the process has loaded, where the system can tell."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            paths = {line.split()[-1] for line in maps if "/" in line}
    except OSError:
        return "unknown"
    names = sorted(os.path.basename(path) for path in paths)
    for wanted in ("openblas", "mkl_core", "libblas", "torch_cpu"):
        for name in names:
            if wanted in name:
                return name
    for path in sorted(paths):
        if "openblas" in path:
            return path
    return "unknown"


def multiplication_speed(torch):
    """GFLOP/s of a 256 x 256 x 256 product: tens with a real BLAS, about one with the reference."""
    a = torch.rand(256, 256)
    median = measure(lambda: a @ a, 0.1, time.perf_counter)["median"]
    return 2 * 256**3 / median / 1e9


def answer(request, benchmarks, works):
    parts = request.split()
    if len(parts) != 3 or parts[2] not in CLOCKS:
        return {"error": "expected NAME SECONDS wall|cpu, got " + json.dumps(request)}
    name, seconds, clock = parts[0], float(parts[1]), CLOCKS[parts[2]]
    if name not in benchmarks:
        return {"error": f'no benchmark "{name}"; known: {", ".join(benchmarks)}'}
    if name not in works:
        works[name] = benchmarks[name]()
    return measure(works[name], seconds, clock)


def main():
    try:
        import torch
    except ImportError as e:
        print(json.dumps({"error": f"cannot import torch: {e}"}), flush=True)
        return
    torch.set_num_threads(1)
    torch.manual_seed(1)
    speed = multiplication_speed(torch)
    who = {"peer": f"PyTorch {torch.__version__}", "blas": blas_library(), "gflops": round(speed, 1)}
    print(json.dumps(who), flush=True)

    import flow
    import stream_ac

    benchmarks = {**flow.BENCHMARKS, **stream_ac.BENCHMARKS}
    works = {}
    for line in sys.stdin:
        print(json.dumps(answer(line.strip(), benchmarks, works)), flush=True)


if __name__ == "__main__":
    main()
