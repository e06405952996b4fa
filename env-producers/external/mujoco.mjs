// MuJoCo as a child process: frames on standard input and output, little-endian.
//
//   frame     uint32 length of what follows, then a payload
//   request   uint8 operation, payload
//   reply     uint8 status (0: done, 1: refused), payload; a refusal's payload is its reason in UTF-8
//
//   operation  request                                           reply
//   1 version  -                                                 MuJoCo's version in UTF-8
//   2 load     an MJCF model in UTF-8                            uint32 model, nq, nv, nu
//   3 step     uint32 model, uint32 n, float64 state, control    float64 state after n steps
//
// A state is time, qpos[nq], qvel[nv], qacc_warmstart[nv]: all that decides what follows, the last of them because
// the solver of contacts starts from it. So this process remembers models and nothing else: one serves any number of
// environments, and one that died can be replaced by another.
//
// The process ends when its standard input does.

import load from "@mujoco/mujoco";

const MAX_FRAME = 1 << 24;

const mujoco = await load();
const models = [];

const operations = { 1: version, 2: loadModel, 3: step };

function version() {
  return Buffer.from(mujoco.mj_versionString(), "utf8");
}

function loadModel(payload) {
  const model = mujoco.MjModel.from_xml_string(payload.toString("utf8"));
  if (model.na !== 0) {
    throw new Error(`expected a model without activations, na=${model.na}`);
  }
  models.push({ model, data: new mujoco.MjData(model) });
  return Buffer.from(Uint32Array.of(models.length - 1, model.nq, model.nv, model.nu).buffer);
}

function step(payload) {
  const number = payload.readUInt32LE(0);
  const count = payload.readUInt32LE(4);
  const entry = models[number];
  if (entry === undefined) {
    throw new Error(`expected a loaded model, model=${number} loaded=${models.length}`);
  }
  const { model, data } = entry;
  const { nq, nv, nu } = model;
  const expected = 8 + 8 * (1 + nq + 2 * nv + nu);
  if (payload.length !== expected) {
    throw new Error(`expected ${expected} bytes, model=${number} length=${payload.length}`);
  }
  const numbers = new Float64Array(payload.buffer.slice(payload.byteOffset + 8, payload.byteOffset + payload.length));
  data.time = numbers[0];
  // The views are fetched at each request: they are stale once the memory of the module has grown.
  data.qpos.set(numbers.subarray(1, 1 + nq));
  data.qvel.set(numbers.subarray(1 + nq, 1 + nq + nv));
  data.qacc_warmstart.set(numbers.subarray(1 + nq + nv, 1 + nq + 2 * nv));
  data.ctrl.set(numbers.subarray(1 + nq + 2 * nv));
  for (let i = 0; i < count; i++) {
    mujoco.mj_step(model, data);
  }
  const after = new Float64Array(1 + nq + 2 * nv);
  after[0] = data.time;
  after.set(data.qpos, 1);
  after.set(data.qvel, 1 + nq);
  after.set(data.qacc_warmstart, 1 + nq + nv);
  return Buffer.from(after.buffer);
}

function answer(frame) {
  const operation = operations[frame[0]];
  try {
    if (operation === undefined) {
      throw new Error(`expected an operation of 1 to 3, operation=${frame[0]}`);
    }
    write(0, operation(frame.subarray(1)));
  } catch (error) {
    write(1, Buffer.from(String(error.message ?? error), "utf8"));
  }
}

function write(status, payload) {
  const frame = Buffer.allocUnsafe(5 + payload.length);
  frame.writeUInt32LE(1 + payload.length, 0);
  frame[4] = status;
  payload.copy(frame, 5);
  process.stdout.write(frame);
}

let pending = Buffer.alloc(0);

process.stdin.on("data", (chunk) => {
  pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
  while (pending.length >= 4) {
    const length = pending.readUInt32LE(0);
    if (length < 1 || length > MAX_FRAME) {
      console.error(`expected a frame of 1 to ${MAX_FRAME} bytes, length=${length}`);
      process.exit(2);
    }
    if (pending.length < 4 + length) {
      break;
    }
    answer(pending.subarray(4, 4 + length));
    pending = pending.subarray(4 + length);
  }
});
process.stdin.on("end", () => process.exit(0));
