// A Hikaya of its own for a test: a fresh data folder with the fictional programme, a free port, stopped at the end.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long the demonstration may take to be made, the server to be ready, and to stop; milliseconds. */
const DEMO = 120_000;
const READY = 30_000;
const STOP = 15_000;

/** What the program is told; nothing else of the caller's environment reaches it, a database least of all. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, HIKAYA_SITE } = process.env;
  if (!HIKAYA_SITE) throw new Error('HIKAYA_SITE is not set: run `make test`');
  return { PATH, HOME, TMPDIR, HIKAYA_SITE };
}

function binary(): string {
  if (!process.env.HIKAYA_BIN) throw new Error('HIKAYA_BIN is not set: run `make test`');
  return process.env.HIKAYA_BIN;
}

/** Runs the program to its end and answers what it printed; throws unless it ends with status 0. */
export async function hikaya(args: string[], input = ''): Promise<string> {
  const child = spawn(binary(), args, { env: environment(), stdio: ['pipe', 'pipe', 'pipe'], timeout: DEMO });
  let printed = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  child.stdin.on('error', () => undefined).end(input);
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error(`hikaya ${args.join(' ')} ended with ${code ?? signal}:\n${complaints}`);
  return printed;
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}

function serve(data: string, address: string): ChildProcess {
  return spawn(binary(), ['serve', '--data', data, '--listen', address], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export class Server {
  private said = '';

  private constructor(
    /** Where it answers, without a slash at the end. */
    readonly url: string,
    /** Its data folder. */
    readonly data: string,
    private readonly folder: string,
    private child: ChildProcess,
  ) {
    this.listen();
  }

  private listen() {
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    }
    // If the tests themselves are ended, the server is not left behind.
    process.once('exit', () => this.child.kill('SIGKILL'));
  }

  /** Everything that it has printed so far. */
  get output(): string {
    return this.said;
  }

  /** Makes the data folder, starts the program and waits until it is ready. `demo` are further words for `hikaya demo`. */
  static async start(demo: string[] = []): Promise<Server> {
    return Server.over((data) => hikaya(['demo', '--data', data, ...demo]));
  }

  /** The same with nothing set up. */
  static async empty(): Promise<Server> {
    return Server.over(async () => '');
  }

  private static async over(fill: (data: string) => Promise<string>): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'hikaya-end2end-'));
    const data = join(folder, 'data');
    try {
      await fill(data);
      const address = `127.0.0.1:${await freePort()}`;
      const server = new Server(`http://${address}`, data, folder, serve(data, address));
      await server.ready();
      return server;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  private get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async ready(): Promise<void> {
    const until = Date.now() + READY;
    while (Date.now() < until) {
      if (this.ended) break;
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.child.kill('SIGKILL');
    throw new Error(`hikaya was not ready at ${this.url}:\n${this.said}`);
  }

  /** Stops it and starts it again over the same folder, at the same address. */
  async restart(): Promise<void> {
    await this.end();
    this.child = serve(this.data, new URL(this.url).host);
    this.listen();
    await this.ready();
  }

  /** Asks it to stop, as a person who runs it would, and takes its folder away. Throws when it does not stop cleanly. */
  async stop(): Promise<void> {
    try {
      await this.end();
    } finally {
      await rm(this.folder, { recursive: true, force: true });
    }
  }

  private async end(): Promise<void> {
    const closed = this.ended ? Promise.resolve() : once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), STOP);
    await closed;
    clearTimeout(late);
    if (this.child.exitCode !== 0) {
      throw new Error(`hikaya stopped with ${this.child.exitCode ?? this.child.signalCode}:\n${this.said}`);
    }
  }
}
