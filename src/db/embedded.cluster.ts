// One Postgres cluster on disk and its server, through initdb and pg_ctl. Knows nothing of the application.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { keepSocketFolder, type Place, removeSocketFolder, socketFolderOf } from './embedded.place';
import { run, runNow } from './embedded.runner';

export const SUPERUSER = 'inquiry';
const LOG_LIMIT = 5_000_000;

export interface Running {
  pid: number;
  socketFolder: string;
  /** False while it starts, recovers or stops. */
  ready: boolean;
}

const program = (place: Place, name: string) => path.join(place.binaries.folder, 'bin', name);

/** Text is UTF-8 whatever the machine's language is. A cluster appears whole or not at all. */
export async function makeCluster(place: Place): Promise<void> {
  if (fs.existsSync(place.cluster)) return checkVersion(place);
  removeDrafts(place);
  const draft = path.join(place.home, `cluster.new-${process.pid}-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${draft}.password`;
  fs.writeFileSync(passwordFile, place.password, { mode: 0o600 });
  try {
    if (place.runner.uid !== undefined) fs.chownSync(passwordFile, place.runner.uid, place.runner.gid!);
    const { code, output } = await run(place.runner, program(place, 'initdb'), [
      `--pgdata=${draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]);
    if (code !== 0) throw new Error(`The built-in database could not be made: ${output}`);
    try {
      fs.renameSync(draft, place.cluster);
    } catch (error) {
      if (!fs.existsSync(place.cluster)) throw error;
    }
  } finally {
    fs.rmSync(passwordFile, { force: true });
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

function removeDrafts({ home }: Place): void {
  for (const name of fs.readdirSync(home)) {
    const maker = /^cluster\.new-(\d+)/.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker)))
      fs.rmSync(path.join(home, name), { recursive: true, force: true });
  }
}

function checkVersion({ cluster, binaries }: Place): void {
  const made = fs.readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
  const has = binaries.version.split('.')[0];
  if (made === has) return;
  throw new Error(
    `The database in ${cluster} was made by Postgres ${made}, the installed programs are version ${has}. ` +
      'Restore a backup into a new DATA_DIR.',
  );
}

/** The server that holds this cluster, if there is one. What a killed server left behind does not count. */
export function runningServer({ cluster }: Place): Running | undefined {
  const lines = readPidFile(cluster);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid) || !isServerOf(pid, cluster)) return undefined;
  return { pid, socketFolder: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
}

function readPidFile(cluster: string): string[] {
  try {
    return fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

// Process numbers are used again, in containers nearly always: the number alone proves nothing.
function isServerOf(pid: number, cluster: string): boolean {
  try {
    const command = fs.existsSync('/proc/self/cmdline')
      ? fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return command.includes(cluster);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** `settings` are extra lines of postgresql.conf. Returns what went wrong, or nothing. */
export async function startServer(
  place: Place,
  settings: Record<string, string>,
): Promise<string | undefined> {
  const socketFolder = socketFolderOf(place);
  // Nobody alive holds them, or we would not be here; a process that got the same number would block the start.
  if (runningServer(place) === undefined) {
    const left = ['.s.PGSQL.5432', '.s.PGSQL.5432.lock'].map((name) => path.join(socketFolder, name));
    for (const file of [path.join(place.cluster, 'postmaster.pid'), ...left])
      fs.rmSync(file, { force: true });
  }
  const log = fs.statSync(place.serverLog, { throwIfNoEntry: false });
  if (log !== undefined && log.size > LOG_LIMIT) fs.truncateSync(place.serverLog);

  const all = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    log_checkpoints: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  const { code, output } = await run(place.runner, program(place, 'pg_ctl'), [
    'start',
    '--wait',
    '--timeout=60',
    `--pgdata=${place.cluster}`,
    `--log=${place.serverLog}`,
    `--options=${options.join(' ')}`,
  ]);
  if (code === 0) return undefined;
  const winner = runningServer(place);
  if (winner !== undefined) keepSocketFolder(place, winner.socketFolder, socketFolder);
  return `${output}\n${lastLines(place.serverLog)}`.trim();
}

function lastLines(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : '';
}

/** Ends every connection and the server. Nothing happens if it is not running. */
export async function stopServer(place: Place): Promise<void> {
  const running = runningServer(place);
  if (running === undefined) return;
  const { code } = await run(place.runner, program(place, 'pg_ctl'), stopArguments(place, 'fast', 20));
  if (code !== 0 && runningServer(place) !== undefined) {
    await run(place.runner, program(place, 'pg_ctl'), stopArguments(place, 'immediate', 20));
  }
  removeSocketFolder(place, running.socketFolder);
}

/** For a process that is about to exit. */
export function stopServerNow(place: Place): void {
  const running = runningServer(place);
  if (running === undefined) return;
  runNow(place.runner, program(place, 'pg_ctl'), stopArguments(place, 'fast', 20));
  removeSocketFolder(place, running.socketFolder);
}

function stopArguments(place: Place, mode: string, seconds: number): string[] {
  return ['stop', '--wait', `--timeout=${seconds}`, `--mode=${mode}`, `--pgdata=${place.cluster}`];
}
