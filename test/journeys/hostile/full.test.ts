// Disks that are really full: tiny ones, mounted for the test. Nothing half-saved, the words kept, and work goes
// on when there is room again. Where this user may not mount, the simulated ones in database.test.ts remain.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { backUp } from '../../../src/backup/backup';
import { translator } from '../../../src/i18n/locales';
import { randomText } from '../../../src/ids';
import { makeAdviser, makeHackathon, makeTeam } from '../../support/factories';
import { recording } from '../../support/recording';
import { type Agent, createWorld, type World } from '../../support/world';

const mayMount =
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' }).status ===
    0;
const mounted: string[] = [];

function tinyDisk(kilobytes: number): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'inquiry-full-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=755`, 'tmpfs', folder]);
  mounted.push(folder);
  return folder;
}

(mayMount ? describe : describe.skip)('full', () => {
  let world: World;
  let member: Agent;
  let room: string;
  let submission: string;
  let dataDir: string;
  const SPACE = 'full_disk_of_a_test';

  beforeAll(async () => {
    dataDir = tinyDisk(1_000);
    world = await createWorld({ DATA_DIR: dataDir, RATE_FACTOR: '1000' });
    const hackathon = await makeHackathon(world.db, { open: ['teams', 'drafting'] });
    const team = await makeTeam(world.db, hackathon);
    await makeAdviser(world.db, hackathon, team);
    member = await world.as(team.members[0]!.login);
    room = (await member.get(`/teams/${team.id}/room.json`)).body.room.id;
    submission = (await member.get(`/teams/${team.id}/submission.json`)).body.submission.id;
  });
  afterAll(async () => {
    await world.db.raw(`alter table entries set tablespace pg_default`);
    await world.db.raw(`drop tablespace if exists ${SPACE}`);
    await world.close();
    for (const folder of mounted) {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  const files = () =>
    ['incoming', 'files'].flatMap((name) => {
      try {
        return readdirSync(path.join(dataDir, name), { recursive: true, withFileTypes: true }).filter((one) =>
          one.isFile(),
        );
      } catch {
        return [];
      }
    });

  test('the disk of files: 507 in three languages, and neither a file nor a row stays', async () => {
    const upload = (bytes: number, accept: string) =>
      member
        .post(`/submissions/${submission}/files`)
        .set('Accept', accept)
        .attach('file', Buffer.from(`${'A plan. '.repeat(bytes / 8)}\n`), 'plan.txt');
    expect((await upload(2_000_000, 'text/html')).text).toContain('<h1>');
    const told = (['en', 'nl', 'ar'] as const).map((locale) =>
      translator(locale)('frame.errors.storageFull'),
    );
    expect(new Set(told.filter((text) => text.length > 20)).size).toBe(3);
    const script = await upload(2_000_000, 'application/json');
    expect([script.status, script.body.error]).toEqual([507, 'frame.errors.storageFull']);
    expect(files()).toEqual([]);
    expect(await world.db('files').where({ submission_id: submission })).toEqual([]);
    expect((await upload(8_000, 'application/json')).status).toBe(201);
    expect(files()).toHaveLength(1);
  });

  test('a voice note on a full disk: 507, no file, no line, no gap; the phone keeps it and sends it again', async () => {
    const before = files().length;
    const { id, head } = await world.db('rooms').where({ id: room }).first();
    const voice = (sound: Buffer) =>
      member
        .post(`/rooms/${id}/voice`)
        .set('Accept', 'application/json')
        .field('client_id', clientId)
        .attach('file', sound, 'voice');
    const clientId = randomUUID();
    const full = await voice(recording(100, { filler: 12_000 }));
    expect([full.status, full.body.error]).toEqual([507, 'frame.errors.storageFull']);
    expect(files()).toHaveLength(before);
    expect((await world.db('rooms').where({ id }).first()).head).toBe(head);
    const again = await voice(recording(10));
    expect([again.status, again.body.seq]).toEqual([201, head + 1]);
    expect(files()).toHaveLength(before + 1);
  });

  test.each([16, 32, 64])(
    'the disk of a backup (%i kB): it says so and leaves nothing',
    async (kilobytes) => {
      const disk = tinyDisk(kilobytes);
      const { db, deps } = world;
      const noise = { at: new Date(), act: 'writeDraft', subject_kind: 'team', subject_id: 'of a test' };
      await db('activity').insert({ ...noise, details: { words: randomText(100_000) } });
      const from = { db, files: deps.files, secret: deps.secret, version: 'of a test' };
      const quiet = { at: () => undefined, end: () => undefined };
      await expect(backUp(from, path.join(disk, 'backup.tar.gz'), quiet)).rejects.toMatchObject({
        code: 'ENOSPC',
      });
      expect(readdirSync(disk)).toEqual([]);
    },
  );

  test('the disk of the database: 507 with the words, no gap in the room, and it goes on when there is room', async () => {
    const disk = tinyDisk(1_500);
    const { data_directory: cluster } = (
      await world.db.raw(`select current_setting('data_directory') as data_directory`)
    ).rows[0];
    const place = path.join(disk, 'space');
    mkdirSync(place, { mode: 0o700 });
    const { uid, gid } = statSync(cluster);
    chownSync(place, uid, gid);
    await world.db.raw(`create tablespace ${SPACE} location '${place}'`);
    await world.db.raw(`alter table entries set tablespace ${SPACE}`);
    const say = (body: string, accept: string) =>
      member.post(`/rooms/${room}/messages`).type('form').set('Accept', accept).send({ body });
    expect((await say('Before', 'application/json')).status).toBe(201);
    // What is left of the disk goes to somebody else.
    let free = true;
    for (let n = 0; free && n < 50; n += 1)
      try {
        writeFileSync(path.join(disk, `filler-${n}`), Buffer.alloc(100_000));
      } catch {
        free = false;
      }
    const words = () => `Words that took an hour ${randomText(900)} `.repeat(4);
    let last = { status: 0, text: '' };
    let kept = '';
    for (let n = 0; last.status !== 507 && n < 60; n += 1) {
      kept = words();
      last = await say(kept, 'text/html');
    }
    expect(last.status).toBe(507);
    expect(last.text).toContain(kept.trim());
    for (const name of readdirSync(disk).filter((one) => one.startsWith('filler')))
      rmSync(path.join(disk, name));
    expect((await say('After', 'application/json')).status).toBe(201);
    const rows = await world.db('entries').where({ room_id: room }).orderBy('seq');
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
    expect([rows.at(-1).body, rows.some((row) => row.body === kept.trim())]).toEqual(['After', false]);
  });
});
