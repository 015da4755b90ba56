// Archives that are refused before anything is changed, archives of older versions, and what a backup reports.
import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import type { Knex } from 'knex';
import { type Header, pack as newPack } from 'tar-stream';
import { FORMAT, INDEX, type Index, MANIFEST, SEAL } from '../../src/backup/archive.format';
import { membersOf, verifyArchive } from '../../src/backup/archive.read';
import { backUp } from '../../src/backup/backup';
import { createProgress } from '../../src/backup/progress';
import { restore } from '../../src/backup/restore';
import { connect } from '../../src/db/connection';
import { restoringMark } from '../../src/db/half-restored';
import { migrateExactly } from '../../src/db/migrate';
import { knownMigrations } from '../../src/db/migration-source';
import { createFileStore } from '../../src/storage/file-store';
import { newDatabase, type TestDatabase, testDatabase } from '../support/database';
import { makeHackathon, makeTeam } from '../support/factories';

const quiet = { at: () => undefined, end: () => undefined };
const folder = mkdtempSync(path.join(os.tmpdir(), 'inquiry-archive-'));
const place = (name: string) => path.join(folder, name);
const files = createFileStore(place('source'));
const opened: (() => Promise<unknown>)[] = [];
let made = 0;
let source: TestDatabase;
let submission: string;
let person: string;
let leaver: string;
let team: string;
let hackathonId: string;
let archive: string;

beforeAll(async () => {
  source = await testDatabase();
  opened.push(() => source.drop());
  const hackathon = await makeHackathon(source.db, { open: ['drafting'] });
  const founded = await makeTeam(source.db, hackathon);
  person = founded.members[0]!.id;
  leaver = founded.members[1]!.id;
  team = founded.id;
  hackathonId = hackathon.id;
  submission = 'submission';
  await source.db('submissions').insert({
    id: submission,
    team_id: team,
    hackathon_id: hackathonId,
    begun_at: new Date(),
  });
  await addFile('kept.txt');
  archive = await archiveOf('first');
});
afterAll(async () => {
  for (const close of opened.reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

const from = (db: Knex = source.db) => ({ db, files, secret: 'a secret of this test', version: '0.1.0' });

async function archiveOf(name: string, db?: Knex): Promise<string> {
  const file = place(`${name}.tar.gz`);
  await backUp(from(db), file, quiet);
  return file;
}

async function addFile(name: string): Promise<{ id: string; storedAs: string }> {
  const bytes = Buffer.from(`The bytes of ${name}: \\.\t\\N\n\0\r\n`.repeat(50));
  const temporary = await files.temporary();
  writeFileSync(temporary, bytes);
  const storedAs = await files.keep(temporary);
  const row = {
    id: `file-${storedAs}`,
    submission_id: submission,
    name,
    bytes: bytes.length,
    type: 'text/plain',
    sha256: sha256(bytes),
    stored_as: storedAs,
    uploaded_by: person,
    uploaded_at: new Date(),
  };
  await source.db('files').insert(row);
  return { id: row.id, storedAs };
}

async function emptyPlace() {
  const database = await newDatabase('TEMPLATE template0');
  made += 1;
  const dataDir = place(`data-${made}`);
  const db = connect({ connectionString: database.url, application_name: 'inquiry-lab command' });
  opened.push(() => database.drop());
  opened.push(() => db.destroy());
  return { db, dataDir, files: createFileStore(dataDir) };
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const storedIn = (dataDir: string) =>
  existsSync(path.join(dataDir, 'files'))
    ? readdirSync(path.join(dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      )
    : [];

async function contentOf(db: Knex): Promise<Record<string, string[]>> {
  const { rows } = await db.raw(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const content: Record<string, string[]> = {};
  for (const { name } of rows) {
    if (['sessions', 'rate_limits', 'knex_migrations_lock'].includes(name)) continue;
    // Numbers of transactions are the server's own.
    const line = name === 'page_versions' ? `to_jsonb(t) - 'changed_in'` : 't';
    content[name] = (await db.raw(`select (${line})::text as line from ?? t order by 1`, [name])).rows.map(
      ({ line }: { line: string }) => line,
    );
  }
  return content;
}

type Parts = [name: string, bytes: Buffer, more?: Partial<Header>][];

async function partsOf(file: string): Promise<Parts> {
  const parts: Parts = [];
  for await (const { name, chunks } of membersOf(file)) {
    const all: Buffer[] = [];
    for await (const chunk of chunks) all.push(chunk);
    parts.push([name, Buffer.concat(all)]);
  }
  return parts;
}

async function packed(parts: Parts): Promise<string> {
  made += 1;
  const file = place(`changed-${made}.tar.gz`);
  const pack = newPack();
  for (const [name, bytes, more] of parts) pack.entry({ name, ...more }, bytes);
  pack.finalize();
  await pipeline(Readable.from(pack), createGzip(), createWriteStream(file));
  return file;
}

/** With hashes that fit: what somebody would send who knows the format. */
function sealed(parts: Parts): Parts {
  const old = JSON.parse(parts.find(([name]) => name === INDEX)![1].toString()) as Index;
  const kept = parts.filter(([name]) => name !== INDEX && name !== SEAL);
  const members = kept.map(([name, bytes]) => ({ name, size: bytes.length, sha256: sha256(bytes) }));
  const index = Buffer.from(JSON.stringify({ ...old, members }));
  return [...kept, [INDEX, index], [SEAL, Buffer.from(sha256(index))]];
}

const withManifest = (parts: Parts, change: (manifest: { migrations: string[] }) => object): Parts =>
  parts.map(([name, bytes]) =>
    name === MANIFEST
      ? [name, Buffer.from(JSON.stringify(change(JSON.parse(bytes.toString()))))]
      : [name, bytes],
  );

test('what was written comes back to the letter, whatever the texts hold, and a restored place backs up alike', async () => {
  await source.db('people').where({ id: person }).update({ display_name: 'Ⓐ \\N \\. سارة 👩‍👩‍👧' });
  const file = await archiveOf('letters');
  const other = await emptyPlace();
  await restore(other, await verifyArchive(file), quiet);
  expect(await contentOf(other.db)).toEqual(await contentOf(source.db));
  expect(storedIn(other.dataDir)).toHaveLength(1);
  expect(
    existsSync(path.join(other.dataDir, 'incoming')) && readdirSync(path.join(other.dataDir, 'incoming')),
  ).toEqual([]);
  const again = place('again.tar.gz');
  await backUp({ ...from(other.db), files: other.files }, again, quiet);
  const [one, two] = await Promise.all([partsOf(file), partsOf(again)]);
  const tablesOf = (parts: Parts) =>
    parts.filter(([name]) => !/^(manifest|index)|migrations_lock|page_versions/.test(name));
  expect(tablesOf(two)).toEqual(tablesOf(one));
});

test('triggers take no row that comes back for one that somebody writes, and work again afterwards', async () => {
  await source.db('rooms').where({ team_id: team }).delete();
  await source
    .db('rooms')
    .insert({ id: 'room', team_id: team, hackathon_id: hackathonId, opened_at: new Date() });
  const seats = await source.db('teams').orderBy('id').pluck('taken');
  await source.db('entries').insert({
    id: 'last-words',
    room_id: 'room',
    seq: 1,
    kind: 'message',
    author_id: leaver,
    author_role: 'participant',
    body: 'from somebody who left',
    at: new Date(),
  });
  await source.db('people').where({ id: leaver }).update({
    display_name: '⸺',
    login: leaver,
    login_key: leaver,
    email: null,
    password_hash: '!',
    disabled_at: new Date(),
    erased_at: new Date(),
  });
  const target = await emptyPlace();
  await restore(target, await verifyArchive(await archiveOf('erased')), quiet);
  expect(await target.db('entries').where({ id: 'last-words' }).pluck('author_id')).toEqual([leaver]);
  expect(await target.db('teams').orderBy('id').pluck('taken')).toEqual(seats);
  const more = {
    id: 'no-more',
    room_id: 'room',
    seq: 2,
    kind: 'message',
    author_id: leaver,
    author_role: 'participant',
    body: 'x',
    at: new Date(),
  };
  await expect(target.db('entries').insert(more)).rejects.toThrow('this person is no more');
});

test('an archive holds no open sign-in', async () => {
  await source.db('sessions').insert({ sid: 'stolen', sess: '{}', expire: new Date(Date.now() + 1e8) });
  const file = await archiveOf('sign-ins');
  expect(gunzipSync(readFileSync(file)).includes('stolen')).toBe(false);
});

describe('an archive is refused, and nothing is changed, when', () => {
  const cases: [string, () => Promise<string>, RegExp][] = [
    [
      'it is cut off',
      async () => {
        const file = place('cut.tar.gz');
        const bytes = readFileSync(archive);
        writeFileSync(file, bytes.subarray(0, bytes.length - 200));
        return file;
      },
      /damaged or not whole/,
    ],
    [
      'its end is missing although it unpacks',
      async () => packed((await partsOf(archive)).slice(0, -1)),
      /its end is missing/,
    ],
    [
      'its tar is cut off inside a whole gzip',
      async () => {
        const file = place('cut-tar.tar.gz');
        const tar = gunzipSync(readFileSync(archive));
        writeFileSync(file, gzipSync(tar.subarray(0, tar.length - 3000)));
        return file;
      },
      /damaged or not whole/,
    ],
    [
      'a letter was changed',
      async () => {
        const parts = await partsOf(archive);
        const at = parts.findIndex(([name]) => name.startsWith('tables/people/'));
        parts[at]![1] = Buffer.from(parts[at]![1].toString().replace(/\t[^\t]+\t/, '\tsomebody else\t'));
        return packed(parts);
      },
      /tables\/people\/000001 was changed/,
    ],
    [
      'its index was changed',
      async () =>
        packed(
          (await partsOf(archive)).map(([name, bytes]) => [
            name,
            name === INDEX ? Buffer.concat([bytes, Buffer.from(' ')]) : bytes,
          ]),
        ),
      /index\.json was changed/,
    ],
    [
      'its parts stand in another order',
      async () => {
        const parts = await partsOf(archive);
        return packed([parts[0]!, parts[2]!, parts[1]!, ...parts.slice(3)]);
      },
      /not in its place/,
    ],
    [
      'its parts stand in another order with hashes that fit',
      async () => {
        const parts = await partsOf(archive);
        return packed(sealed([parts[0]!, parts[2]!, parts[1]!, ...parts.slice(3)]));
      },
      /not those the manifest announces/,
    ],
    [
      'a file of it is missing with hashes that fit',
      async () => packed(sealed((await partsOf(archive)).filter(([name]) => !name.startsWith('files/')))),
      /not those the manifest announces/,
    ],
    [
      'a name leads out of the folder',
      async () => {
        const parts = await partsOf(archive);
        return packed(sealed([...parts, ['files/../../../evil', Buffer.from('x')]]));
      },
      /no part of a backup/,
    ],
    [
      'it holds a link',
      async () => {
        const parts = await partsOf(archive);
        const link: Parts[number] = [
          `files/${'0'.repeat(26)}`,
          Buffer.alloc(0),
          { type: 'symlink', linkname: '/etc/passwd' },
        ];
        return packed([parts[0]!, link, ...parts.slice(1)]);
      },
      /no part of a backup/,
    ],
    [
      'a name of a table hides a statement',
      async () =>
        packed(
          sealed(
            withManifest(await partsOf(archive), (manifest) => ({
              ...manifest,
              tables: [{ name: 'people"; drop table people; --', columns: ['id'], rows: 0 }],
            })),
          ),
        ),
      /manifest\.json is not as it should be/,
    ],
    [
      'its format is newer',
      async () =>
        packed(
          sealed(withManifest(await partsOf(archive), (manifest) => ({ ...manifest, format: FORMAT + 1 }))),
        ),
      /newer version of Inquiry Lab made this archive/,
    ],
    [
      'a newer version made it',
      async () =>
        packed(
          sealed(
            withManifest(await partsOf(archive), (manifest) => ({
              ...manifest,
              migrations: [...manifest.migrations, '20991231_01_later'],
            })),
          ),
        ),
      /newer version of Inquiry Lab \(0\.1\.0, with 20991231_01_later\)/,
    ],
    [
      'it is something else',
      async () => {
        const file = place('else.tar.gz');
        writeFileSync(file, gzipSync('hello'));
        return file;
      },
      /damaged or not whole|no archive/,
    ],
    [
      'it is no archive at all',
      async () => {
        const file = place('text.tar.gz');
        writeFileSync(file, 'hello');
        return file;
      },
      /damaged or not whole/,
    ],
    ['it is not there', async () => place('nowhere.tar.gz'), /cannot be read \(ENOENT\)/],
  ];
  let target: Awaited<ReturnType<typeof emptyPlace>>;
  beforeAll(async () => {
    target = await emptyPlace();
  });
  test.each(cases)('%s', async (_, change, sentence) => {
    const file = await change();
    const trial = verifyArchive(file).then((read) => restore(target, read, quiet));
    await expect(trial).rejects.toMatchObject({
      name: 'BackupFault',
      code: 2,
      message: expect.stringMatching(sentence),
    });
    expect(await contentOf(target.db)).toEqual({});
    expect(existsSync(target.dataDir)).toBe(false);
  });
});

test('rows that do not fit the rules of the database leave it empty, without files, and it can be tried again', async () => {
  const parts = await partsOf(archive);
  const broken = parts.map(([name, bytes]): Parts[number] =>
    name.startsWith('tables/memberships/')
      ? [name, Buffer.from(bytes.toString().replaceAll(person, 'nobody'))]
      : [name, bytes],
  );
  const target = await emptyPlace();
  const bad = await verifyArchive(await packed(sealed(broken)));
  await expect(restore(target, bad, quiet)).rejects.toThrow(/foreign key/);
  expect((await target.db('people')).length).toBe(0);
  expect(storedIn(target.dataDir)).toEqual([]);
  expect(restoringMark(target.dataDir)).toBeUndefined();
  await restore(target, await verifyArchive(archive), quiet);
  expect((await target.db('people')).length).toBeGreaterThan(0);
});

test('an installation with rows, with files or with a server is not empty', async () => {
  const read = await verifyArchive(archive);
  const withRows = await emptyPlace();
  await migrateExactly(withRows.db, await knownMigrations());
  await restore(withRows, read, quiet);
  await expect(restore(withRows, read, quiet)).rejects.toThrow(/not empty: its table \w+ has rows/);
  const withFiles = await emptyPlace();
  const temporary = await withFiles.files.temporary();
  writeFileSync(temporary, 'mine');
  await withFiles.files.keep(temporary);
  await expect(restore(withFiles, read, quiet)).rejects.toThrow(/not empty: .+ has files/);
  expect(storedIn(withFiles.dataDir)).toHaveLength(1);
  const withServer = await emptyPlace();
  await withServer.db.raw(`set application_name = 'inquiry-lab'`);
  await expect(restore(withServer, read, quiet)).rejects.toThrow(/A server is using this database/);
});

test('an older archive is loaded as it was and then migrated; a place that is newer goes back first', async () => {
  const known = await knownMigrations();
  const old = await emptyPlace();
  await migrateExactly(old.db, known.slice(0, -2));
  await old.db('people').insert({
    id: 'ancient',
    login: 'ancient',
    login_key: 'ancient',
    display_name: 'Ancient',
    password_hash: '',
    locale: 'en',
    weave_seed: '',
    rules_accepted_at: new Date(),
    joined_at: new Date(),
  });
  const read = await verifyArchive(await archiveOf('old', old.db));
  expect(read.manifest.migrations).toEqual(known.slice(0, -2));
  const target = await emptyPlace();
  await migrateExactly(target.db, known);
  await restore(target, read, quiet);
  expect(await target.db('people').pluck('id')).toEqual(['ancient']);
  expect(await target.db('knex_migrations').orderBy('id').pluck('name')).toEqual(known);
});

test('rows whose bytes are lost or changed are named, and the archive can be restored all the same', async () => {
  const [lost, spoilt] = [await addFile('lost.txt'), await addFile('spoilt.txt')];
  await files.remove(lost.storedAs);
  writeFileSync(files.place(spoilt.storedAs), 'something else');
  try {
    const file = place('faults.tar.gz');
    const { faults } = await backUp(from(), file, quiet);
    expect(faults).toEqual([
      { file: lost.id, storedAs: lost.storedAs, what: 'missing' },
      { file: spoilt.id, storedAs: spoilt.storedAs, what: 'damaged' },
    ]);
    const target = await emptyPlace();
    await restore(target, await verifyArchive(file), quiet);
    expect(storedIn(target.dataDir)).toHaveLength(2);
  } finally {
    await source.db('files').whereIn('id', [lost.id, spoilt.id]).delete();
  }
});

test('a backup that is stopped or cannot write leaves nothing behind', async () => {
  const stop = new AbortController();
  const progress = { at: () => stop.abort(new Error('stopped')), end: () => undefined };
  await expect(backUp(from(), place('stopped.tar.gz'), progress, stop.signal)).rejects.toThrow();
  await expect(backUp(from(), place('no-folder/x.tar.gz'), quiet)).rejects.toMatchObject({ code: 2 });
  const empty = await emptyPlace();
  await expect(backUp(from(empty.db), place('empty.tar.gz'), quiet)).rejects.toThrow(/nothing to back up/);
  expect(readdirSync(folder).filter((name) => /stopped|empty|part$/.test(name))).toEqual([]);
});

test('progress is one line on a terminal and a line for every tenth elsewhere', () => {
  const written = (isTTY: boolean) => {
    const lines: string[] = [];
    const progress = createProgress('backup', { isTTY, write: (text) => lines.push(text) });
    for (let n = 0; n <= 1000; n += 1) progress.at(n * 10_000, 10_000_000, `file ${n} of 1000`);
    progress.end();
    return lines;
  };
  expect(written(false)).toHaveLength(11);
  expect(written(false)[5]).toBe('backup  50 %  5.0 of 10.0 MB  file 500 of 1000\n');
  const line = written(true).join('');
  expect(line.startsWith('\rbackup   0 %')).toBe(true);
  expect(line.endsWith('100 %  10.0 of 10.0 MB  file 1000 of 1000\u001b[K\n')).toBe(true);
});
