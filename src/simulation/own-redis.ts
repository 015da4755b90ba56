// A Redis or Valkey of our own, if this machine has one: empty, on a free port, without a file.
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export interface OwnRedis {
  url: string;
  /** For trials: a signal such as SIGSTOP, SIGCONT or SIGKILL. */
  signal(name: NodeJS.Signals): void;
  /** After a SIGKILL: as empty as at first, on the same port. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

export const HOW_TO_GET_IT =
  'No redis-server or valkey-server on this machine. On Debian: apt-get install redis-server';
const FOLDERS = ['/usr/local/bin', '/usr/bin', '/usr/sbin', '/opt/homebrew/bin'];
const READY_WITHIN = 10_000;

function program(): string | undefined {
  return ['valkey-server', 'redis-server']
    .flatMap((name) => FOLDERS.map((folder) => path.join(folder, name)))
    .find((file) => fs.existsSync(file));
}

export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Undefined where there is none to start. */
export async function startOwnRedis(): Promise<OwnRedis | undefined> {
  const file = program();
  if (file === undefined) return undefined;
  const port = await freePort();
  let child: ChildProcess;

  async function start(): Promise<void> {
    const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: os.tmpdir() };
    const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    child = spawn(file!, options, { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Redis was not ready in time.')), READY_WITHIN);
      let output = '';
      child.stdout!.on('data', (chunk) => {
        output = (output + chunk).slice(-4_000);
        if (!output.includes('Ready to accept connections')) return;
        clearTimeout(timer);
        resolve();
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`Redis ended with ${code} before it was ready.\n${output}`));
      });
    });
  }

  async function gone(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null)
      await new Promise((resolve) => child.once('exit', resolve));
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    signal: (name) => void child.kill(name),
    async startAgain() {
      await gone();
      await start();
    },
    async stop() {
      child.kill('SIGKILL');
      await gone();
    },
  };
}
