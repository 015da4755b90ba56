// The real server as a process of its own, with an environment that holds nothing but what a test gives it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Runner } from '../../src/db/embedded.runner';
import { endServer, ground, homeOf, isAlive, serverOf } from '../support/runs';

export const ROOT = path.resolve(__dirname, '..', '..');

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ServerProcess {
  child: ChildProcess;
  pid: number;
  /** The address of the ready line; fails if the process ends without one. */
  ready: Promise<string>;
  ended: Promise<Ended>;
  output(): string;
  errors(): string;
}

const started = new Set<ServerProcess>();
const folders = new Set<string>();

export function startServer(env: NodeJS.ProcessEnv, { uid, gid }: Partial<Runner> = {}): ServerProcess {
  const child = spawn(process.execPath, [path.join(ROOT, 'src/cli/run.mjs'), 'main'], {
    cwd: ROOT,
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid }),
  });
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  );
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const address = /^Inquiry Lab is ready at (\S+)\n/m.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
    void ended.then(({ code }) =>
      reject(new Error(`ended with ${code} before it was ready\n${output}${errors}`)),
    );
  });
  ready.catch(() => undefined);
  const server = { child, pid: child.pid!, ready, ended, output: () => output, errors: () => errors };
  started.add(server);
  return server;
}

/** A folder that does not exist yet, where the database's user may go. */
export function newDataDir(): string {
  const folder = fs.mkdtempSync(path.join(ground, 'inquiry-process-'));
  fs.chmodSync(folder, 0o711);
  folders.add(folder);
  return path.join(folder, 'data');
}

/** After each test: nothing of it may stay behind, whatever happened. */
export async function clearUp(): Promise<void> {
  for (const { pid, child, ended } of started) {
    if (child.exitCode === null && child.signalCode === null) process.kill(pid, 'SIGKILL');
    await ended;
  }
  started.clear();
  for (const folder of folders) {
    const dataDir = path.join(folder, 'data');
    await endServer(path.join(homeOf(dataDir), 'cluster'));
    fs.rmSync(homeOf(dataDir), { recursive: true, force: true });
    fs.rmSync(folder, { recursive: true, force: true });
  }
  folders.clear();
}

export function databaseOf(dataDir: string): number | undefined {
  return serverOf(path.join(homeOf(dataDir), 'cluster'));
}

/** Of the database of a DATA_DIR, while it runs. */
export async function ask(dataDir: string, statement: string) {
  const lines = fs.readFileSync(path.join(homeOf(dataDir), 'cluster', 'postmaster.pid'), 'utf8').split('\n');
  const password = fs.readFileSync(path.join(dataDir, 'postgres-password'), 'utf8').trim();
  const client = new pg.Client({ host: lines[4], user: 'inquiry', password, database: 'inquiry_lab' });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A process and all it started that still has it as parent. */
export function family(pid: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const children = rows
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid);
  return [pid, ...children.map(([child]) => child!)];
}

export const noneAlive = (pids: number[]) => pids.every((pid) => !isAlive(pid));
