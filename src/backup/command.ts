// The frame of both commands: one FILE, a signal that ends them tidily, one sentence when something is wrong.
// Exit codes: 0 done; 1 something went wrong on the way, or the archive lacks something; 2 nothing was begun.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../root';
import { BackupFault } from './archive.format';

export function versionOfThis(): string {
  return JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version;
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A command with other settings than the server's would find other files, or none. */
export function sayFolder({ dataDir }: { dataDir: string }): void {
  say(`The files are those in DATA_DIR ${dataDir}`);
}

/** Runs `act` with the absolute path of the one argument and sets the exit code that it returns. */
export async function runWithFile(
  name: string,
  act: (file: string, signal: AbortSignal) => Promise<0 | 1>,
): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => stop.abort(new BackupFault('Stopped.', 1)));
  }
  try {
    const [file, ...more] = process.argv.slice(2);
    if (file === undefined || file.startsWith('-') || more.length > 0) {
      throw new BackupFault(`Name one file: npm run ${name} -- FILE`);
    }
    process.exitCode = await act(path.resolve(file), stop.signal);
  } catch (error) {
    say(sentenceOf(stop.signal.aborted ? stop.signal.reason : error));
    process.exitCode = error instanceof BackupFault && !stop.signal.aborted ? error.code : 1;
  }
}

function sentenceOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'There is no space left on the disk.';
  return message || String(error);
}
