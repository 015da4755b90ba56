// A server of our own to try things on: the built one as a child process with an empty folder, that can be
// killed, that can lose its database, and whose log is read for what should never stand there.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { runningServer } from '../db/embedded.cluster';
import { findPlace } from '../db/embedded.place';

export interface OwnServer {
  base: string;
  dataDir: string;
  /** SIGKILL, then a new start on the same port and folder; resolves when it answers. */
  kill(): Promise<void>;
  /** Ends Postgres at once, as a power cut would; resolves when the server answers again. True: by itself. */
  cutDatabase(): Promise<boolean>;
  founderLink(): Promise<string>;
  /** Memory of the process in bytes. */
  rss(): number;
  /** What it logged as an error, and ends nobody asked for. */
  faults(): string[];
  stop(): Promise<void>;
}

const READY_WITHIN = 90_000;
const HEALS_WITHIN = 20_000;
// A server is no child of the terminal's environment: nothing of it but what it needs to find programs.
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', DEMO: 'off', LOG_LEVEL: 'warn' };
const BUILT = path.join(__dirname, '..');

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** `more`: settings such as RATE_FACTOR. */
export async function startOwnServer(more: Record<string, string> = {}): Promise<OwnServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'inquiry-trial-'));
  // The database may run as another user, who has to pass.
  fs.chmodSync(folder, 0o711);
  const dataDir = path.join(folder, 'data');
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const env = { ...ENVIRONMENT, ...more, PORT: String(port), DATA_DIR: dataDir };
  const faults: string[] = [];
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

  async function end(signal: NodeJS.Signals): Promise<void> {
    const own = child;
    expected = true;
    if (!own || own.exitCode !== null || own.signalCode !== null) return;
    const gone = new Promise((resolve) => own.once('exit', resolve));
    own.kill(signal);
    await gone;
  }

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
    async kill() {
      await end('SIGKILL');
      await start();
    },
    async cutDatabase() {
      const running = database();
      if (running) process.kill(running.pid, 'SIGQUIT');
      while (running && database()?.pid === running.pid) await pause(20);
      if (await answers(HEALS_WITHIN)) return true;
      await server.kill();
      return false;
    },
    async founderLink() {
      const command = path.join(BUILT, 'cli', 'create-organiser.js');
      const { stdout } = await promisify(execFile)(process.execPath, [command], { env });
      return stdout.trim();
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
    faults: () => faults,
    async stop() {
      await end('SIGTERM');
      const pointer = path.join(dataDir, 'postgres-home');
      if (fs.existsSync(pointer))
        fs.rmSync(fs.readFileSync(pointer, 'utf8').trim(), { recursive: true, force: true });
      fs.rmSync(folder, { recursive: true, force: true });
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
