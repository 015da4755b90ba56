// Backup and restore: the drill under load, what is refused, and what a killed restore leaves.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Knex } from 'knex';
import { verifyArchive } from '../../src/backup/archive.read';
import { restore } from '../../src/backup/restore';
import { connect } from '../../src/db/connection';
import { createFileStore } from '../../src/storage/file-store';
import { makeScene, post, type Scene } from '../features/submissions/support';
import { pdfOf } from '../features/submissions/uploads';
import { newDatabase, type TestDatabase, testDatabase } from '../support/database';
import { recording } from '../support/recording';
import { STRANGER } from '../support/stranger';
import { until } from '../support/until';
import { createWorld, type World } from '../support/world';
import { clearUp, ROOT, startServer } from './server';

const quiet = { at: () => undefined, end: () => undefined };
let source: TestDatabase;
let world: World;
let scene: Scene;
let folder: string;
const opened: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'inquiry-backup-'));
  source = await testDatabase();
  world = await createWorld({}, Promise.resolve(source));
  scene = await makeScene(world);
});
afterAll(async () => {
  await clearUp();
  for (const close of opened.reverse()) await close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const place = (name: string) => path.join(folder, name);
let made = 0;

/** A database with nothing in it, and a folder that is not there yet. */
async function emptyPlace(how = 'TEMPLATE template0') {
  const database = await newDatabase(how);
  made += 1;
  const dataDir = place(`data-${made}`);
  const db = connect({ connectionString: database.url, application_name: 'inquiry-lab command' });
  opened.push(() => database.drop());
  opened.push(() => db.destroy());
  return { ...database, db, dataDir, files: createFileStore(dataDir) };
}

const storedIn = (dataDir: string) =>
  existsSync(path.join(dataDir, 'files'))
    ? readdirSync(path.join(dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      )
    : [];
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Every row of every table as text, by table. */
async function contentOf(db: Knex): Promise<Map<string, string[]>> {
  const { rows } = await db.raw(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const content = new Map<string, string[]>();
  for (const { name } of rows) {
    if (['sessions', 'rate_limits'].includes(name)) continue;
    const { rows: lines } = await db.raw('select t::text as line from ?? t order by 1', [name]);
    content.set(
      name,
      lines.map(({ line }: { line: string }) => line),
    );
  }
  return content;
}

async function shapeOf(db: Knex): Promise<string[]> {
  const { rows } = await db.raw(
    `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
      where connamespace = 'public'::regnamespace order by 1`,
  );
  return rows.map(({ line }: { line: string }) => line);
}

function command(name: 'backup' | 'restore', file: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [path.join(ROOT, 'src/cli/run.mjs'), `cli/${name}`, ...file], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, output, errors })),
  );
  return { child, ended };
}

let drilled: { file: string; content: Map<string, string[]> };

test('a backup under load is one moment: restored elsewhere, every row, file, room and sign-in is there', async () => {
  const room = (await scene.first.get(`/teams/${scene.team.id}/room.json`)).body.room.id;
  const spoken = recording(2);
  const voice = await scene.first
    .post(`/rooms/${room}/voice`)
    .set('Accept', 'application/json')
    .attach('file', spoken, 'voice');
  expect(voice.status).toBe(201);
  const noted = await post(scene.second, `/rooms/${room}/notes`, {
    text: 'Ask the city first.',
    version: '0',
  });
  expect(noted.status).toBeLessThan(400);
  let working = true;
  const acknowledged: string[] = [];
  const talk = (async () => {
    for (let n = 0; working || n < 5; n += 1) {
      const body = `under load ${n}`;
      const sent = await scene.first
        .post(`/rooms/${room}/messages`)
        .set('Accept', 'application/json')
        .type('form')
        .send({ body, client_id: crypto.randomUUID() });
      if (sent.status < 300) acknowledged.push(body);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const uploads: string[] = [];
  const upload = async (n: number) => {
    const sent = await scene.second
      .post(`/submissions/${scene.id}/files`)
      .set('Accept', 'application/json')
      .attach('file', pdfOf(200_000 + n), { filename: `plan-${n}.pdf` });
    expect(sent.status).toBe(201);
    uploads.push(sent.body.id);
  };
  for (let n = 0; n < 4; n += 1) await upload(n);
  const files = (async () => {
    for (let n = 4; working; n += 1) {
      await upload(n);
      await post(scene.second, `/files/${uploads[n - 3]}/removal`);
    }
  })();
  await until(() => acknowledged.length > 3);
  const before = [...acknowledged];
  const file = place('drill.tar.gz');
  const env = { PATH: process.env.PATH!, DATABASE_URL: source.url, DATA_DIR: world.deps.config.dataDir };
  const { code, errors, output } = await command('backup', [file], env).ended;
  working = false;
  await Promise.all([talk, files]);
  expect({ code, output, ...(code === 0 ? {} : { errors }) }).toEqual({ code: 0, output: '' });
  expect(errors).toMatch(/^The files are those in DATA_DIR (.+)\nbackup +0 %/);
  expect(errors).toContain(`DATA_DIR ${env.DATA_DIR}\n`);
  expect(errors).toContain('100 %');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['drill.tar.gz']);

  const archive = await verifyArchive(file);
  expect(archive.index.faults).toEqual([]);
  expect(archive.manifest.files.count).toBeGreaterThanOrEqual(3);
  const other = await emptyPlace();
  await restore(other, archive, quiet);
  const content = await contentOf(other.db);
  for (const { name, rows } of archive.manifest.tables)
    expect([name, content.get(name)?.length]).toEqual([name, rows]);
  expect(await shapeOf(other.db)).toEqual(await shapeOf(world.db));
  // What never changes once written is the same, to the letter, in both.
  const now = await contentOf(world.db);
  for (const name of ['people', 'hackathons', 'teams', 'memberships', 'entries', 'knex_migrations'])
    for (const line of content.get(name)!) expect(now.get(name)).toContain(line);

  const needed = await other.db('files').whereNull('removed_at');
  expect(needed.length).toBe(archive.manifest.files.count);
  for (const row of needed) expect(sha256(readFileSync(other.files.place(row.stored_as)))).toBe(row.sha256);
  const heads = await other.db('rooms').select('id', 'head');
  for (const { id, head } of heads) {
    const seqs = await other.db('entries').where({ room_id: id }).orderBy('seq').pluck('seq');
    expect(seqs).toEqual(Array.from({ length: head }, (_, n) => n + 1));
  }
  drilled = { file, content };

  const second = await createWorld(
    { DATA_DIR: other.dataDir },
    Promise.resolve({ ...other, drop: async () => undefined }),
  );
  try {
    const signedIn = await second.as(scene.team.members[0]!.login);
    const { entries } = (await signedIn.get(`/rooms/${room}/messages.json?after=0`)).body;
    expect(entries.map(({ body }: { body: string }) => body)).toEqual(expect.arrayContaining(before));
    const attached = needed.find((row) => uploads.includes(row.id));
    expect((await signedIn.get(`/files/${attached.id}`)).status).toBe(200);
    const heard = await signedIn.get(`/voice/${voice.body.id}`).buffer().responseType('blob');
    expect([heard.status, spoken.equals(heard.body)]).toEqual([200, true]);
    expect((await signedIn.get(`/rooms/${room}/notes`)).text).toContain('Ask the city first.');
    const said = await post(signedIn, `/rooms/${room}/messages`, {
      body: 'after the fire',
      client_id: crypto.randomUUID(),
    });
    expect(said.status).toBeLessThan(300);
  } finally {
    await second.close();
  }
});

test('an ordinary owner restores over the command line; sequences run on; a second restore is refused', async () => {
  const role = `owner_${made}_${process.pid}`;
  await world.db.raw(`create role ${role} login password 'an ordinary owner'`);
  opened.push(async () => world.db.raw(`drop role ${role}`));
  const other = await emptyPlace(`TEMPLATE template0 OWNER ${role}`);
  const url = other.url.replace(/\/\/[^@]*@/, `//${role}:an%20ordinary%20owner@`);
  const env = { PATH: process.env.PATH!, DATABASE_URL: url, DATA_DIR: other.dataDir };
  const first = await command('restore', [drilled.file], env).ended;
  expect(first.errors).toContain('Restored: ');
  expect(first.errors).toContain(`DATA_DIR ${other.dataDir}\n`);
  expect(first.errors).toContain('SESSION_SECRET is another one');
  expect({ code: first.code, output: first.output }).toEqual({ code: 0, output: '' });
  expect(await contentOf(other.db)).toEqual(drilled.content);
  const max = (await other.db('activity').max('id as max').first())?.max;
  const activity = { at: new Date(), act: 'test', subject_kind: 'test', subject_id: 'x' };
  const [{ id }] = await other.db('activity').insert(activity).returning('id');
  expect(id).toBeGreaterThan(max);

  const before = await contentOf(other.db);
  const again = await command('restore', [drilled.file], env).ended;
  expect(again.code).toBe(2);
  expect(again.errors).toMatch(/This installation is not empty: its table \w+ has rows\./);
  expect(await contentOf(other.db)).toEqual(before);
});

test('a killed restore says so, keeps everybody else out, and runs to its end the second time', async () => {
  const other = await emptyPlace();
  const env = { PATH: process.env.PATH!, DATABASE_URL: other.url, DATA_DIR: other.dataDir };
  const first = command('restore', [drilled.file], env);
  await until(() => existsSync(path.join(other.dataDir, 'restoring')));
  first.child.kill('SIGKILL');
  await first.ended;
  const server = startServer({ ...env, PORT: '0', DEMO: 'off' });
  expect((await server.ended).code).toBe(1);
  expect(server.errors()).toMatch(
    /^A restore into .+ has begun and not ended\. Run .+ again; it starts over\.\n$/,
  );
  const second = await command('restore', [drilled.file], env).ended;
  expect([second.code, second.errors]).toEqual([0, expect.stringContaining('Restored: ')]);
  expect(existsSync(path.join(other.dataDir, 'restoring'))).toBe(false);
  expect(await contentOf(other.db)).toEqual(drilled.content);
  expect(storedIn(other.dataDir)).toHaveLength((await other.db('files').whereNull('removed_at')).length);
});

test('a backup names what it lacks by its row and by where it lay', async () => {
  const { id, stored_as } = await world.db('files').whereNull('removed_at').orderBy('id').first();
  const bytes = readFileSync(world.deps.files.place(stored_as));
  await world.deps.files.remove(stored_as);
  const env = { PATH: process.env.PATH!, DATABASE_URL: source.url, DATA_DIR: world.deps.config.dataDir };
  const { code, errors } = await command('backup', [place('lacking.tar.gz')], env).ended;
  writeFileSync(world.deps.files.place(stored_as), bytes);
  expect([code, errors]).toEqual([
    1,
    expect.stringContaining(
      `  file ${id} (files/${stored_as.slice(0, 2)}/${stored_as}): its bytes are missing\n`,
    ),
  ]);
});

(process.getuid?.() === 0 ? test : test.skip)(
  'what root restores belongs to the owner of DATA_DIR',
  async () => {
    const { uid, gid } = STRANGER;
    const other = await emptyPlace();
    mkdirSync(other.dataDir, { mode: 0o700 });
    chownSync(other.dataDir, uid!, gid!);
    const env = { PATH: process.env.PATH!, DATABASE_URL: other.url, DATA_DIR: other.dataDir };
    expect((await command('restore', [drilled.file], env).ended).code).toBe(0);
    const all = ['files', 'incoming'].flatMap((name) => [
      name,
      ...readdirSync(path.join(other.dataDir, name), { recursive: true }).map((one) =>
        path.join(name, String(one)),
      ),
    ]);
    expect(all.length).toBeGreaterThan(5);
    const strange = all.filter((name) => {
      const found = statSync(path.join(other.dataDir, name));
      return found.uid !== uid || found.gid !== gid;
    });
    expect(strange).toEqual([]);
  },
);

test('a command without a file, or with a name that is taken, says so and ends with 2', async () => {
  const env = { PATH: process.env.PATH!, DATABASE_URL: source.url, DATA_DIR: world.deps.config.dataDir };
  const before = readFileSync(drilled.file);
  const [none, taken] = await Promise.all([
    command('backup', [], env).ended,
    command('backup', [drilled.file], env).ended,
  ]);
  expect([none.code, none.errors]).toEqual([2, 'Name one file: npm run backup -- FILE\n']);
  expect([taken.code, taken.errors]).toEqual([
    2,
    expect.stringContaining('is there already. Give the archive a new name.'),
  ]);
  expect(readFileSync(drilled.file).equals(before)).toBe(true);
});
