import { makeHackathon, makePerson, makeRole } from '../../support/factories';
import { createWorld, PASSWORD, type World } from '../../support/world';
import { codesOf, GOOD, isSignedIn, send, sendForm, signUpFields } from './people';

let world: World;
beforeAll(async () => {
  world = await createWorld({ TRUST_PROXY: '1' });
});
afterAll(() => world.close());

const NEW = 'seven lamps on a wall';

async function someone() {
  const agent = world.visitor();
  const fields = signUpFields();
  const { body } = await send(agent, '/accounts', fields);
  return { agent, id: body.id as string, login: fields.login!, codes: await codesOf(agent) };
}

test('a code sets a new password once, ends every sign-in and signs nobody in', async () => {
  const { agent, login, codes } = await someone();
  const other = world.visitor();
  const answer = await sendForm(other, '/recovery', { login, code: codes[0]!, password: NEW });
  expect([answer.status, answer.headers.location]).toEqual([303, '/login']);
  expect(await isSignedIn(agent)).toBe(false);
  expect(await isSignedIn(other)).toBe(false);
  expect((await send(world.visitor(), '/login', { login, password: GOOD })).status).toBe(422);
  expect((await send(world.visitor(), '/login', { login, password: NEW })).status).toBe(200);
  const again = await send(world.visitor(), '/recovery', { login, code: codes[0]!, password: NEW });
  expect(again.status).toBe(422);
});

test('a code may be typed without hyphen, in capitals and with look-alikes', async () => {
  const { login, codes } = await someone();
  const typed = codes[1]!.replace('-', ' ').toUpperCase().replaceAll('0', 'O').replaceAll('1', 'l');
  expect((await send(world.visitor(), '/recovery', { login, code: typed, password: NEW })).status).toBe(200);
});

test('of ten who use one code at the same time one succeeds', async () => {
  const { login, codes } = await someone();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      send(world.visitor(), '/recovery', { login, code: codes[2]!, password: `${NEW} ${index}` }),
    ),
  );
  expect(answers.map((one) => one.status).sort()).toEqual([200, ...Array(9).fill(422)]);
  const right = answers.findIndex((one) => one.status === 200);
  expect((await send(world.visitor(), '/login', { login, password: `${NEW} ${right}` })).status).toBe(200);
});

test('recovery cuts sockets', async () => {
  const { login } = await makePerson(world.db);
  const agent = await world.as(login);
  await sendForm(agent, '/account/recovery-codes', { password: PASSWORD });
  const [code] = await codesOf(agent);
  const socket = await world.live(login);
  const over = new Promise<void>((resolve) => void socket.once('disconnect', () => resolve()));
  expect((await send(world.visitor(), '/recovery', { login, code: code!, password: NEW })).status).toBe(200);
  await over;
});

test('an unknown name, a wrong code and a code of somebody else are answered alike', async () => {
  const [one, two] = [await someone(), await someone()];
  const answers = [
    await send(world.visitor(), '/recovery', { login: 'nobody-here', code: '7k4p-m2qx', password: NEW }),
    await send(world.visitor(), '/recovery', { login: one.login, code: '7k4p-m2qx', password: NEW }),
    await send(world.visitor(), '/recovery', { login: one.login, code: two.codes[0]!, password: NEW }),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual(answers[0]!.body);
    expect(Object.keys(answer.headers).sort()).toEqual(Object.keys(answers[0]!.headers).sort());
  }
});

test('the eleventh try waits, even with the right code', async () => {
  const { login, codes } = await someone();
  const from = (address: string, code: string) =>
    send(world.visitor().set('X-Forwarded-For', address), '/recovery', { login, code, password: NEW });
  const answers: number[] = [];
  for (let count = 0; count < 10; count += 1) answers.push((await from('192.0.2.9', 'aaaa-aaaa')).status);
  expect(answers).toEqual(Array(10).fill(422));
  expect((await from('192.0.2.9', codes[0]!)).status).toBe(429);
  expect((await from('192.0.2.10', codes[0]!)).status).toBe(200);
});

test('after a recovery the wrong passwords of before are forgotten', async () => {
  const { login, codes } = await someone();
  for (let count = 0; count < 10; count += 1)
    await send(world.visitor(), '/login', { login, password: 'wrong one' });
  expect((await send(world.visitor(), '/login', { login, password: GOOD })).status).toBe(429);
  await send(world.visitor(), '/recovery', { login, code: codes[0]!, password: NEW });
  expect((await send(world.visitor(), '/login', { login, password: NEW })).status).toBe(200);
});

test('a weak new password, NUL and 4 kB are refused without using the code up', async () => {
  const { login, codes } = await someone();
  const code = codes[0]!;
  const tries: Record<string, string>[] = [
    { login, code, password: 'short' },
    { login, code, password: 'password1234' },
    { login, code: 'a\u0000b', password: NEW },
    { login, code: 'x'.repeat(4096), password: NEW },
    { login: 'x'.repeat(4096), code, password: NEW },
    { login, code, password: NEW, person: 'x' },
  ];
  for (const fields of tries) expect((await send(world.visitor(), '/recovery', fields)).status).toBe(422);
  expect((await send(world.visitor(), '/recovery', { login, code, password: NEW })).status).toBe(200);
});

test('new codes need the password and replace the old ones', async () => {
  const { agent, id, login, codes } = await someone();
  await sendForm(agent, '/recovery-codes');
  expect((await send(agent, '/account/recovery-codes', { password: 'not mine at all' })).status).toBe(422);
  expect(await codesOf(agent)).toEqual([]);
  const answer = await sendForm(agent, '/account/recovery-codes', { password: GOOD });
  expect(answer.headers.location).toBe('/recovery-codes');
  const fresh = await codesOf(agent);
  expect(fresh).toHaveLength(8);
  expect(fresh.filter((code) => codes.includes(code))).toEqual([]);
  expect(await world.db('recovery_codes').where({ person_id: id })).toHaveLength(8);
  expect((await send(world.visitor(), '/recovery', { login, code: codes[0]!, password: NEW })).status).toBe(
    422,
  );
  expect((await send(world.visitor(), '/recovery', { login, code: fresh[0]!, password: NEW })).status).toBe(
    200,
  );
});

test('codes are shown to the session that made them, for ten minutes', async () => {
  const { agent, login } = await someone();
  const other = world.visitor();
  await sendForm(other, '/login', { login, password: GOOD });
  expect(await codesOf(other)).toEqual([]);
  world.deps.clock.set(new Date(Date.now() + 11 * 60_000));
  expect(await codesOf(agent)).toEqual([]);
  world.deps.clock.set(null);
});

describe('an organiser helps', () => {
  const helpOf = (id: string) => `/people/${id}/recovery-code`;
  const codeIn = (text: string) => text.match(/\b[0-9a-z]{4}-[0-9a-z]{4}\b/)?.[0];

  test('a participant with one code, which is shown once, written down and told', async () => {
    const hackathon = await makeHackathon(world.db);
    const person = await makeRole(world.db, hackathon, 'participant');
    await world.as(person.login);
    const organiser = await world.as(hackathon.organiser.login);
    expect((await organiser.get(helpOf(person.id))).status).toBe(200);
    const made = await sendForm(organiser, helpOf(person.id));
    expect([made.status, made.headers.location]).toEqual([303, helpOf(person.id)]);
    const code = codeIn((await organiser.get(helpOf(person.id))).text)!;
    expect(code).toBeDefined();
    const activity = await world.db('activity').where({ act: 'makeRecoveryCode', subject_id: person.id });
    expect(activity).toMatchObject([{ person_id: hackathon.organiser.id, hackathon_id: hackathon.id }]);
    expect(JSON.stringify(activity)).not.toContain(code.replace('-', ''));
    const fields = { login: person.login, code, password: NEW };
    expect((await send(world.visitor(), '/recovery', fields)).status).toBe(200);
    expect((await send(world.visitor(), '/recovery', fields)).status).toBe(422);
    const agent = world.visitor();
    const back = await sendForm(agent, '/login', { login: person.login, password: NEW });
    expect(String(back.headers['set-cookie'])).toContain('accounts.said.helped');
    expect((await agent.get('/account')).text).toContain('Somebody used it to set a new password');
  });

  test('for 24 hours only, and a second code ends the first', async () => {
    const hackathon = await makeHackathon(world.db);
    const person = await makeRole(world.db, hackathon, 'participant');
    const organiser = await world.as(hackathon.organiser.login);
    const make = async () => {
      await sendForm(organiser, helpOf(person.id));
      return codeIn((await organiser.get(helpOf(person.id))).text)!;
    };
    const first = await make();
    const second = await make();
    const use = (code: string) =>
      send(world.visitor(), '/recovery', { login: person.login, code, password: NEW });
    expect((await use(first)).status).toBe(422);
    world.deps.clock.set(new Date(Date.now() + 25 * 3600_000));
    expect((await use(second)).status).toBe(422);
    world.deps.clock.set(null);
    expect((await use(second)).status).toBe(200);
  });

  test('nobody who holds more than a participant, no stranger, and nobody else may', async () => {
    const hackathon = await makeHackathon(world.db);
    const elsewhere = await makeHackathon(world.db);
    const person = await makeRole(world.db, hackathon, 'participant');
    const stranger = await makeRole(world.db, elsewhere, 'participant');
    const organiser = await world.as(hackathon.organiser.login);
    for (const role of ['organiser', 'juror', 'moderator', 'authority'] as const) {
      const guarded = await makeRole(world.db, hackathon, role);
      expect((await send(organiser, helpOf(guarded.id))).status).toBe(403);
    }
    const both = await makeRole(world.db, hackathon, 'participant');
    await world.db('people').where({ id: both.id }).update({ admin_at: new Date() });
    expect((await send(organiser, helpOf(both.id))).status).toBe(403);
    expect((await send(organiser, helpOf(stranger.id))).status).toBe(404);
    expect((await send(organiser, helpOf('nobody'))).status).toBe(404);
    const other = await world.as(stranger.login);
    expect((await send(other, helpOf(person.id))).status).toBe(404);
    expect((await send(world.visitor(), helpOf(person.id))).status).toBe(401);
    expect(await world.db('recovery_codes').whereNotNull('made_by').where({ person_id: person.id })).toEqual(
      [],
    );
  });
});
