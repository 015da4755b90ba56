// One server of ours as a child process, whose log is read for what should never stand there.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export interface OwnProcess {
  /** Resolves when it is ready. */
  start(): Promise<void>;
  /** Resolves when it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Memory of the process in bytes. */
  rss(): number;
}

const READY_WITHIN = 90_000;
export const BUILT = path.join(__dirname, '..');
// A server is no child of the terminal's environment: nothing of it but what it needs to find programs.
export const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  DEMO: 'off',
  LOG_LEVEL: 'warn',
};

/** What it logs as an error, and ends nobody asked for, are added to `faults`; after such an end it is started anew. */
export function ownProcess(env: Record<string, string>, faults: string[]): OwnProcess {
  let child: ChildProcess | undefined;
  let expected = false;

  function keepFaults(text: string): void {
    for (const line of text.split('\n')) {
      const level = /"level":(\d+)/.exec(line)?.[1];
      if (Number(level) >= 50 && faults.length < 200) faults.push(`logged: ${line.slice(0, 2_000)}`);
    }
  }

  async function start(): Promise<void> {
    expected = false;
    const own = spawn(process.execPath, [path.join(BUILT, 'main.js')], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = own;
    let errors = '';
    own.stderr.on('data', (chunk) => {
      errors = (errors + chunk).slice(-8_000);
      keepFaults(String(chunk));
    });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The server was not ready in time.')), READY_WITHIN);
      let output = '';
      own.stdout.on('data', (chunk) => {
        output += chunk;
        if (!output.includes('is ready at')) return;
        clearTimeout(timer);
        resolve();
      });
      own.once('exit', (code, signal) => {
        clearTimeout(timer);
        reject(new Error(`The server ended with ${code ?? signal} before it was ready.\n${errors}`));
        if (expected || own !== child) return;
        faults.push(`the server ended by itself: ${code ?? signal}`);
        start().catch((error) => faults.push(`no new start: ${(error as Error).message}`));
      });
    });
  }

  return {
    start,
    async end(signal) {
      const own = child;
      expected = true;
      if (!own || own.exitCode !== null || own.signalCode !== null) return;
      const gone = new Promise((resolve) => own.once('exit', resolve));
      own.kill(signal);
      await gone;
    },
    rss() {
      const status = `/proc/${child?.pid}/status`;
      if (fs.existsSync(status)) {
        const kilobytes = /VmRSS:\s*(\d+)/.exec(fs.readFileSync(status, 'utf8'))?.[1];
        return Number(kilobytes) * 1024;
      }
      return (
        Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child?.pid)], { encoding: 'utf8' })) * 1024
      );
    },
  };
}
