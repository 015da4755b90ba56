// A database of the bench's own in a new folder, gone when it ends.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Knex } from 'knex';
import { connect } from '../../src/db/connection';
import { startEmbedded } from '../../src/db/embedded';

export interface BenchDatabase {
  db: Knex;
  url: string;
  dataDir: string;
  remove(): Promise<void>;
}

export async function benchDatabase(): Promise<BenchDatabase> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'inquiry-bench-'));
  // The database's user has to pass.
  fs.chmodSync(folder, 0o711);
  const dataDir = path.join(folder, 'data');
  const { url, home, stop } = await startEmbedded({ dataDir });
  const db = connect(url);
  return {
    db,
    url,
    dataDir,
    async remove() {
      await db.destroy();
      await stop();
      fs.rmSync(home, { recursive: true, force: true });
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
