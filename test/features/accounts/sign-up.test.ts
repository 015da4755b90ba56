import { createWorld, type World } from '../../support/world';
import { codesOf, GOOD, isSignedIn, send, sendForm, signUpFields } from './people';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test('sign-up signs in and leads to eight codes that are stored as hashes only', async () => {
  const agent = world.visitor();
  const answer = await sendForm(agent, '/accounts', signUpFields({ next: '/hackathons' }));
  expect([answer.status, answer.headers.location]).toEqual([303, '/recovery-codes']);
  const page = await agent.get('/recovery-codes');
  expect(page.status).toBe(200);
  expect(page.text).toContain('Silver Fig');
  const codes = await codesOf(agent);
  expect(new Set(codes).size).toBe(8);
  for (const code of codes) expect(page.text).toContain(code);
  const stored = JSON.stringify([
    await world.db('recovery_codes').select(),
    await world.db('sessions').select(),
  ]);
  for (const code of codes) expect(stored).not.toContain(code.replace('-', ''));
  const on = await sendForm(agent, '/recovery-codes');
  expect(on.headers.location).toBe('/hackathons');
  expect((await agent.get('/recovery-codes')).headers.location).toBe('/account');
});

test('JSON callers get 201 with location and id, and the password is argon2id', async () => {
  const fields = signUpFields();
  const answer = await send(world.visitor(), '/accounts', fields);
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({ location: '/recovery-codes', id: expect.any(String) });
  const row = await world.db('people').where({ id: answer.body.id }).first();
  expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(row.email).toBeNull();
});

test('an invitation is carried on until after the codes', async () => {
  const agent = world.visitor();
  const form = await agent.get('/sign-up?invite=abc123');
  expect(form.text).toContain('name="invite" value="abc123"');
  await sendForm(agent, '/accounts', signUpFields({ invite: 'abc123' }));
  expect((await sendForm(agent, '/recovery-codes')).headers.location).toBe('/invitations/abc123');
});

test('a sign-in name belongs to one person, whatever its case or way of writing', async () => {
  const login = `Zo\u00eb-${Date.now()}`;
  expect((await send(world.visitor(), '/accounts', signUpFields({ login }))).status).toBe(201);
  for (const other of [login.toUpperCase(), login.normalize('NFD'), ` ${login} `]) {
    const answer = await send(world.visitor(), '/accounts', signUpFields({ login: other }));
    expect(answer.status).toBe(422);
    expect(answer.body.fields.login).toMatch(/already has this name/);
  }
});

test('of ten who want one name at the same time one gets it', async () => {
  const login = `wanted-${Date.now()}`;
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => send(world.visitor(), '/accounts', signUpFields({ login }))),
  );
  expect(answers.map((one) => one.status).sort()).toEqual([201, ...Array(9).fill(422)]);
});

test.each([
  ['ab', 422],
  ['has space', 422],
  ['a/b/c', 422],
  ['zoe@example.org', 422],
  ['\u202eevil', 422],
  ['x'.repeat(61), 422],
  ['ﷺabc', 422],
  ['سلمى.2', 201],
  ['ሰላም-1', 201],
  ['x_y.z-1', 201],
])('the sign-in name %j gets %i', async (login, status) => {
  expect((await send(world.visitor(), '/accounts', signUpFields({ login }))).status).toBe(status);
});

test.each([
  ['nine char', 422],
  ['ten chars!', 201],
  ['x'.repeat(257), 422],
  ['correct horse 🔑 '.repeat(16), 201],
  ['كلمة سرّ 🔑 طويلة جدًّا '.repeat(5), 201],
  ['  spaces at both ends  ', 201],
  ['password1234', 422],
  ['P@ssw0rd!!!!', 422],
  ['1234567890', 422],
  ['qwertyuiop', 422],
  ['abcabcabcabc', 422],
  ['inquirylab2026', 422],
  ['Inquiry Lab 2026!', 422],
  ['iloveyou2026', 422],
])('the password %j gets %i', async (password, status) => {
  const answer = await send(world.visitor(), '/accounts', signUpFields({ password }));
  expect(answer.status).toBe(status);
  if (status === 422) expect(Object.keys(answer.body.fields)).toEqual(['password']);
});

test('a password made of the own name is refused with its reason', async () => {
  const login = 'samira-haddad';
  const answer = await send(
    world.visitor(),
    '/accounts',
    signUpFields({ login, password: 'SamiraHaddad99' }),
  );
  expect(answer.body.fields.password).toMatch(/own name/);
});

test('spaces around a password count, and so does everything after 72 bytes', async () => {
  const login = `long-${Date.now()}`;
  const password = ` ${'river and stone '.repeat(6)}one`;
  expect((await send(world.visitor(), '/accounts', signUpFields({ login, password }))).status).toBe(201);
  const tries = [password, password.trim(), `${password.slice(0, -3)}two`];
  const codes = [];
  for (const one of tries)
    codes.push((await send(world.visitor(), '/login', { login, password: one })).status);
  expect(codes).toEqual([200, 422, 422]);
});

test('every fault is named at once, and what was typed stays but for the password', async () => {
  const fields = { display_name: 'Zoë & Co', login: 'a b', password: 'short', locale: 'en' };
  const json = await send(world.visitor(), '/accounts', fields);
  expect(Object.keys(json.body.fields).sort()).toEqual(['accept_rules', 'login', 'password']);
  const page = await sendForm(world.visitor(), '/accounts', fields);
  expect(page.status).toBe(422);
  expect(page.text).toContain('Zoë &amp; Co');
  expect(page.text).toContain('has 5 letters. Write 5 more.');
  expect(page.text).not.toContain('value="short"');
});

test('NUL, unknown fields, 4 kB values and other websites are refused', async () => {
  const tries: Record<string, string>[] = [
    { display_name: 'a\u0000b' },
    { login: 'a\u0000bc' },
    { role: 'admin' },
    { may_found: 'true' },
    { display_name: 'x'.repeat(4096) },
    { login: 'x'.repeat(4096) },
    { password: 'x'.repeat(4097) },
    { email: `${'x'.repeat(4096)}@example.org` },
    { locale: 'tlh' },
    { accept_rules: 'no' },
    { display_name: '\u202e\u200f ' },
  ];
  for (const more of tries) {
    const answer = await send(world.visitor(), '/accounts', signUpFields(more));
    expect([JSON.stringify(more).slice(0, 40), answer.status]).toEqual([
      JSON.stringify(more).slice(0, 40),
      422,
    ]);
  }
  const other = await send(world.visitor().set('Sec-Fetch-Site', 'cross-site'), '/accounts', signUpFields());
  expect(other.status).toBe(403);
});

test('“Another one” draws again without scripts and keeps what was typed', async () => {
  const seed = 'a'.repeat(26);
  const fields = signUpFields({ weave_seed: seed, again: 'weave', display_name: 'Amber Kite' });
  const page = await sendForm(world.visitor(), '/sign-up', fields);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Amber Kite');
  expect(page.text).not.toContain(seed);
  expect(page.text).not.toContain(GOOD);
  const name = await sendForm(world.visitor(), '/sign-up', { ...fields, again: 'name' });
  expect(name.text).toContain(seed);
  expect(name.text).not.toContain('Amber Kite');
});

test('the weave that was shown is the weave that is kept', async () => {
  const seed = 'b'.repeat(26);
  const { body } = await send(world.visitor(), '/accounts', signUpFields({ weave_seed: seed }));
  expect((await world.db('people').where({ id: body.id }).first()).weave_seed).toBe(seed);
});

test('a display name that looks like an e-mail address is taken, with a warning', async () => {
  const agent = world.visitor();
  await sendForm(agent, '/accounts', signUpFields({ display_name: 'zoe@example.org' }));
  expect((await agent.get('/recovery-codes')).text).toContain('looks like an e-mail address');
});

test('an e-mail address is kept only if given, and can be deleted', async () => {
  const agent = world.visitor();
  const { body } = await send(agent, '/accounts', signUpFields({ email: 'zoe@example.org' }));
  expect((await agent.get('/account')).text).toContain('zoe@example.org');
  await send(agent, '/account/email-removal');
  expect((await world.db('people').where({ id: body.id }).first()).email).toBeNull();
});

test('sign-ups from one address end at 300 a minute', async () => {
  const { signUps } = world.deps.limits;
  for (let count = 0; count < 300; count += 1) await signUps.count('192.0.2.7');
  await expect(signUps.count('192.0.2.7')).rejects.toMatchObject({ status: 429 });
});

test('nobody signed up by looking; pages of sign-up are there in three languages', async () => {
  for (const [lang, word] of [
    ['en', 'Make your account'],
    ['nl', 'Maak je account'],
    ['ar', 'أنشئ حسابك'],
  ]) {
    const page = await world.visitor().get(`/sign-up?lang=${lang}`);
    expect(page.text).toContain(word);
    expect(page.headers['cache-control']).toBe('no-store');
  }
  expect(await isSignedIn(world.visitor())).toBe(false);
});

test('no name, sign-in name or password is in the log', async () => {
  const fields = signUpFields({ display_name: 'Never Logged', login: `never-${Date.now()}` });
  await send(world.visitor(), '/accounts', fields);
  await send(world.visitor(), '/login', { login: fields.login!, password: 'not the password' });
  const log = world.logged.join('');
  for (const secret of ['Never Logged', fields.login!, GOOD, 'not the password'])
    expect(log).not.toContain(secret);
});
