// Who runs a hackathon, who pays, who decides: an organiser writes it, everybody reads it, the emblem is a picture.
import sharp from 'sharp';
import { type MadeHackathon, makeHackathon, makeRole } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let organiser: Agent;
let at: string;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db);
  at = `/hackathons/${hackathon.slug}`;
  organiser = await world.as(hackathon.organiser.login);
});
afterAll(() => world.close());

const picture = (width = 400, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: '#003399' } });
const upload = (agent: Agent, bytes: Buffer, name = 'emblem.png') =>
  agent.post(`${at}/emblem`).set('Accept', 'application/json').attach('file', bytes, name);

test('what an organiser writes stands on the page and at the foot of the pages of the hackathon', async () => {
  const before = await world.visitor().get(`${at}/about`).expect(200);
  expect(before.text).toContain('The organiser has not filled this in yet.');
  const words = {
    run_by: 'House of Youth <b>',
    contact: 'lab@example.org',
    funder: 'European Union',
    'disclaimer[en]': 'Co-funded by the European Union.',
    'disclaimer[ar]': 'بتمويل مشترك من الاتحاد الأوروبي.',
    'decided_by[en]': 'The city council decides.',
  };
  await organiser.post(`${at}/about`).type('form').send(words).expect(303);
  const page = await world.visitor().get(`${at}/about`).expect(200);
  for (const text of ['House of Youth &lt;b&gt;', 'mailto:lab@example.org', 'The city council decides.'])
    expect(page.text).toContain(text);
  const foot = (text: string) => text.slice(text.indexOf('<footer'));
  expect(foot((await world.visitor().get(at)).text)).toContain('Co-funded by the European Union.');
  expect(foot((await world.visitor().get(`${at}/steps?lang=ar`)).text)).toContain('بتمويل مشترك');
  const other = await makeHackathon(world.db);
  expect((await world.visitor().get(`/hackathons/${other.slug}`)).text).not.toContain('Co-funded');
});

test('only organisers write; unknown fields and too long words are refused', async () => {
  const participant = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
  await participant.post(`${at}/about`).type('form').send({ run_by: 'me' }).expect(403);
  expect((await upload(participant, await picture().png().toBuffer())).status).toBe(403);
  await organiser
    .post(`${at}/about`)
    .type('form')
    .send({ run_by: 'x'.repeat(121) })
    .expect(422);
  await organiser.post(`${at}/about`).type('form').send({ emblem: 'x' }).expect(422);
});

test('an emblem is drawn anew in its proportions, without what the camera noted, and cached by its version', async () => {
  const jpeg = await picture(1600, 400)
    .withExif({ IFD0: { Artist: 'canary artist' } })
    .jpeg()
    .toBuffer();
  expect((await upload(organiser, jpeg, 'emblem.jpg')).status).toBe(201);
  const page = (await world.visitor().get(at)).text;
  const [, src, width, height] = /<img src="([^"]+)" width="(\d+)" height="(\d+)"/.exec(page)!;
  expect([Number(width), Number(height)]).toEqual([1200, 300]);
  const answer = await world.visitor().get(src!).expect(200);
  expect(answer.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(answer.body.includes('canary artist')).toBe(false);
  const old = await world.visitor().get(`${at}/emblem?v=0`).expect(200);
  expect(old.headers['cache-control']).toBe('no-store');
  await organiser.post(`${at}/emblem/removal`).type('form').send({}).expect(303);
  await world.visitor().get(src!).expect(404);
  expect((await world.visitor().get(at)).text).not.toContain('<img src="/hackathons');
});

test('never SVG, whatever it calls itself; nothing broken, nothing large', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  for (const name of ['emblem.svg', 'emblem.png']) {
    const answer = await upload(organiser, svg, name);
    expect([name, answer.status]).toEqual([name, 415]);
  }
  const gif = await picture(10, 10).gif().toBuffer();
  expect((await upload(organiser, gif)).status).toBe(415);
  const whole = await picture(300, 300).png().toBuffer();
  expect((await upload(organiser, whole.subarray(0, 200))).status).toBe(422);
  expect((await upload(organiser, Buffer.alloc(1024 * 1024 + 1))).status).toBe(413);
  expect(await world.db('emblems')).toEqual([]);
});

test('before the opening the page and the emblem are for those who belong to it', async () => {
  const hidden = await makeHackathon(world.db, { opened: false });
  await world.visitor().get(`/hackathons/${hidden.slug}/about`).expect(404);
  await world.visitor().get(`/hackathons/${hidden.slug}/emblem`).expect(404);
});
