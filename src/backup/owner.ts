// A restore by root: the files go to whoever owns DATA_DIR, or the server could not read what came back.
import { lchown, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export async function giveToOwner(dataDir: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(dataDir);
  if (uid === 0) return;
  for (const name of ['files', 'incoming']) {
    const folder = path.join(dataDir, name);
    const inside = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (inside === null) continue;
    for (const one of ['', ...inside]) await lchown(path.join(folder, one), uid, gid);
  }
}
