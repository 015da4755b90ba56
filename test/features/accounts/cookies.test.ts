// Cookies behind https and without it: names, flags, and that signing in works whoever ends TLS before us.
import { makePerson } from '../../support/factories';
import { createWorld, PASSWORD, type World } from '../../support/world';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

type Cookies = Map<string, string>;

function cookiesOf(answer: { headers: Record<string, unknown> }): Cookies {
  const set = ([] as string[]).concat((answer.headers['set-cookie'] as string[] | undefined) ?? []);
  return new Map(set.map((text) => [text.split('=')[0]!, text]));
}

async function signedIn(env: Record<string, string>, headers: Record<string, string> = {}) {
  world = await createWorld(env);
  const { login } = await makePerson(world.db);
  const send = (path: string, body: object, cookie = '') =>
    world!.visitor().post(path).set(headers).set('Cookie', cookie).type('form').send(body);
  const answer = await send('/login', { login, password: PASSWORD });
  expect(answer.status).toBe(303);
  return { answer, send };
}

test.each([
  ['no proxy is trusted', {}, {}],
  ['one proxy is trusted', { TRUST_PROXY: '1' }, { 'X-Forwarded-Proto': 'https' }],
  ['the proxy says nothing', { TRUST_PROXY: '1' }, {}],
])('with an https address every cookie is Secure, also when %s', async (_name, env, headers) => {
  const { answer, send } = await signedIn({ BASE_URL: 'https://lab.example.org', ...env }, headers);
  const sid = cookiesOf(answer).get('__Host-sid')!;
  expect(sid).toMatch(/; Path=\/; /);
  expect(sid).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
  expect(sid).not.toMatch(/Domain/i);
  const cookie = sid.split(';')[0]!;
  const desk = await world!.visitor().get('/desk').set('Cookie', cookie);
  expect(desk.status).toBe(200);
  expect(desk.headers['strict-transport-security']).toContain('max-age=');
  const named = await send('/account/name', { display_name: 'Blue Heron' }, cookie);
  expect(named.status).toBe(303);
  for (const text of cookiesOf(named).values()) expect(text).toContain('; Secure');
  expect(cookiesOf(named).has('said')).toBe(true);
  const language = await world!.visitor().get('/?lang=nl');
  expect(cookiesOf(language).get('lang')).toContain('; Secure');
});

test('on loopback without https the cookie has its plain name, and nobody is made to use https', async () => {
  const { answer } = await signedIn({});
  const cookies = cookiesOf(answer);
  expect(cookies.get('sid')).toMatch(/; HttpOnly; SameSite=Lax$/);
  expect(cookies.has('__Host-sid')).toBe(false);
  expect(answer.headers['strict-transport-security']).toBeUndefined();
  expect(answer.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
});

test('a session id that somebody planted is not the one that is signed in', async () => {
  world = await createWorld();
  const { login } = await makePerson(world.db);
  const visitor = world.visitor();
  const first = await visitor.post('/login').type('form').send({ login, password: PASSWORD });
  const planted = cookiesOf(first).get('sid')!.split(';')[0]!;
  const second = await world
    .visitor()
    .post('/login')
    .set('Cookie', planted)
    .type('form')
    .send({ login, password: PASSWORD });
  const own = cookiesOf(second).get('sid')!.split(';')[0]!;
  expect(own).not.toBe(planted);
  expect((await world.visitor().get('/desk').set('Cookie', planted)).status).toBe(302);
  expect((await world.visitor().get('/desk').set('Cookie', own)).status).toBe(200);
});
