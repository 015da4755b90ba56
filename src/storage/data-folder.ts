// What the server needs of DATA_DIR, asked before it starts: otherwise the first who adds a file would find out.
import { accessSync, constants, existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Throws one sentence for people. What is not there yet has to be makeable. */
export function requireWritable(dataDir: string): void {
  for (const folder of [dataDir, path.join(dataDir, 'files'), path.join(dataDir, 'incoming')]) {
    const there = nearest(folder);
    try {
      accessSync(there, constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new Error(
        `DATA_DIR ${dataDir}: the user ${userName()} may not write into ${there} ` +
          `(${(error as NodeJS.ErrnoException).code}). The data folder and all in it has to belong to that user, ` +
          'on a disk that can be written.',
      );
    }
  }
}

function nearest(folder: string): string {
  const above = path.dirname(folder);
  return existsSync(folder) || above === folder ? folder : nearest(above);
}

/** A container may run as a number that nobody gave a name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return `number ${process.getuid?.()}`;
  }
}
