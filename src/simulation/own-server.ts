// A server of our own to try things on: the built one with an empty folder, that can be killed, and that can
// lose its database.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { runningServer } from '../db/embedded.cluster';
import { findPlace } from '../db/embedded.place';
import { BUILT, ENVIRONMENT, ownProcess } from './own-process';
import { freePort } from './own-redis';

/** What a simulated hackathon needs to know of servers it may harm. */
export interface Victim {
  base: string;
  /** SIGKILL and a new start on the same port and folder; resolves with what it was, when that answers again. */
  kill(): Promise<string>;
  founderLink(): Promise<string>;
  /** What was logged as an error, and ends nobody asked for. */
  faults(): string[];
  stop(): Promise<void>;
}

export interface OwnServer extends Victim {
  dataDir: string;
  /** Ends Postgres at once, as a power cut would; resolves when the server answers again. True: by itself. */
  cutDatabase(): Promise<boolean>;
  /** Memory of the process in bytes. */
  rss(): number;
}

const HEALS_WITHIN = 20_000;

/** An empty DATA_DIR in a folder of its own, and how to be rid of both. */
export function newHome(): { dataDir: string; remove(): void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'inquiry-trial-'));
  // The database may run as another user, who has to pass.
  fs.chmodSync(folder, 0o711);
  const dataDir = path.join(folder, 'data');
  return {
    dataDir,
    remove() {
      const pointer = path.join(dataDir, 'postgres-home');
      if (fs.existsSync(pointer))
        fs.rmSync(fs.readFileSync(pointer, 'utf8').trim(), { recursive: true, force: true });
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function founderLinkOf(env: Record<string, string>): Promise<string> {
  const command = path.join(BUILT, 'cli', 'create-organiser.js');
  const { stdout } = await promisify(execFile)(process.execPath, [command], { env });
  return stdout.trim();
}

/** `more`: settings such as RATE_FACTOR. */
export async function startOwnServer(more: Record<string, string> = {}): Promise<OwnServer> {
  const { dataDir, remove } = newHome();
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const env = { ...ENVIRONMENT, ...more, PORT: String(port), DATA_DIR: dataDir };
  const faults: string[] = [];
  const { start, end, rss } = ownProcess(env, faults);

  async function answers(within: number): Promise<boolean> {
    for (const until = Date.now() + within; Date.now() < until; await pause(100)) {
      const ready = await fetch(`${base}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(
        () => null,
      );
      if (ready?.ok) return true;
    }
    return false;
  }

  const database = () => runningServer(findPlace(dataDir));

  const server: OwnServer = {
    base,
    dataDir,
    rss,
    async kill() {
      await end('SIGKILL');
      await start();
      return 'the server';
    },
    async cutDatabase() {
      const running = database();
      if (running) process.kill(running.pid, 'SIGQUIT');
      while (running && database()?.pid === running.pid) await pause(20);
      if (await answers(HEALS_WITHIN)) return true;
      await server.kill();
      return false;
    },
    founderLink: () => founderLinkOf(env),
    faults: () => faults,
    async stop() {
      await end('SIGTERM');
      remove();
    },
  };
  try {
    await start();
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  return server;
}
