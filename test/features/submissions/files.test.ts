// Files: what is taken, under which name, what comes out again, and that nothing stays of what was refused.
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { holdBytes } from '../../../src/db/stored-bytes';
import { reapFiles } from '../../../src/features/submissions/submissions.files.actions';
import { makeHackathon, makeRole, makeTeam, setPhases } from '../../support/factories';
import { until } from '../../support/until';
import { type Agent, createWorld, type World } from '../../support/world';
import { makeScene, post, type Scene, somebodyWaits, writeAll } from './support';
import { docx, odt, pdf, pdfOf, photo, png, zip } from './uploads';

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  scene = await makeScene(world);
});
afterEach(() => {
  world.deps.clock.set(null);
  expect(incoming()).toEqual([]);
});

const incoming = () => {
  const folder = path.join(world.deps.config.dataDir, 'incoming');
  return existsSync(folder) ? readdirSync(folder) : [];
};
const stored = () => {
  const folder = path.join(world.deps.config.dataDir, 'files');
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
    : 0;
};
const send = (name: string, bytes: Buffer, agent = scene.first) =>
  agent
    .post(`/submissions/${scene.id}/files`)
    .set('Accept', 'application/json')
    .attach('file', bytes, { filename: name });
const listed = async () =>
  (await scene.first.get(`/teams/${scene.team.id}/submission.json`)).body.submission.files;
const download = (agent: Agent, id: string) =>
  agent
    .get(`/files/${id}`)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks)));
    });

test('the eight kinds of files are taken and come back as they were', async () => {
  const texts = {
    'notes.txt': Buffer.from('Привіт, سلام\n1 < 2'),
    'table.csv': Buffer.from('place,hours\nclub,10\n'),
  };
  const given: Record<string, Buffer> = {
    'plan.pdf': pdf(),
    'letter.docx': docx(),
    'letter.odt': odt(),
    ...texts,
  };
  for (const [name, bytes] of Object.entries(given)) {
    const answer = await send(name, bytes);
    expect([name, answer.status]).toEqual([name, 201]);
    expect(answer.body.location).toBe(`/files/${answer.body.id}`);
    expect((await download(scene.expert, answer.body.id)).body.equals(bytes)).toBe(true);
  }
  const pictures = {
    'a.png': await png(),
    'b.JPG': await photo(),
    'c.webp': await sharp(await png())
      .webp()
      .toBuffer(),
  };
  for (const [name, bytes] of Object.entries(pictures)) expect((await send(name, bytes)).status).toBe(201);
  expect((await listed()).map((file: { name: string; type: string }) => [file.name, file.type])).toEqual([
    ['plan.pdf', 'application/pdf'],
    ['letter.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['letter.odt', 'application/vnd.oasis.opendocument.text'],
    ['notes.txt', 'text/plain'],
    ['table.csv', 'text/csv'],
    ['a.png', 'image/png'],
    ['b.JPG', 'image/jpeg'],
    ['c.webp', 'image/webp'],
  ]);
});

test('disguised and dangerous files are refused and leave nothing', async () => {
  const before = stored();
  const exe = Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(500)]);
  const html = Buffer.from('<!DOCTYPE html><script>alert(1)</script>');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  const gif = Buffer.from('GIF89a/*<script>*/=1;alert(1)//');
  const bytes = 3_000_000;
  const wrongKind: [string, Buffer][] = [
    ['plan.pdf', exe],
    ['plan.pdf', Buffer.concat([Buffer.from('junk'), pdf()])],
    ['plan.pdf', Buffer.from('%PDF-1.4 and nothing else')],
    ['plan.png', html],
    ['plan.png', svg],
    ['plan.png', gif],
    ['plan.jpg', await png()],
    ['plan.svg', svg],
    ['plan.html', html],
    ['plan.xml', Buffer.from('<?xml version="1.0"?>')],
    ['plan.js', Buffer.from('alert(1)')],
    ['plan.gif', gif],
    ['plan.exe', exe],
    ['plan.pdf.exe', pdf()],
    ['plan', pdf()],
    ['.pdf', pdf()],
    ['plan.constructor', pdf()],
    ['plan.txt', html],
    ['plan.txt', svg],
    ['plan.csv', exe],
    ['plan.txt', Buffer.from([0x66, 0xff, 0xfe])],
    ['plan.docx', zip([{ name: 'evil.js', data: 'alert(1)' }])],
    ['plan.docx', odt()],
    ['plan.odt', docx()],
    ['plan.odt', odt('text/html')],
    ['plan.docx', Buffer.from('<html>')],
  ];
  for (const [name, data] of wrongKind)
    expect([name, data.subarray(0, 20).toString(), (await send(name, data)).status]).toEqual([
      name,
      data.subarray(0, 20).toString(),
      415,
    ]);
  const harmful: [string, Buffer][] = [
    ['bomb.docx', docx([{ name: 'word/a.xml', data: Buffer.alloc(bytes) }])],
    ['liar.docx', docx([{ name: 'word/a.xml', data: Buffer.alloc(bytes), statedSize: 100 }])],
    ['climber.docx', docx([{ name: '../../escape.txt', data: 'x' }])],
    ['link.docx', docx([{ name: 'word/link', data: '/etc/passwd', mode: 0o120777 }])],
    ['macro.docx', docx([{ name: 'word/vbaProject.bin', data: 'x' }])],
    ['many.docx', docx(Array.from({ length: 2001 }, (_, n) => ({ name: `word/${n}`, data: '' })))],
    ['cut.docx', docx().subarray(0, 60)],
    ['cut.png', (await png(400, 400)).subarray(0, 60)],
    ['huge.png', await png(8000, 5001)],
    ['empty.pdf', Buffer.alloc(0)],
  ];
  for (const [name, data] of harmful) expect([name, (await send(name, data)).status]).toEqual([name, 422]);
  expect(await listed()).toEqual([]);
  expect(stored()).toBe(before);
});

test('a picture with a page behind it comes out as a picture only', async () => {
  const polyglot = Buffer.concat([await png(), Buffer.from('<script>alert(1)</script>')]);
  const { body } = await send('both.png', polyglot);
  const { body: bytes } = await download(scene.first, body.id);
  expect(bytes.includes('<script>')).toBe(false);
});

test('place and camera do not stay in a picture, and its turn is carried out', async () => {
  const given = await photo();
  expect((await sharp(given).metadata()).exif).toBeDefined();
  const { body } = await send('us.jpg', given);
  const { body: bytes } = await download(scene.first, body.id);
  const metadata = await sharp(bytes).metadata();
  expect(metadata).toMatchObject({ format: 'jpeg', width: 20, height: 40 });
  expect(metadata.exif ?? metadata.xmp ?? metadata.iptc).toBeUndefined();
  expect(bytes.includes('SecretCamera')).toBe(false);
});

test('names are for display only: no folders, no control or direction signs, not too long', async () => {
  const names: [string, string][] = [
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['..\\..\\boot.pdf', 'boot.pdf'],
    ['a%0D%0AX-Evil: y%22.pdf', 'aX-Evil: y".pdf'],
    ['abc\u202efdp.pdf', 'abcfdp.pdf'],
    ['звіт الفريق.pdf', 'звіт الفريق.pdf'],
    ['CON.pdf', 'file-CON.pdf'],
    ['<img src=x>.pdf', '<img src=x>.pdf'],
    [`${'n'.repeat(4000)}.pdf`, `${'n'.repeat(116)}.pdf`],
  ];
  for (const [given, shown] of names) {
    const made = await send(given, pdf());
    expect([given, made.status]).toEqual([given, 201]);
    expect((await listed()).at(-1).name).toBe(shown);
    const answer = await download(scene.first, made.body.id);
    expect(answer.headers['x-evil']).toBeUndefined();
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename/);
    expect(answer.headers['content-disposition']).not.toMatch(/[\r\n]/);
  }
  const page = await scene.first.get(`/teams/${scene.team.id}/submission`);
  expect(page.text).toContain('&lt;img src=x&gt;.pdf');
  expect(page.text).not.toContain('<img src=x>');
});

test('a download is never shown in place and never stored', async () => {
  const { body } = await send('a.txt', Buffer.from('words '.repeat(2000)));
  const { headers, status } = await download(scene.second, body.id);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': expect.stringMatching(/^attachment; filename="?a\.txt"?$/),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
});

test('too large is 413, from the file or from what the team has already', async () => {
  const limit = 25 * 1024 * 1024;
  const over = await send('big.pdf', pdfOf(limit + 1));
  expect([over.status, over.body.error]).toEqual([413, 'frame.errors.tooLarge']);
  expect((await send('big.pdf', pdfOf(limit))).status).toBe(201);
  for (const n of [1, 2, 3]) expect((await send(`big-${n}.pdf`, pdfOf(limit))).status).toBe(201);
  const full = await send('one more.pdf', pdf());
  expect([full.status, full.body.error]).toEqual([413, 'submissions.files.refused.quota']);
  const [first] = await listed();
  expect((await post(scene.first, `/files/${first.id}/removal`)).status).toBe(200);
  expect((await send('one more.pdf', pdf())).status).toBe(201);
});

test('twenty uploads at once stay within the space of the team', async () => {
  const before = stored();
  const bytes = pdfOf(10 * 1024 * 1024);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => send(`part-${n}.pdf`, bytes, n % 2 ? scene.first : scene.second)),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([
    ...Array(10).fill(201),
    ...Array(10).fill(413),
  ]);
  expect(await listed()).toHaveLength(10);
  expect(stored() - before).toBe(10);
});

test('a broken or foreign form is refused before anything is kept', async () => {
  const url = `/submissions/${scene.id}/files`;
  const json = (agent: Agent) => agent.post(url).set('Accept', 'application/json');
  const two = await json(scene.first).attach('file', pdf(), 'a.pdf').attach('file', pdf(), 'b.pdf');
  const named = await json(scene.first).attach('other', pdf(), 'a.pdf');
  const extra = await json(scene.first).field('note', 'x').attach('file', pdf(), 'a.pdf');
  const none = await json(scene.first).type('form').send({ file: 'x' });
  const torn = await json(scene.first)
    .set('Content-Type', 'multipart/form-data; boundary=B')
    .send('--B\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-');
  const noBoundary = await json(scene.first).set('Content-Type', 'multipart/form-data').send('x');
  expect([two, named, extra, none, torn, noBoundary].map((answer) => answer.status)).toEqual(
    Array(6).fill(422),
  );
  const page = await scene.first
    .post(url)
    .set('Accept', 'text/html')
    .attach('file', Buffer.from('x'), 'a.exe');
  expect([page.status, page.type]).toEqual([415, 'text/html']);
  expect(page.text).toContain('We cannot take this kind of file.');
  expect(await listed()).toEqual([]);
});

test('another site, a stranger or the wrong time are refused before the file is read', async () => {
  const other = await makeTeam(world.db, scene.hackathon);
  const stranger = await world.as(other.members[0]!.login);
  const crossSite = await send('a.pdf', pdf()).set('Sec-Fetch-Site', 'cross-site');
  expect(crossSite.status).toBe(403);
  expect((await send('a.pdf', pdf(), stranger)).status).toBe(404);
  expect((await send('a.pdf', pdf(), scene.expert)).status).toBe(403);
  expect((await send('a.pdf', pdf(), world.visitor())).status).toBe(401);
  await setPhases(world.db, scene.hackathon.id, ['judging']);
  expect((await send('a.pdf', pdf())).status).toBe(403);
  expect(await listed()).toEqual([]);
});

test('files are read by the team and its advisers, by the jury once sent, by nobody else', async () => {
  const draft = await send('draft.pdf', pdf());
  const id = draft.body.id as string;
  const other = await makeTeam(world.db, scene.hackathon);
  const far = await makeHackathon(world.db);
  const strangers = [
    await world.as(other.members[0]!.login),
    await world.as((await makeRole(world.db, far, 'juror')).login),
    await world.as((await makeRole(world.db, scene.hackathon, 'expert')).login),
    await world.as((await makeRole(world.db, scene.hackathon, 'moderator')).login),
  ];
  const asJson = (agent: Agent, path: string) => agent.get(path).set('Accept', 'application/json');
  const unknown = await asJson(scene.first, '/files/0123456789abcdefghjkmnpqrs');
  expect(unknown.status).toBe(404);
  for (const agent of [...strangers, scene.judge, scene.organiser]) {
    const answer = await asJson(agent, `/files/${id}`);
    expect([answer.status, answer.body]).toEqual([404, unknown.body]);
    expect((await post(agent, `/files/${id}/removal`)).status).toBe(404);
  }
  expect((await download(scene.expert, id)).status).toBe(200);
  expect((await post(scene.expert, `/files/${id}/removal`)).status).toBe(403);
  await writeAll(scene);
  await post(scene.first, `/submissions/${scene.id}/versions`);
  for (const agent of [scene.judge, scene.organiser]) expect((await download(agent, id)).status).toBe(200);
  for (const agent of strangers) expect((await asJson(agent, `/files/${id}`)).status).toBe(404);
  expect((await asJson(world.visitor(), `/files/${id}`)).status).toBe(401);
  for (const crooked of ['..%2f..%2fpackage.json', '%2e%2e', '.env'])
    expect((await asJson(scene.first, `/files/${crooked}`)).status).toBe(404);
});

test('a removed file is gone for everybody, but one that was sent stays for its readers', async () => {
  const loose = (await send('loose.pdf', pdf())).body.id;
  expect((await post(scene.second, `/files/${loose}/removal`)).status).toBe(200);
  expect((await scene.first.get(`/files/${loose}`)).status).toBe(404);
  const sent = (await send('sent.pdf', pdf())).body.id;
  await writeAll(scene);
  await post(scene.first, `/submissions/${scene.id}/versions`);
  expect((await post(scene.first, `/files/${sent}/removal`)).status).toBe(200);
  expect(await listed()).toEqual([]);
  expect((await download(scene.judge, sent)).status).toBe(200);
  const next = await post(scene.first, `/submissions/${scene.id}/versions`);
  expect(next.body.version).toBe(2);
  expect((await scene.judge.get(`/files/${sent}`)).status).toBe(404);
  expect((await download(scene.first, sent)).status).toBe(200);
});

test('an upload that breaks off leaves nothing', async () => {
  const address = new URL(world.base);
  const login = scene.team.members[0]!.login;
  const cookie = ([] as string[])
    .concat(
      (await world.visitor().post('/login').type('form').send({ login, password: 'a long test password' }))
        .headers['set-cookie'] ?? [],
    )
    .map((one) => one.split(';')[0])
    .join('; ');
  let sawFile = false;
  for (let n = 0; n < 20; n += 1) {
    await new Promise<void>((resolve, reject) => {
      const request = http.request({
        host: address.hostname,
        port: address.port,
        method: 'POST',
        path: `/submissions/${scene.id}/files`,
        headers: {
          Cookie: cookie,
          'Sec-Fetch-Site': 'same-origin',
          'Content-Type': 'multipart/form-data; boundary=B',
          'Content-Length': 5_000_000,
        },
      });
      request.on('error', () => resolve());
      request.on('close', () => resolve());
      request.write('--B\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4');
      request.write(Buffer.alloc(200_000));
      // The first once its file is there, the others at any moment.
      void (n === 0 ? until(() => incoming().length > 0) : pause(30 + n * 5)).then(() => {
        sawFile ||= incoming().length > 0;
        request.destroy();
      }, reject);
    });
  }
  await until(() => incoming().length === 0);
  expect(sawFile).toBe(true);
  expect(await listed()).toEqual([]);
});

test('an upload that arrived before the end may finish after it', async () => {
  const [phase] = await world.db('phases').where({ hackathon_id: scene.hackathon.id, key: 'drafting' });
  const end = (phase.closes_at as Date).getTime();
  for (const [minutes, status] of [
    [14, 201],
    [16, 403],
  ]) {
    world.deps.clock.set(new Date(end - 1000));
    const trx = await world.db.transaction();
    await trx('submissions').where({ id: scene.id }).forUpdate();
    const answer = send('late.pdf', pdf()).then((one) => one);
    await until(() => somebodyWaits(world));
    world.deps.clock.set(new Date(end + minutes! * 60_000));
    await trx.commit();
    expect((await answer).status).toBe(status);
  }
});

test('what an ended process left behind is cleared away once it is old', async () => {
  const folder = path.join(world.deps.config.dataDir, 'incoming');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'old'), 'x');
  await writeFile(path.join(folder, 'new'), 'x');
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  await utimes(path.join(folder, 'old'), longAgo, longAgo);
  expect(await world.deps.files.reapIncoming()).toBe(1);
  expect(incoming()).toEqual(['new']);
  expect(await world.deps.files.reapIncoming(-1000)).toBe(1);
});

/** As if all that is stored now had been stored for two days. */
async function age(): Promise<void> {
  const before = new Date(Date.now() - 2 * 86_400_000);
  const folder = path.join(world.deps.config.dataDir, 'files');
  for (const one of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (one.isFile()) await utimes(path.join(one.parentPath, one.name), before, before);
}

test('the bytes of a removed file stay for seven days, those in a hand-in for good, and never go during a backup', async () => {
  const ids: string[] = [];
  for (const name of ['loose.pdf', 'sent.pdf', 'kept.pdf']) ids.push((await send(name, pdf())).body.id);
  const isThere = async (id: string) => {
    const { stored_as } = await world.db('files').where({ id }).first();
    return existsSync(path.join(world.deps.config.dataDir, 'files', stored_as.slice(0, 2), stored_as));
  };
  await post(scene.first, `/files/${ids[0]}/removal`);
  await writeAll(scene);
  await post(scene.first, `/submissions/${scene.id}/versions`);
  await post(scene.first, `/files/${ids[1]}/removal`);
  await age();
  world.deps.clock.set(new Date(Date.now() + 6.9 * 86_400_000));
  await reapFiles(world.deps);
  expect(await Promise.all(ids.map(isThere))).toEqual([true, true, true]);
  world.deps.clock.set(new Date(Date.now() + 7.1 * 86_400_000));
  const backup = await world.db.transaction();
  await holdBytes(backup);
  expect(await reapFiles(world.deps)).toBe(0);
  await backup.rollback();
  expect(await reapFiles(world.deps)).toBeGreaterThan(0);
  expect(await Promise.all(ids.map(isThere))).toEqual([false, true, true]);
});

test('bytes without a row go once they are a day old, and never while they are being added', async () => {
  const stray = await world.deps.files.temporary();
  await writeFile(stray, 'nobody knows me');
  await world.deps.files.keep(stray);
  const before = stored();
  await reapFiles(world.deps);
  expect(stored()).toBe(before);
  const kept = (await send('kept.pdf', pdf())).body.id;
  await age();
  expect(await reapFiles(world.deps)).toBe(1);
  expect((await download(scene.first, kept)).status).toBe(200);
});

test('a database that knows few of the files is not theirs: none is deleted, and the log says it', async () => {
  const other = await createWorld({ DATA_DIR: world.deps.config.dataDir });
  const before = stored();
  expect(before).toBeGreaterThan(1);
  await age();
  expect(await reapFiles(other.deps)).toBe(0);
  expect(stored()).toBe(before);
  expect(other.logged.join('')).toContain('Is DATABASE_URL the right one?');
  await other.close();
});

test('who adds and removes all day is stopped before the disk is full', async () => {
  const rows = Array.from({ length: 16 }, (_, n) => ({
    id: `removed-${n}-${scene.id}`,
    submission_id: scene.id,
    name: 'big.pdf',
    bytes: 25 * 1024 * 1024,
    type: 'application/pdf',
    sha256: '',
    stored_as: `removed-${n}-${scene.id}`,
    uploaded_by: scene.team.members[0]!.id,
    uploaded_at: new Date(),
    removed_at: new Date(),
    removed_by: scene.team.members[0]!.id,
  }));
  await world.db('files').insert(rows);
  const refused = await send('one-more.pdf', pdf());
  expect([refused.status, refused.body.error]).toEqual([413, 'submissions.files.refused.waiting']);
  await world
    .db('files')
    .where({ id: rows[0]!.id })
    .update({ removed_at: new Date(Date.now() - 8 * 86_400_000) });
  expect((await send('one-more.pdf', pdf())).status).toBe(201);
  await world.db('files').whereLike('id', 'removed-%').del();
});

test('a file whose bytes are lost is said to be gone, and logged by its id and its place, never its name', async () => {
  const { id } = (await send('secret-name.pdf', pdf())).body;
  const { stored_as } = await world.db('files').where({ id }).first();
  await world.deps.files.remove(stored_as);
  world.logged.length = 0;
  const answer = await scene.first.get(`/files/${id}`).set('Accept', 'application/json');
  expect([answer.status, answer.body.error]).toEqual([410, 'submissions.files.refused.lost']);
  const lines = world.logged.filter((line) => line.includes('the bytes of a file are missing'));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    file: id,
    stored: `files/${stored_as.slice(0, 2)}/${stored_as}`,
  });
  expect(lines[0]).not.toMatch(/secret-name|inquiry-world/);
});
