// One Postgres server for the whole run, with a migrated template that every test database is cloned from.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { connect } from '../../src/db/connection';
import { type Embedded, startEmbedded } from '../../src/db/embedded';
import { migrate } from '../../src/db/migrate';
import { ROOT } from '../../src/root';
import { databaseUrl, TEMPLATE } from './database';
import { ground, removeAbandonedRuns, removeRun, runPrefix } from './runs';

declare global {
  var testServer: Embedded | undefined;
  var testRunFolder: string | undefined;
}

// Nothing here has to outlive the run, so nothing waits for the disk.
const QUICK = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };

export default async function setUp(): Promise<void> {
  // Threads and processes of the tests run what is built.
  // A build that fails says so and leaves the last one: who needs more than that fails by itself.
  spawnSync(process.execPath, [path.join(ROOT, 'src/cli/run.mjs')], { stdio: 'inherit' });
  await removeAbandonedRuns();
  const folder = fs.mkdtempSync(path.join(ground, runPrefix));
  fs.chmodSync(folder, 0o711);
  fs.writeFileSync(path.join(folder, 'owner'), String(process.pid));
  globalThis.testRunFolder = folder;
  try {
    globalThis.testServer = await startEmbedded({ dataDir: path.join(folder, 'data'), settings: QUICK });
    process.env.TEST_DATABASE_SERVER = globalThis.testServer.url;
    await makeTemplate();
  } catch (error) {
    await removeRun(folder);
    throw error;
  }
}

async function makeTemplate(): Promise<void> {
  const server = new pg.Client(databaseUrl('postgres'));
  await server.connect();
  await server.query(`CREATE DATABASE ${TEMPLATE} TEMPLATE template0`);
  const db = connect(databaseUrl(TEMPLATE));
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
  await server.query(`ALTER DATABASE ${TEMPLATE} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  await server.end();
}
