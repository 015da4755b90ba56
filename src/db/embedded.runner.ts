// As whom the embedded Postgres runs. It refuses to run as root, so root hands it to an unprivileged user.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';

export interface Runner {
  /** Absent: as whoever runs this process. */
  uid?: number;
  gid?: number;
  name: string;
}

// Nothing of our own environment: a strange LANG, PGPORT or LD_PRELOAD must not reach the database.
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };

/** A cluster that is already there keeps its owner. */
export function chooseRunner(cluster: string): Runner {
  if (process.getuid?.() !== 0) return { name: 'this user' };
  const made = fs.statSync(cluster, { throwIfNoEntry: false });
  if (made !== undefined && made.uid !== 0)
    return { uid: made.uid, gid: made.gid, name: `number ${made.uid}` };
  const found = lookUp('postgres') ?? createUser() ?? lookUp('nobody');
  if (found === undefined) {
    throw new Error(
      'The built-in database may not run as root, and no user "postgres" could be made. ' +
        'Start as another user, or set DATABASE_URL.',
    );
  }
  return found;
}

function lookUp(name: string): Runner | undefined {
  const id = (flag: string) => {
    const { status, stdout } = spawnSync('id', [flag, name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return status === 0 && /^\d+$/.test(stdout.trim()) ? Number(stdout) : undefined;
  };
  const uid = id('-u');
  const gid = id('-g');
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid, name };
}

function createUser(): Runner | undefined {
  const ways: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']],
    ['adduser', ['-S', '-D', '-H', 'postgres']],
  ];
  for (const [program, args] of ways) {
    spawnSync(program, args, { stdio: 'ignore' });
    const made = lookUp('postgres');
    if (made !== undefined) return made;
  }
  return undefined;
}

/** Whether the runner can itself read (r), write (w) or enter and execute (x) all these paths. */
export function reaches(runner: Runner, wanted: { path: string; may: 'r' | 'w' | 'x' }[]): boolean {
  const script = wanted.map((_, n) => `test -${wanted[n]!.may} "$${n + 1}"`).join(' && ');
  const { status } = spawnSync('/bin/sh', ['-c', script, 'sh', ...wanted.map(({ path }) => path)], {
    ...as(runner),
    stdio: 'ignore',
  });
  return status === 0;
}

export interface Finished {
  code: number | null;
  output: string;
}

/** Runs one program in a session of its own: Ctrl-C in the terminal is for the application, not for it. */
export function run(runner: Runner, program: string, args: string[]): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...as(runner), detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}

/** The same at once, for a process that is about to exit. */
export function runNow(runner: Runner, program: string, args: string[]): void {
  spawnSync(program, args, { ...as(runner), stdio: 'ignore' });
}

function as({ uid, gid }: Runner) {
  return { uid, gid, cwd: '/', env: ENVIRONMENT };
}
