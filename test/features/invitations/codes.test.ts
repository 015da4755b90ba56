// Short codes and posters: any script's digits, a million guesses, limits that lock nobody out, and what is printed.
import { invitationCode } from '../../../src/features/hackathons/invitations.actions';
import { CODE_DIGITS, groupedDigits, readCode } from '../../../src/features/hackathons/invitations.policy';
import { keyedDigits } from '../../../src/ids';
import { codeOf } from '../../../src/web/qr';
import {
  type MadeHackathon,
  type MadePerson,
  makeHackathon,
  makeRole,
  makeTeam,
  setPhases,
} from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

describe('a code', () => {
  test.each([
    ['4821 0937 5526', '482109375526'],
    ['4821-0937-5526', '482109375526'],
    ['482109375526', '482109375526'],
    ['٤٨٢١ ٠٩٣٧ ٥٥٢٦', '482109375526'],
    ['۴۸۲۱ ۰۹۳۷ ۵۵۲۶', '482109375526'],
    ['४८२१ ०९३७ ५५२६', '482109375526'],
    ['４８２１０９３７５５２６', '482109375526'],
    ['\u200f\u2067٤٨٢١\u00a0٠٩٣٧\u00a0٥٥٢٦\u2069', '482109375526'],
    ['000000000000', '000000000000'],
    ['4821 0937 552', null],
    ['4821 0937 55261', null],
    ['4821 0937 552O', null],
    ['4821 0937 552½', null],
    ['', null],
  ])('%j reads as %j', (typed, code) => {
    expect(readCode(typed)).toBe(code);
  });

  test('is written in groups of four that read as the same', () => {
    expect(groupedDigits('482109375526')).toBe('4821 0937 5526');
    expect(readCode(groupedDigits('000000000001'))).toBe('000000000001');
  });

  test('stays shut for a million guesses while five hundred teams have ten each', () => {
    const right = new Set<string>();
    for (let n = 0; n < 5_000; n += 1)
      right.add(keyedDigits('a secret', 'invitation-code', `id-${n}`, CODE_DIGITS));
    expect(right.size).toBe(5_000);
    // Always the same guesses (xorshift128), so that the outcome is no matter of luck.
    let [a, b, c, d] = [1, 2, 3, 4];
    const next = () => {
      const t = a ^ (a << 11);
      [a, b, c] = [b, c, d];
      d = (d ^ (d >>> 19) ^ t ^ (t >>> 8)) >>> 0;
      return d;
    };
    let opened = 0;
    for (let n = 0; n < 1_000_000; n += 1) {
      const guess = String((next() * 1_048_576 + (next() >>> 12)) % 10 ** CODE_DIGITS).padStart(
        CODE_DIGITS,
        '0',
      );
      if (right.has(guess)) opened += 1;
    }
    expect(opened).toBe(0);
  });
});

let world: World;
let hackathon: MadeHackathon;
let captain: Agent;
let teamId: string;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db, { seats: [2, 6] });
  const team = await makeTeam(world.db, hackathon, { size: 1, joining: 'invite' });
  teamId = team.id;
  captain = await world.as(team.members[0]!.login);
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, body: object = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(body);
const person = (): Promise<MadePerson> => makeRole(world.db, hackathon, 'participant');
const wrong = (n: number) => String(n).padStart(CODE_DIGITS, '0');

async function link(body: object = {}): Promise<{ id: string; location: string; code: string }> {
  const made = await json(captain, `/teams/${teamId}/invitations`, body);
  expect([made.status, made.body.message]).toEqual([201, undefined]);
  return { ...made.body, code: groupedDigits(invitationCode(world.deps, made.body.id)) };
}

test('a captain reads the code of each link; typed in any digits it leads to that link, however often', async () => {
  const { location, code } = await link({ uses: '3' });
  for (const path of [location, `/teams/${teamId}`]) expect((await captain.get(path)).text).toContain(code);
  const guest = await world.as((await person()).login);
  const eastern = code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
  expect((await guest.get('/join')).text).toContain('name="team_code"');
  const opened = await guest.post('/join').type('form').send({ team_code: eastern });
  expect([opened.status, opened.headers.location]).toEqual([303, location]);
  // Right codes cost nothing: a whole class may come through one address.
  for (let n = 0; n < 40; n += 1)
    expect((await json(world.visitor(), '/join', { team_code: code })).body.location).toBe(location);
  expect((await json(guest, `${location}/acceptance`)).status).toBe(200);
  // Their own link once more: they are in, and no use is lost.
  expect((await json(guest, `${location}/acceptance`)).status).toBe(200);
  expect((await guest.get(location)).text).toContain('You sit in this team already.');
  expect(
    await world
      .db('invitations')
      .where({ id: location.slice(13, 39) })
      .pluck('uses'),
  ).toEqual([1]);
  const { code_hash } = await world
    .db('invitations')
    .where({ id: location.slice(13, 39) })
    .first();
  expect(code_hash).not.toContain(readCode(code));
  await json(captain, `${location}/revocation`);
  expect((await json(world.visitor(), '/join', { team_code: code })).body.location).toBe(location);
  expect((await world.visitor().get(location)).status).toBe(410);
});

test('a page that is no code, or the code of nobody, is shown again with what was typed', async () => {
  const agent = await world.as((await person()).login);
  const short = await agent.post('/join').type('form').send({ team_code: '12 34' });
  expect([short.status, short.text.includes('value="12 34"'), short.text.includes('twelve digits')]).toEqual([
    422,
    true,
    true,
  ]);
  const none = await agent
    .post('/join')
    .type('form')
    .send({ team_code: wrong(1) });
  expect([none.status, none.text.includes('There is no team with this code.')]).toEqual([422, true]);
});

test('guesses stop at one account, at one address and for all visitors, and no link or account is shut by them', async () => {
  const { location, code } = await link();
  const guesser = await world.as((await person()).login);
  const burst = await Promise.all(
    Array.from({ length: 25 }, (_, n) => json(guesser, '/join', { team_code: wrong(n) })),
  );
  expect(burst.filter((answer) => answer.status === 422)).toHaveLength(10);
  const shut = burst.find((answer) => answer.status === 429)!;
  expect([shut.body.error, Number(shut.headers['retry-after']) > 0]).toEqual(['invitations.code.wait', true]);
  expect((await json(guesser, '/join', { team_code: code })).status).toBe(429);
  expect((await guesser.get(location)).status).toBe(200);

  const visitor = world.visitor();
  const codes = [];
  for (let n = 0; n < 32; n += 1) codes.push((await json(visitor, '/join', { team_code: wrong(n) })).status);
  expect(codes.slice(0, 30).every((status) => status === 422)).toBe(true);
  expect(codes.slice(30)).toEqual([429, 429]);
  const page = await visitor.post('/join').type('form').send({ team_code: code });
  expect([page.status, page.text.includes('Sign in or make an account, then enter your code.')]).toEqual([
    429,
    true,
  ]);
  expect((await visitor.get(location)).status).toBe(200);

  const honest = await world.as((await person()).login);
  expect((await json(honest, '/join', { team_code: code })).body.location).toBe(location);

  // A thousand addresses: all visitors together come to an end, people with an account do not notice.
  const { codesOfVisitors, codesOfAddress } = world.deps.limits;
  for (let n = 0; n < 3_000; n += 1) await codesOfVisitors.count('all').catch(() => {});
  for (const address of ['127.0.0.1', '::1']) await codesOfAddress.forget(address);
  expect((await json(world.visitor(), '/join', { team_code: code })).body.error).toBe(
    'invitations.code.signInFirst',
  );
  expect((await json(honest, '/join', { team_code: code })).body.location).toBe(location);
  expect((await world.visitor().get(location)).status).toBe(200);
  await codesOfVisitors.forget('all');
});

test('a thousand accounts at one address leave everybody else there guesses of their own', async () => {
  const { code, location } = await link();
  const { codesOfAccounts } = world.deps.limits;
  for (const address of ['127.0.0.1', '::1'])
    for (let n = 0; n < 301; n += 1) await codesOfAccounts.count(address).catch(() => {});
  const honest = await world.as((await person()).login);
  const mistyped = () => json(honest, '/join', { team_code: wrong(7) });
  expect([(await mistyped()).status, (await mistyped()).status]).toEqual([422, 422]);
  expect((await json(honest, '/join', { team_code: code })).body.location).toBe(location);
  expect([(await mistyped()).status, (await mistyped()).status]).toEqual([422, 429]);
  for (const address of ['127.0.0.1', '::1']) await codesOfAccounts.forget(address);
});

test('addresses are not written down once all visitors together have no guess left', async () => {
  const { codesOfVisitors, codesOfAddress } = world.deps.limits;
  for (const address of ['127.0.0.1', '::1']) await codesOfAddress.forget(address);
  for (let n = 0; n < 3_000; n += 1) await codesOfVisitors.count('all').catch(() => {});
  const guess = async () => (await json(world.visitor(), '/join', { team_code: wrong(8) })).status;
  for (let n = 0; n < 31; n += 1) expect(await guess()).toBe(429);
  await codesOfVisitors.forget('all');
  expect(await guess()).toBe(422);
});

test('the poster shows name, QR code, address and digits, in the language of the page, to the captain only', async () => {
  const { location, code } = await link();
  const english = (await captain.get(`${location}/poster`)).text;
  expect(english).toContain(codeOf(`${world.base}${location}`).path);
  for (const part of [code, `${world.base}/join`, 'Come to our team']) expect(english).toContain(part);
  const arabic = (await captain.get(`${location}/poster?lang=ar`)).text;
  expect(arabic).toMatch(/dir="rtl"[\s\S]*تعالوا إلى فريقنا/);
  expect(arabic).toContain(code);
  await captain.get('/join?lang=en');
  const guest = await world.as((await person()).login);
  expect((await guest.get(`${location}/poster`)).status).toBe(403);
  expect((await captain.get(`${location}x/poster`)).status).toBe(404);
  await json(captain, `${location}/revocation`);
  expect((await captain.get(`${location}/poster`)).status).toBe(410);
});

test('a team has ten links at once, and all of them are shut once teams close', async () => {
  const other = await makeHackathon(world.db, { seats: [2, 6] });
  const team = await makeTeam(world.db, other, { size: 1 });
  const own = await world.as(team.members[0]!.login);
  const made = await Promise.all(
    Array.from({ length: 12 }, () => json(own, `/teams/${team.id}/invitations`)),
  );
  expect(made.filter(({ status }) => status === 201)).toHaveLength(10);
  const over = made.find(({ status }) => status === 409)!;
  expect([over.body.error, over.body.current]).toEqual(['teams.refused.enoughLinks', { links: 10 }]);
  const { id, location } = made.find(({ status }) => status === 201)!.body;
  await setPhases(world.db, other.id, ['drafting']);
  const code = invitationCode(world.deps, id);
  const agent = await world.as((await makeRole(world.db, other, 'participant')).login);
  expect((await json(agent, '/join', { team_code: code })).body.location).toBe(location);
  const late = await agent.get(location);
  expect([late.status, late.text.includes('Teams are closed now. This link no longer works.')]).toEqual([
    410,
    true,
  ]);
});
