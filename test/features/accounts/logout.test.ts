import { makePerson } from '../../support/factories';
import { createWorld, PASSWORD, type World } from '../../support/world';
import { isSignedIn, send, sendForm } from './people';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** Resolves when the server ended this connection. */
const cut = (socket: { once(event: 'disconnect', tell: () => void): unknown }) =>
  new Promise<void>((resolve, reject) => {
    setTimeout(() => reject(new Error('the connection lives on')), 5_000).unref();
    socket.once('disconnect', () => resolve());
  });

test('signing out ends the sign-in, tells the browser to forget its pages and leads home', async () => {
  const { login } = await makePerson(world.db);
  const agent = await world.as(login);
  const answer = await sendForm(agent, '/logout');
  expect([answer.status, answer.headers.location]).toEqual([303, '/']);
  expect(answer.headers['clear-site-data']).toBe('"cache"');
  expect(await isSignedIn(agent)).toBe(false);
  expect((await sendForm(world.visitor(), '/logout')).status).toBe(303);
});

test('a session that a slow request writes back after the sign-out stays signed out', async () => {
  const { id, login } = await makePerson(world.db);
  const signedIn = await world.visitor().post('/login').type('form').send({ login, password: PASSWORD });
  const cookies = ([] as string[]).concat(signedIn.headers['set-cookie']!).map((text) => text.split(';')[0]);
  const kept = (await world.db('sessions').select()).find((row) =>
    JSON.stringify(row.sess).includes('passport'),
  );
  const out = await world.visitor().post('/logout').type('form').set('Cookie', cookies.join('; ')).send({});
  expect(out.status).toBe(303);
  await world
    .db('sessions')
    .insert({ ...kept, sess: JSON.stringify(kept.sess) })
    .onConflict('sid')
    .merge();
  const again = await world.visitor().get('/account').set('Cookie', cookies.join('; '));
  expect(again.status).toBe(302);
  expect(await world.db('login_sessions').where({ person_id: id }).whereNull('ended_at')).toEqual([]);
});

test('signing out cuts the sockets of this sign-in', async () => {
  const { login } = await makePerson(world.db);
  const agent = await world.as(login);
  const socket = await world.live(login);
  const over = cut(socket);
  await send(agent, '/logout');
  await over;
});

test('a sign-in that ends by time or from elsewhere is found out within a second or so', async () => {
  const { id, login } = await makePerson(world.db);
  await world.as(login);
  const socket = await world.live(login);
  const bystander = await world.live((await makePerson(world.db)).login);
  const over = new Promise<void>((resolve, reject) => {
    setTimeout(() => reject(new Error('the connection lives on')), 10_000).unref();
    socket.once('disconnect', () => resolve());
  });
  await world.db('login_sessions').where({ person_id: id }).update({ ended_at: new Date() });
  await over;
  expect(bystander.connected).toBe(true);
});

test('changing the password ends the other sign-ins and their sockets, not this one', async () => {
  const { login } = await makePerson(world.db);
  await world.as(login);
  const other = await world.as(login);
  const socket = await world.live(login);
  const agent = world.visitor();
  await sendForm(agent, '/login', { login, password: PASSWORD });
  const over = cut(socket);
  const wrong = await send(agent, '/account/password', {
    password: 'not mine at all',
    new_password: 'kettle under a bridge',
  });
  expect([wrong.status, Object.keys(wrong.body.fields)]).toEqual([422, ['password']]);
  const weak = await send(agent, '/account/password', { password: PASSWORD, new_password: 'password123' });
  expect([weak.status, Object.keys(weak.body.fields)]).toEqual([422, ['new_password']]);
  const done = await send(agent, '/account/password', {
    password: PASSWORD,
    new_password: 'kettle under a bridge',
  });
  expect(done.status).toBe(200);
  await over;
  expect(await isSignedIn(other)).toBe(false);
  expect(await isSignedIn(agent)).toBe(true);
  expect((await send(world.visitor(), '/login', { login, password: PASSWORD })).status).toBe(422);
  const fresh = { login, password: 'kettle under a bridge' };
  expect((await send(world.visitor(), '/login', fresh)).status).toBe(200);
});

test('people see their sign-ins and end one; those of others are not there', async () => {
  const mine = await makePerson(world.db);
  const theirs = await makePerson(world.db);
  const old = await world.as(mine.login);
  const socket = await world.live(mine.login);
  const [row] = await world.db('login_sessions').where({ person_id: mine.id });
  const agent = world.visitor().set('User-Agent', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0');
  await sendForm(agent, '/login', { login: mine.login, password: PASSWORD });
  const page = await agent.get('/account');
  expect(page.text).toContain('Firefox, Linux');
  expect(page.text).toContain(`/account/sign-ins/${row.id}/end`);
  const stranger = await world.as(theirs.login);
  expect((await send(stranger, `/account/sign-ins/${row.id}/end`)).status).toBe(404);
  expect((await send(stranger, '/account/sign-ins/nothing/end')).status).toBe(404);
  expect(await isSignedIn(old)).toBe(true);
  const over = cut(socket);
  expect((await send(agent, `/account/sign-ins/${row.id}/end`)).status).toBe(200);
  await over;
  expect(await isSignedIn(old)).toBe(false);
  expect(await isSignedIn(agent)).toBe(true);
});

test('name and language are changed on the account page, and a fault stands beside its field', async () => {
  const { id, login } = await makePerson(world.db);
  const agent = await world.as(login);
  expect((await send(agent, '/account/name', { display_name: ' Amber  Kite ' })).status).toBe(200);
  expect((await sendForm(agent, '/language', { locale: 'nl', next: '/account' })).headers.location).toBe(
    '/account',
  );
  const row = await world.db('people').where({ id }).first();
  expect([row.display_name, row.locale]).toEqual(['Amber Kite', 'nl']);
  const page = await sendForm(agent, '/account/name', { display_name: '' });
  expect(page.status).toBe(422);
  expect(page.text).toContain('id="f-display_name-error"');
  expect((await send(agent, '/language', { locale: 'tlh' })).status).toBe(422);
  const visitor = await send(world.visitor(), '/language', { locale: 'ar' });
  expect([visitor.status, visitor.body.location]).toEqual([200, '/']);
});

test('changes from another website are refused before anything is read', async () => {
  const { login } = await makePerson(world.db);
  const agent = await world.as(login);
  for (const path of [
    '/logout',
    '/account/name',
    '/account/password',
    '/language',
    '/recovery',
    '/accounts',
  ]) {
    const answer = await agent.post(path).set('Sec-Fetch-Site', 'cross-site').type('form').send({});
    expect([path, answer.status]).toEqual([path, 403]);
  }
  expect(await isSignedIn(agent)).toBe(true);
});
