// The embedded database by itself: commands beside a server and without one, and programs that lack their links.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { joinEmbedded, startEmbedded } from '../../src/db/embedded';
import { completeBinaries, copyBinaries, packagedBinaries } from '../../src/db/embedded.binaries';
import { openForCommand } from '../../src/db/open';
import { clearUp, databaseOf, newDataDir, ROOT } from './server';

afterEach(clearUp);

const settings = { fsync: 'off' };

test('a command without a server starts the database, migrates it, and leaves nothing running', async () => {
  const dataDir = newDataDir();
  const { db, close } = await openForCommand({ dataDir });
  expect(await db.migrate.currentVersion()).not.toBe('none');
  expect(databaseOf(dataDir)).toBeDefined();
  await close();
  expect(databaseOf(dataDir)).toBeUndefined();
});

test('a command beside a server uses its database and leaves it running', async () => {
  const dataDir = newDataDir();
  const server = await startEmbedded({ dataDir, settings });
  const command = await joinEmbedded({ dataDir });
  expect(command.url).toBe(server.url);
  await command.stop();
  expect(databaseOf(dataDir)).toBeDefined();
  await server.stop();
  expect(databaseOf(dataDir)).toBeUndefined();
});

test('of two commands at once, the last one out stops the database', async () => {
  const dataDir = newDataDir();
  const [one, two] = await Promise.all([
    joinEmbedded({ dataDir, settings }),
    joinEmbedded({ dataDir, settings }),
  ]);
  await one.stop();
  expect(databaseOf(dataDir)).toBeDefined();
  await two.stop();
  expect(databaseOf(dataDir)).toBeUndefined();
});

test('`npx knex migrate:status` without DATABASE_URL works and leaves nothing running', () => {
  const dataDir = newDataDir();
  const output = execFileSync(
    process.execPath,
    [path.join(ROOT, 'node_modules/knex/bin/cli.js'), 'migrate:status'],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATA_DIR: dataDir },
    },
  );
  expect(output).toMatch(/Found \d+ Pending Migration/);
  expect(output).not.toContain('undefined');
  expect(databaseOf(dataDir)).toBeUndefined();
});

test('a lost password is explained', async () => {
  const dataDir = newDataDir();
  await (await startEmbedded({ dataDir, settings })).stop();
  fs.writeFileSync(path.join(dataDir, 'postgres-password'), 'another');
  await expect(startEmbedded({ dataDir, settings })).rejects.toThrow(/postgres-password does not fit/);
});

test('a cluster of another Postgres version is refused with a sentence', async () => {
  const dataDir = newDataDir();
  const { home, stop } = await startEmbedded({ dataDir, settings });
  await stop();
  fs.writeFileSync(path.join(home, 'cluster', 'PG_VERSION'), '11\n');
  await expect(startEmbedded({ dataDir, settings })).rejects.toThrow(/was made by Postgres 11/);
});

test('links and execute bits that install scripts would have made are made at start', () => {
  const folder = path.dirname(newDataDir());
  const { folder: native } = copyBinaries(packagedBinaries(), folder);
  const links = fs
    .readdirSync(path.join(native, 'lib'), { withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink());
  expect(links.length).toBeGreaterThan(0);
  for (const { name } of links) fs.rmSync(path.join(native, 'lib', name));
  fs.chmodSync(path.join(native, 'bin', 'postgres'), 0o644);

  expect(completeBinaries({ folder: native, version: 'any' })).toBe(true);
  for (const { name } of links) expect(fs.statSync(path.join(native, 'lib', name)).isFile()).toBe(true);
  expect(execFileSync(path.join(native, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' })).toContain(
    '18.',
  );
});
