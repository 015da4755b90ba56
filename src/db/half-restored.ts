// The mark of a restore that has begun and not ended. While it is there, nothing else uses the installation.
import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';

const markOf = (dataDir: string) => path.join(dataDir, 'restoring');

/** What `markRestoring` wrote, or undefined. */
export function restoringMark(dataDir: string): string | undefined {
  try {
    return readFileSync(markOf(dataDir), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Throws one sentence for people, also to those who may not read the mark: root may have begun it. */
export function refuseHalfRestored(dataDir: string): void {
  if (lstatSync(markOf(dataDir), { throwIfNoEntry: false }) === undefined) return;
  throw new Error(
    `A restore into ${dataDir} has begun and not ended. Run the same \`npm run restore -- FILE\` again; it starts over.`,
  );
}

/** On the disk when it returns. */
export async function markRestoring(dataDir: string, seal: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const draft = `${markOf(dataDir)}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(`${seal}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, markOf(dataDir));
  const folder = await open(dataDir, 'r');
  await folder.sync();
  await folder.close();
}

export function unmarkRestoring(dataDir: string): void {
  rmSync(markOf(dataDir), { force: true });
}
