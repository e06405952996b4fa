// The other side of a benchmark: MuJoCo in Node.js, stepped in a plain loop without any environment around it.
//
//   node mujoco.mjs FOLDER NAME=MODEL.xml ...     FOLDER has node_modules/@mujoco/mujoco
//
// The lines are those of peer.py. An operation is a decision: random controls, the model's steps, and a new start
// where an episode of the environment of that name would have ended.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const BLOCK_SECONDS = 0.0005;

// Steps of a decision, decisions of an episode, and whether it has ended before.
const TASKS = {
  "mujoco-pendulum": { steps: 15, limit: 200, ended: () => false },
  "mujoco-cartpole": {
    steps: 2,
    limit: 500,
    ended: (q) => Math.abs(q[0]) > 2.4 || Math.abs(q[1]) > (12 * Math.PI) / 180,
  },
  "mujoco-hopper": { steps: 4, limit: 1000, ended: (q) => q[1] < -0.5 || Math.abs(q[2]) > 0.3 },
};

const CLOCKS = {
  wall: () => performance.now() / 1000,
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
};

function say(answer) {
  process.stdout.write(JSON.stringify(answer) + "\n");
}

function decisions(mujoco, xml, task) {
  const model = mujoco.MjModel.from_xml_string(xml);
  const data = new mujoco.MjData(model);
  let made = 0;
  return () => {
    const controls = data.ctrl;
    for (let i = 0; i < controls.length; i++) {
      controls[i] = 2 * Math.random() - 1;
    }
    for (let i = 0; i < task.steps; i++) {
      mujoco.mj_step(model, data);
    }
    made++;
    if (made === task.limit || task.ended(data.qpos)) {
      mujoco.mj_resetData(model, data);
      made = 0;
    }
  };
}

/** Median seconds of one call, over blocks of calls long enough for the clock. */
function measure(work, seconds, clock) {
  const deadline = performance.now() / 1000 + seconds;
  let calls = 1;
  let samples = [];
  while (samples.length === 0 || performance.now() / 1000 < deadline) {
    const begun = clock();
    for (let i = 0; i < calls; i++) {
      work();
    }
    const took = clock() - begun;
    if (took < BLOCK_SECONDS && samples.length < 3) {
      calls *= 2;
      samples = [];
    } else {
      samples.push(took / calls);
    }
  }
  samples.sort((a, b) => a - b);
  const middle = samples.length >> 1;
  const median = samples.length % 2 ? samples[middle] : (samples[middle - 1] + samples[middle]) / 2;
  return { median, samples: samples.length };
}

const [folder, ...models] = process.argv.slice(2);
const path = createRequire(resolve(folder, "package.json")).resolve("@mujoco/mujoco");
const mujoco = await (await import(pathToFileURL(path))).default();
const files = Object.fromEntries(models.map((model) => model.split("=", 2)));
const works = {};
say({ peer: "MuJoCo " + mujoco.mj_versionString() + " alone" });

for await (const line of createInterface({ input: process.stdin })) {
  const [name, seconds, clock] = line.trim().split(/\s+/);
  try {
    if (!(name in TASKS) || !(name in files) || !(clock in CLOCKS)) {
      throw new Error("expected NAME SECONDS wall|cpu, got " + JSON.stringify(line));
    }
    works[name] ??= decisions(mujoco, readFileSync(files[name], "utf8"), TASKS[name]);
    say(measure(works[name], Number(seconds), CLOCKS[clock]));
  } catch (error) {
    say({ error: String(error.message ?? error) });
  }
}
