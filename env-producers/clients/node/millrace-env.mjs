// Feeds a simulator into Millrace, through `millrace gateway`. Needs Node.js 18 and nothing else.
//
//     import { train } from './millrace-env.mjs';
//     await train(simulator);      // reset(seed) -> observation, step(action) -> {observation, reward, terminated, truncated}
//
// The protocol: clients/README.md.

import net from 'node:net';
import tls from 'node:tls';

const PROTOCOL = 1;

/** A request was refused; `code` says of which kind, the message names field and value. */
export class GatewayError extends Error {
  constructor(code, message) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** A connection: one request at a time for each session, each with its answer. */
export class Gateway {
  #socket;
  #rest = '';
  #waiting = new Map(); // session -> requests without an answer yet, oldest first
  #ended = null;

  /** `secure` is true, or options of tls.connect (for a certificate of your own). */
  static async connect({ host = '127.0.0.1', port = 7420, token, secure } = {}) {
    const gateway = new Gateway();
    await gateway.#open(host, port, secure);
    const hello = { type: 'hello', protocol: PROTOCOL };
    gateway.welcome = await gateway.ask(token === undefined ? hello : { ...hello, token });
    return gateway;
  }

  #open(host, port, secure) {
    return new Promise((resolve, reject) => {
      this.#socket = secure
        ? tls.connect({ host, port, ...(secure === true ? {} : secure) }, resolve)
        : net.connect({ host, port }, resolve);
      this.#socket.setNoDelay(true);
      this.#socket.setEncoding('utf8');
      this.#socket.on('data', (text) => this.#hear(text));
      this.#socket.on('error', (error) => (reject(error), this.#end(error)));
      this.#socket.on('close', () => this.#end(new Error('the gateway has closed the connection')));
    });
  }

  #hear(text) {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop();
    for (const line of lines) {
      const answer = JSON.parse(line);
      const asked = this.#next(answer.session);
      if (answer.type === 'error') asked?.reject(new GatewayError(answer.code, answer.message));
      else asked?.resolve(answer);
    }
  }

  /** Answers to one session come in order; those without a session answer requests without one. */
  #next(session) {
    const own = this.#waiting.get(session);
    return own?.length ? own.shift() : this.#waiting.get(undefined)?.shift();
  }

  #end(error) {
    this.#ended ??= error;
    for (const asked of [...this.#waiting.values()].flat()) asked.reject(this.#ended);
    this.#waiting.clear();
  }

  /** Sends one message; the promise is of its answer. */
  ask(message) {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      const asked = this.#waiting.get(message.session) ?? [];
      asked.push({ resolve, reject });
      this.#waiting.set(message.session, asked);
      this.#socket.write(JSON.stringify(message) + '\n');
    });
  }

  /** Opens a session; the terms are those of the protocol's `open`. */
  async open({ session = 'default', ...terms } = {}) {
    const opened = new Session(this, session);
    opened.terms = await opened.ask('open', terms);
    return opened;
  }

  stats() {
    return this.ask({ type: 'stats' });
  }

  close() {
    this.#socket.end();
  }
}

/** Episodes of one simulator, or with `episodes: N` of N of them in lockstep, in lists of N. */
export class Session {
  constructor(gateway, name) {
    this.gateway = gateway;
    this.name = name;
  }

  ask(type, message = {}) {
    return this.gateway.ask({ ...message, type, session: this.name });
  }

  /** Begins; {seed, member, version}, or null when the policy has learned enough. */
  async reset() {
    for (;;) {
      try {
        const answer = await this.ask('reset');
        return answer.type === 'episode' ? answer : null;
      } catch (error) {
        if (error.code !== 'try-again') throw error; // the learner is behind
      }
    }
  }

  /** `said` as the protocol has it: {observation}; an answer with `action`, or `actions`. */
  observe(said) {
    return this.ask('observe', said);
  }

  /** {reward, observation, terminated, truncated}; an answer with the next action, or `ended`. */
  step(said) {
    return this.ask('step', said);
  }

  close() {
    return this.ask('close');
  }
}

/**
 * Plays until the policy has learned enough, or `episodes`; the promise is of the returns. The address is what
 * `Gateway.connect` takes, or `gateway` a connection that is open and stays so.
 */
export function train(simulator, { episodes = Infinity, ...options } = {}) {
  return run(simulator, {}, episodes, options);
}

/** Plays `episodes` in which the policy does not explore, to judge the newest version; they are never learned from. */
export function evaluate(simulator, episodes, options = {}) {
  return run(simulator, { evaluate: true }, episodes, options);
}

async function run(simulator, terms, episodes, { seeds = true, onEpisode, gateway, ...address }) {
  const connection = gateway ?? (await Gateway.connect(address));
  const returns = [];
  try {
    const session = await connection.open({ ...terms, seeds });
    while (returns.length < episodes) {
      const begun = await session.reset();
      if (begun === null) break;
      const { total, abandoned } = await play(simulator, session, seeds ? begun.seed : undefined);
      if (abandoned) continue;
      returns.push(total);
      onEpisode?.(returns.length, total, begun.version);
    }
    if (gateway) await session.close();
  } finally {
    if (!gateway) connection.close();
  }
  return returns;
}

async function play(simulator, session, seed) {
  let total = 0;
  let answer = await session.observe({ observation: await simulator.reset(seed) });
  while (answer.type === 'action') {
    const { observation, reward, terminated = false, truncated = false } = await simulator.step(answer.action);
    total += reward;
    answer = await session.step({ observation, reward, terminated, truncated });
  }
  return { total, abandoned: answer.abandoned };
}
