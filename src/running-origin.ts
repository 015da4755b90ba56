// Where a server answers. For commands that print links: a file in DATA_DIR that is there while it runs.
import fs from 'node:fs';
import path from 'node:path';

const fileIn = (dataDir: string) => path.join(dataDir, 'origin');

export function writeOrigin(dataDir: string, origin: string): void {
  fs.mkdirSync(dataDir, { recursive: true });
  fs.writeFileSync(fileIn(dataDir), `${origin}\n${process.pid}\n`);
}

/** Leaves the file of a server that has taken over since. */
export function removeOrigin(dataDir: string): void {
  if (read(dataDir)?.pid === process.pid) fs.rmSync(fileIn(dataDir), { force: true });
}

/** Nothing where no server runs; a killed one leaves its file behind. */
export function runningOrigin(dataDir: string): string | undefined {
  const found = read(dataDir);
  return found && isAlive(found.pid) ? found.origin : undefined;
}

/** An address that means "all of them" is none a browser can open. */
export function originOf({ host, port }: { host: string; port: number }): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return new URL(`http://${name}:${port}`).origin;
}

function read(dataDir: string): { origin: string; pid: number } | undefined {
  const file = fileIn(dataDir);
  if (!fs.existsSync(file)) return undefined;
  const [origin = '', pid = ''] = fs.readFileSync(file, 'utf8').split('\n');
  return { origin, pid: Number(pid) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
