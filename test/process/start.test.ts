// The server as a process: it starts from nothing, says what it lacks, and survives whatever was killed.
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { reaches } from '../../src/db/embedded.runner';
import { newDatabase, testDatabase } from '../support/database';
import { homeOf } from '../support/runs';
import { STRANGER } from '../support/stranger';
import { until } from '../support/until';
import { ask, clearUp, databaseOf, family, newDataDir, ROOT, startServer } from './server';

/** A worker of the database may have ended by itself meanwhile. */
function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

afterEach(clearUp);

const asRoot = process.getuid?.() === 0;
const quiet = { PORT: '0', DEMO: 'off' };

async function isReady(address: string): Promise<boolean> {
  return (await fetch(`${address}/health/ready`)).status === 200;
}

async function end(server: ReturnType<typeof startServer>) {
  process.kill(server.pid, 'SIGTERM');
  return server.ended;
}

test('it starts in an environment that is empty but for the folder and the port, twice in a row; it keeps its secrets, and keeps them where only their owner reads', async () => {
  const dataDir = newDataDir();
  const secrets = ['session-secret', 'postgres-password'].map((name) => path.join(dataDir, name));
  const read = () => secrets.map((file) => fs.readFileSync(file, 'utf8'));
  const were: string[][] = [];
  for (const _ of [1, 2]) {
    const server = startServer({ ...quiet, DATA_DIR: dataDir });
    const address = await server.ready;
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await isReady(address)).toBe(true);
    expect(await end(server)).toEqual({ code: 0, signal: null });
    expect(server.output()).toBe(`Inquiry Lab is ready at ${address}\n`);
    expect(databaseOf(dataDir)).toBeUndefined();
    for (const file of secrets) expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    for (const secret of read()) expect(secret.trim()).toMatch(/^[0-9a-f]{64}$/);
    were.push(read());
  }
  expect(were[1]).toEqual(were[0]);
});

test('its database speaks UTF-8 whatever the language of the machine is', async () => {
  const dataDir = newDataDir();
  const server = startServer({ ...quiet, DATA_DIR: dataDir, LANG: 'tr_TR.ISO-8859-9', LC_ALL: 'POSIX' });
  await server.ready;
  const [row] = await ask(
    dataDir,
    "SELECT current_setting('server_encoding') AS encoding, upper('é') AS upper",
  );
  expect(row).toEqual({ encoding: 'UTF8', upper: 'É' });
});

test('after the server alone was killed, the next one adopts its database', async () => {
  const dataDir = newDataDir();
  const first = startServer({ ...quiet, DATA_DIR: dataDir });
  await first.ready;
  const database = databaseOf(dataDir);
  await ask(dataDir, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  expect(databaseOf(dataDir)).toBe(database);

  const second = startServer({ ...quiet, DATA_DIR: dataDir });
  expect(await isReady(await second.ready)).toBe(true);
  expect(databaseOf(dataDir)).toBe(database);
  expect(await ask(dataDir, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  expect((await end(second)).code).toBe(0);
  expect(databaseOf(dataDir)).toBeUndefined();
});

test('after everything was killed, database included, it starts again and has lost nothing', async () => {
  const dataDir = newDataDir();
  const first = startServer({ ...quiet, DATA_DIR: dataDir });
  await first.ready;
  await ask(dataDir, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const database = databaseOf(dataDir)!;
  for (const pid of [first.pid, ...family(database)]) killed(pid);
  await until(() => databaseOf(dataDir) === undefined);

  const second = startServer({ ...quiet, DATA_DIR: dataDir });
  expect(await isReady(await second.ready)).toBe(true);
  expect(databaseOf(dataDir)).not.toBe(database);
  expect(await ask(dataDir, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('a number in the lock file that now belongs to another program does not stop it', async () => {
  const dataDir = newDataDir();
  const first = startServer({ ...quiet, DATA_DIR: dataDir });
  await first.ready;
  const file = path.join(homeOf(dataDir), 'cluster', 'postmaster.pid');
  const left = fs.readFileSync(file, 'utf8').split('\n');
  await end(first);
  fs.writeFileSync(file, [String(process.pid), ...left.slice(1)].join('\n'));
  const { uid, gid } = fs.statSync(path.dirname(file));
  fs.chownSync(file, uid, gid);
  expect(await isReady(await startServer({ ...quiet, DATA_DIR: dataDir }).ready)).toBe(true);
});

test('a second server with the same data is refused and leaves the first one alone', async () => {
  const dataDir = newDataDir();
  const first = startServer({ ...quiet, DATA_DIR: dataDir });
  const address = await first.ready;
  const second = startServer({ ...quiet, DATA_DIR: dataDir });
  expect((await second.ended).code).toBe(1);
  expect(second.errors()).toContain(`Another Inquiry Lab already runs with the data in ${dataDir}.`);
  expect(second.errors()).not.toContain('    at ');
  expect(await isReady(address)).toBe(true);
});

test('of two that start at the same moment in a new folder, one runs and one is refused', async () => {
  const dataDir = newDataDir();
  const both = [startServer({ ...quiet, DATA_DIR: dataDir }), startServer({ ...quiet, DATA_DIR: dataDir })];
  const results = await Promise.allSettled(both.map(({ ready }) => ready));
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const address = results.find((result) => result.status === 'fulfilled')!.value;
  expect(await isReady(address)).toBe(true);
});

test('a taken port is one sentence that names PORT, and no database stays behind', async () => {
  const blocker = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const { port } = blocker.address() as net.AddressInfo;
  const dataDir = newDataDir();
  const server = startServer({ DEMO: 'off', PORT: String(port), DATA_DIR: dataDir });
  expect((await server.ended).code).toBe(1);
  blocker.close();
  expect(server.errors()).toBe(
    `Port ${port} is taken by another program. Set PORT to a free one, or to 0 for any.\n`,
  );
  expect(server.output()).toBe('');
  expect(databaseOf(dataDir)).toBeUndefined();
});

test('production names everything that is missing at once', async () => {
  const server = startServer({ ...quiet, NODE_ENV: 'production' });
  expect((await server.ended).code).toBe(1);
  for (const name of ['SESSION_SECRET', 'BASE_URL', 'DATABASE_URL']) {
    expect(server.errors()).toMatch(new RegExp(`\\b${name} is missing\\.`));
  }
  const partly = startServer({ ...quiet, NODE_ENV: 'production', BASE_URL: 'https://lab.example.org' });
  expect((await partly.ended).code).toBe(1);
  expect(partly.errors()).not.toMatch(/\bBASE_URL is missing/);
  expect(partly.errors()).toContain('SESSION_SECRET is missing');
});

test('BASE_URL without TLS in production is told once, in the log, and refused nowhere', async () => {
  const { url, drop } = await testDatabase();
  const settings = {
    ...quiet,
    NODE_ENV: 'production',
    DATABASE_URL: url,
    SESSION_SECRET: '0123456789abcdef',
  };
  const start = async (BASE_URL: string) => {
    const server = startServer({ ...settings, DATA_DIR: newDataDir(), BASE_URL });
    expect(await server.ready).toBe(BASE_URL);
    await end(server);
    return server.errors().match(/"msg":"BASE_URL begins with http:/g)?.length;
  };
  try {
    expect(await start('http://lab.example.org')).toBe(1);
    expect(await start('https://lab.example.org')).toBeUndefined();
    expect(await start('http://127.0.0.1:3000')).toBeUndefined();
  } finally {
    await drop();
  }
});

// Where only root may enter the checkout, a stranger cannot start it.
const may = reaches(STRANGER, [{ path: path.join(ROOT, 'src/cli/run.mjs'), may: 'r' }]) ? test : test.skip;
may.each(['', 'files', 'incoming'])(
  'a DATA_DIR whose folder “%s” belongs to another user is one sentence',
  async (name) => {
    const dataDir = newDataDir();
    const { uid, gid } = STRANGER;
    fs.mkdirSync(path.join(dataDir, name), { recursive: true });
    if (uid !== undefined && gid !== undefined) fs.chownSync(dataDir, name === '' ? 0 : uid, gid);
    fs.chmodSync(path.join(dataDir, name), 0o500);
    const DATABASE_URL = 'postgres://nobody@127.0.0.1:1/nothing';
    const server = startServer({ ...quiet, DATA_DIR: dataDir, DATABASE_URL }, STRANGER);
    expect((await server.ended).code).toBe(1);
    expect(server.errors()).toBe(
      `DATA_DIR ${dataDir}: the user ${uid === undefined ? os.userInfo().username : STRANGER.name} may not write into ` +
        `${path.join(dataDir, name)} (EACCES). The data folder and all in it has to belong to that user, ` +
        'on a disk that can be written.\n',
    );
  },
);

may('a restore that another user began keeps the server out with the same sentence', async () => {
  const dataDir = newDataDir();
  const { uid, gid } = STRANGER;
  fs.mkdirSync(dataDir);
  fs.writeFileSync(path.join(dataDir, 'restoring'), 'a seal\n', { mode: 0o000 });
  if (uid !== undefined && gid !== undefined) fs.chownSync(dataDir, uid, gid);
  const DATABASE_URL = 'postgres://nobody@127.0.0.1:1/nothing';
  const server = startServer({ ...quiet, DATA_DIR: dataDir, DATABASE_URL }, STRANGER);
  expect((await server.ended).code).toBe(1);
  expect(server.errors()).toMatch(/^A restore into .+ has begun and not ended\./);
});

test('a database in another encoding than UTF-8 is refused with a sentence', async () => {
  const latin = await newDatabase("TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'");
  try {
    const server = startServer({ ...quiet, DATA_DIR: newDataDir(), DATABASE_URL: latin.url });
    expect((await server.ended).code).toBe(1);
    expect(server.errors()).toContain('stores text as LATIN1');
    expect(server.errors()).not.toContain('    at ');
  } finally {
    await latin.drop();
  }
});

test('a database that does not answer is one sentence', async () => {
  const DATABASE_URL = 'postgres://nobody:secret-word@127.0.0.1:1/nothing';
  const server = startServer({ ...quiet, DATA_DIR: newDataDir(), DATABASE_URL });
  expect((await server.ended).code).toBe(1);
  expect(server.errors()).toMatch(/^The database of DATABASE_URL does not answer: .+\n$/);
  expect(server.errors()).not.toContain('secret-word');
});

(asRoot ? test : test.skip)(
  'as root, in a folder only root may enter, the database lives elsewhere and says so',
  async () => {
    const dataDir = newDataDir();
    fs.chmodSync(path.dirname(dataDir), 0o700);
    for (const _ of [1, 2]) {
      const server = startServer({ ...quiet, DATA_DIR: dataDir });
      expect(await isReady(await server.ready)).toBe(true);
      const home = homeOf(dataDir);
      expect(home).toMatch(/^\/var\/lib\/inquiry-lab\/[0-9a-f]{16}$/);
      expect(server.errors()).toContain(`The database lives in ${home}`);
      expect(server.output().trim().split('\n')).toHaveLength(1);
      expect((await end(server)).code).toBe(0);
      expect(databaseOf(dataDir)).toBeUndefined();
    }
  },
);
