// Servers under load as processes of their own, ended with the bench.
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../../src/root';

export interface Served {
  base: string;
  pid: number;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Before the database goes, whatever happened. */
export async function endServers(): Promise<void> {
  await Promise.all(
    [...running].map((child) => {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      return ended;
    }),
  );
}

/** Starts a built module (below dist/) and waits for the line that says where it listens. */
export async function serve(
  module: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Served> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [path.join(ROOT, 'dist', `${module}.js`), ...args], {
    cwd: ROOT,
    env: { PATH, HOME, TMPDIR, NODE_ENV: 'production', ...env } as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.add(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const base = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const address = /ready at (http:\/\/\S+)\n/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    void ended.then(() => reject(new Error(`${module} ended before it was ready\n${said}`)));
  });
  return {
    base,
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      running.delete(child);
    },
  };
}
