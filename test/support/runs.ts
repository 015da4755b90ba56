// The folders of test runs. A run that was killed leaves its folder and its server behind; the next one clears up.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const runPrefix = 'inquiry-test-';

const ROOM = 4 * 1024 ** 3;
const MEMORY = '/dev/shm';

/** Where databases of tests live: in memory where there is room, so that none of them waits for a disk. */
export const ground =
  fs.existsSync(MEMORY) &&
  fs.statfsSync(MEMORY).bavail * fs.statfsSync(MEMORY).bsize > ROOM &&
  os.freemem() > ROOM
    ? MEMORY
    : os.tmpdir();

export async function removeAbandonedRuns(): Promise<void> {
  for (const place of new Set([ground, os.tmpdir()])) {
    for (const name of fs.readdirSync(place)) {
      const folder = path.join(place, name);
      if (name.startsWith(runPrefix) && isAbandoned(folder)) await removeRun(folder);
    }
  }
}

function isAbandoned(folder: string): boolean {
  try {
    return !isAlive(Number(fs.readFileSync(path.join(folder, 'owner'), 'utf8')));
  } catch {
    return false;
  }
}

export async function removeRun(folder: string): Promise<void> {
  const data = path.join(folder, 'data');
  const home = homeOf(data);
  await endServer(path.join(home, 'cluster'));
  fs.rmSync(home, { recursive: true, force: true });
  fs.rmSync(folder, { recursive: true, force: true });
}

/** Where the database of a DATA_DIR lives. */
export function homeOf(dataDir: string): string {
  const pointer = path.join(dataDir, 'postgres-home');
  return fs.existsSync(pointer) ? fs.readFileSync(pointer, 'utf8').trim() : path.join(dataDir, 'postgres');
}

/** The number of the server of this cluster, if it runs. */
export function serverOf(cluster: string): number | undefined {
  const file = path.join(cluster, 'postmaster.pid');
  if (!fs.existsSync(file)) return undefined;
  const pid = Number(fs.readFileSync(file, 'utf8').split('\n')[0]);
  return pid > 0 && isAlive(pid) && commandOf(pid).includes(cluster) ? pid : undefined;
}

function commandOf(pid: number): string {
  const file = `/proc/${pid}/cmdline`;
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').replaceAll('\0', ' ') : '';
}

/** At once, as after a crash; its socket goes too. */
export async function endServer(cluster: string): Promise<void> {
  const pid = serverOf(cluster);
  if (pid === undefined) return;
  const socketFolder = fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[4] ?? '';
  process.kill(pid, 'SIGQUIT');
  for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 50) await pause(50);
  if (path.basename(socketFolder).startsWith('inquiry-'))
    fs.rmSync(socketFolder, { recursive: true, force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
