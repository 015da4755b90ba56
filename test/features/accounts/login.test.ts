import { hash } from '@node-rs/argon2';
import { makeHackathon, makePerson, makeRole } from '../../support/factories';
import { createWorld, PASSWORD, type World } from '../../support/world';
import { isSignedIn, send, sendForm } from './people';

let world: World;
beforeAll(async () => {
  world = await createWorld({ TRUST_PROXY: '1' });
});
afterAll(() => world.close());

const cookieIn = (answer: { headers: Record<string, unknown> }, name: string) =>
  ([] as string[])
    .concat((answer.headers['set-cookie'] as string[]) ?? [])
    .find((text) => text.startsWith(`${name}=`));

test('the right password signs in, whatever the case of the name', async () => {
  await makePerson(world.db, { login: 'Zo\u00eb.1' });
  for (const login of ['Zo\u00eb.1', 'ZOE\u0308.1', ' zo\u00eb.1 ']) {
    const agent = world.visitor();
    const answer = await sendForm(agent, '/login', { login, password: PASSWORD });
    expect([answer.status, answer.headers.location]).toEqual([303, '/desk']);
    expect(await isSignedIn(agent)).toBe(true);
  }
});

test('JSON callers get 200 with the location, and 401 where a sign-in is needed', async () => {
  const { login } = await makePerson(world.db);
  const answer = await send(world.visitor(), '/login', { login, password: PASSWORD });
  expect([answer.status, answer.body]).toEqual([200, { location: '/desk' }]);
  const closed = await world.visitor().get('/account').set('Accept', 'application/json');
  expect([closed.status, closed.body.error]).toEqual([401, 'frame.errors.signInFirst']);
});

test('a wrong password and an unknown name are answered alike', async () => {
  const { login } = await makePerson(world.db);
  const wrong = { login, password: 'not the password' };
  const nobody = { login: 'nobody-at-all', password: 'not the password' };
  const [one, two] = [
    await send(world.visitor(), '/login', wrong),
    await send(world.visitor(), '/login', nobody),
  ];
  expect([one.status, two.status]).toEqual([422, 422]);
  expect(one.body).toEqual(two.body);
  expect(Object.keys(one.headers).sort()).toEqual(Object.keys(two.headers).sort());
  const pages = [
    await sendForm(world.visitor(), '/login', wrong),
    await sendForm(world.visitor(), '/login', nobody),
  ];
  expect(pages.map((page) => page.status)).toEqual([422, 422]);
  expect(pages[0]!.text.replaceAll(login, 'X')).toBe(pages[1]!.text.replaceAll('nobody-at-all', 'X'));
});

test('the eleventh wrong password waits; the right one still enters from another address', async () => {
  const { login } = await makePerson(world.db);
  const from = (address: string, password: string) =>
    send(world.visitor().set('X-Forwarded-For', address), '/login', { login, password });
  const codes: number[] = [];
  for (let count = 0; count < 11; count += 1) codes.push((await from('192.0.2.1', 'wrong one')).status);
  expect(codes).toEqual([...Array(10).fill(422), 429]);
  const waiting = await from('192.0.2.1', PASSWORD);
  expect(waiting.status).toBe(429);
  expect(Number(waiting.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect((await from('192.0.2.2', PASSWORD)).status).toBe(200);
});

test('thirty wrong passwords at once are answered ten times, and at most two more were tried', async () => {
  const { login } = await makePerson(world.db);
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => send(world.visitor(), '/login', { login, password: 'wrong one' })),
  );
  expect(answers.filter((one) => one.status === 422)).toHaveLength(10);
  expect(answers.filter((one) => one.status === 429)).toHaveLength(20);
});

test('right passwords are not counted', async () => {
  const { login } = await makePerson(world.db);
  for (let count = 0; count < 12; count += 1) {
    expect((await send(world.visitor(), '/login', { login, password: PASSWORD })).status).toBe(200);
  }
});

test('a hash with old settings is renewed, and one that cannot be read is a wrong password', async () => {
  const old = await makePerson(world.db);
  await world
    .db('people')
    .where({ id: old.id })
    .update({ password_hash: await hash(PASSWORD, { memoryCost: 8192, timeCost: 1 }) });
  expect((await send(world.visitor(), '/login', { login: old.login, password: PASSWORD })).status).toBe(200);
  const row = await world.db('people').where({ id: old.id }).first();
  expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect((await send(world.visitor(), '/login', { login: old.login, password: PASSWORD })).status).toBe(200);
  await world.db('people').where({ id: old.id }).update({ password_hash: 'broken' });
  expect((await send(world.visitor(), '/login', { login: old.login, password: PASSWORD })).status).toBe(422);
});

test('a disabled person cannot sign in, and is signed out at once', async () => {
  const person = await makePerson(world.db);
  const agent = await world.as(person.login);
  await world.db('people').where({ id: person.id }).update({ disabled_at: new Date() });
  expect(await isSignedIn(agent)).toBe(false);
  expect((await send(world.visitor(), '/login', { login: person.login, password: PASSWORD })).status).toBe(
    422,
  );
});

test('signing in gives a new session id and never takes over one from outside', async () => {
  const { login } = await makePerson(world.db);
  const planted = 'sid=s%3Aplanted.signature';
  const answer = await world
    .visitor()
    .post('/login')
    .type('form')
    .set('Cookie', planted)
    .send({ login, password: PASSWORD });
  const first = cookieIn(answer, 'sid')!;
  expect(first).toMatch(/HttpOnly; SameSite=Lax/);
  expect(first).not.toContain('planted');
  const again = await world
    .visitor()
    .post('/login')
    .type('form')
    .set('Cookie', first.split(';')[0]!)
    .send({ login, password: PASSWORD });
  const second = cookieIn(again, 'sid')!.split(';')[0]!;
  expect(second).not.toBe(first.split(';')[0]);
  const old = await world.visitor().get('/account').set('Cookie', first.split(';')[0]!);
  expect(old.status).toBe(302);
});

test.each([
  ['/teams/abc?x=1', '/teams/abc?x=1'],
  ['//evil.example', '/desk'],
  ['/\\evil.example', '/desk'],
  ['https:evil.example', '/desk'],
  ['https://evil.example/', '/desk'],
  ['javascript:alert(1)', '/desk'],
  ['/\t/evil.example', '/desk'],
  ['/%09//evil.example', '/%09//evil.example'],
  ['/.//evil.example', '/desk'],
  ['', '/desk'],
])('next %j leads to %s', async (next, location) => {
  const { login } = await makePerson(world.db);
  const answer = await sendForm(world.visitor(), '/login', { login, password: PASSWORD, next });
  expect(answer.headers.location).toBe(location);
});

test('NUL, 4 kB values, missing and unknown fields are 422; another website is 403', async () => {
  const { login } = await makePerson(world.db);
  const tries: Record<string, string>[] = [
    { login: 'a\u0000b', password: PASSWORD },
    { login, password: 'a\u0000b' },
    { login: 'x'.repeat(4096), password: PASSWORD },
    { login, password: 'x'.repeat(4096) },
    { login },
    { login: '', password: '' },
    { login, password: PASSWORD, admin: '1' },
  ];
  for (const fields of tries) expect((await send(world.visitor(), '/login', fields)).status).toBe(422);
  const agent = world.visitor().set('Sec-Fetch-Site', 'cross-site');
  expect((await send(agent, '/login', { login, password: PASSWORD })).status).toBe(403);
  const repeated = await world.visitor().post('/login').type('form').send(`login=a&login=b&password=c`);
  expect(repeated.status).toBe(422);
  const twoPlaces = 'login=a&password=b&next=%2Fdesk&next=%2Faccount';
  const page = await world.visitor().post('/login').type('form').set('Accept', 'text/html').send(twoPlaces);
  expect(page.status).toBe(422);
});

test('the language of the account comes along only if this browser chose none', async () => {
  const { login } = await makePerson(world.db, { locale: 'ar' });
  const fresh = await sendForm(world.visitor(), '/login', { login, password: PASSWORD });
  expect(cookieIn(fresh, 'lang')).toMatch(/^lang=ar;/);
  const agent = world.visitor();
  await agent.get('/login?lang=nl');
  expect(cookieIn(await sendForm(agent, '/login', { login, password: PASSWORD }), 'lang')).toBeUndefined();
});

test('a device is two words, without numbers and without what the browser sent', async () => {
  const person = await makePerson(world.db);
  const agents = [
    'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/126.0',
    'curl/8.5',
  ];
  for (const userAgent of agents) {
    await send(world.visitor().set('User-Agent', userAgent), '/login', {
      login: person.login,
      password: PASSWORD,
    });
  }
  const devices = await world
    .db('login_sessions')
    .where({ person_id: person.id })
    .orderBy('began_at')
    .pluck('device');
  expect(devices).toEqual(['Firefox, Android', 'Safari, iPhone', 'Edge, Windows', '']);
});

test('the last use is noted at most once a minute; after 30 days without use a sign-in is over', async () => {
  const person = await makePerson(world.db);
  const agent = await world.as(person.login);
  const seen = async () => (await world.db('login_sessions').where({ person_id: person.id }).first()).seen_at;
  const first = await seen();
  await agent.get('/account');
  expect(await seen()).toEqual(first);
  const back = (time: string) =>
    world
      .db('login_sessions')
      .where({ person_id: person.id })
      .update({ seen_at: world.db.raw(`now() - interval '${time}'`) });
  await back('2 minutes');
  await agent.get('/account');
  expect(Date.now() - (await seen()).getTime()).toBeLessThan(60_000);
  await back('29 days');
  expect(await isSignedIn(agent)).toBe(true);
  await back('31 days');
  expect(await isSignedIn(agent)).toBe(false);
});

test('an organiser is signed in for 12 hours, a participant longer', async () => {
  const hackathon = await makeHackathon(world.db);
  const participant = await makeRole(world.db, hackathon, 'participant');
  for (const [login, stays] of [
    [hackathon.organiser.login, false],
    [participant.login, true],
  ] as const) {
    const agent = await world.as(login);
    await world.db('login_sessions').update({ began_at: world.db.raw("now() - interval '13 hours'") });
    expect(await isSignedIn(agent)).toBe(stays);
  }
});
