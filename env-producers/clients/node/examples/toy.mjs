// Reach a target on a line, as python/examples/toy.py does.
//
//     ./millrace gateway recipes/gateway-toy.yaml          # one terminal
//     node env-producers/clients/node/examples/toy.mjs     # another
//     (arguments, if any: port, episodes)

import { Gateway, evaluate, train } from '../millrace-env.mjs';

/** Uniform in [-1, 1], the same for a seed. */
function draws(seed) {
  let state = Number(BigInt.asUintN(32, BigInt(seed)));
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

const cart = {
  reset(seed) {
    const draw = draws(seed);
    draw();
    Object.assign(this, { place: draw(), target: draw(), steps: 0 });
    return [this.place, this.target];
  },
  step([push]) {
    this.place += 0.2 * Math.max(-1, Math.min(1, push));
    this.steps += 1;
    return {
      observation: [this.place, this.target],
      reward: -Math.abs(this.place - this.target),
      truncated: this.steps === 20,
    };
  },
};

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const [port = 7420, episodes = Infinity] = process.argv.slice(2).map(Number);
const gateway = await Gateway.connect({ port });
const returns = await train(cart, {
  gateway,
  episodes,
  onEpisode: (number, total, version) => {
    if (number % 100 === 0) console.log(`episode ${number}: return ${total.toFixed(2)}, policy version ${version}`);
  },
});
console.log(`${returns.length} episodes; first 100: ${mean(returns.slice(0, 100)).toFixed(2)}, last 100: ${mean(returns.slice(-100)).toFixed(2)}`);
console.log(`without exploration: ${mean(await evaluate(cart, 100, { gateway })).toFixed(2)}`);
gateway.close();
