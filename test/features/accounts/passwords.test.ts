// A rush of sign-ins: a few passwords are tried at once, some wait, the rest is asked to come back.
import { setImmediate as turn } from 'node:timers/promises';
import { inTurn } from '../../../src/features/accounts/accounts.passwords';
import { makePerson } from '../../support/factories';
import { createWorld, PASSWORD, type World } from '../../support/world';

test('two hundred people who sign in at the same moment are all let in', async () => {
  const world = await createWorld({ RATE_FACTOR: '1000' });
  const people = await Promise.all(Array.from({ length: 200 }, () => makePerson(world.db)));
  const answers = await Promise.all(
    people.map(({ login }) =>
      world.visitor().post('/login').type('form').send({ login, password: PASSWORD }),
    ),
  );
  expect(answers.filter(({ status }) => status !== 303)).toEqual([]);
  await world.close();
});

test('three passwords are tried at once, 250 wait, the next one is sent away, and all who wait get their turn', async () => {
  const ends: (() => void)[] = [];
  let most = 0;
  const work = async () => {
    most = Math.max(most, ends.length);
    await new Promise<void>((resolve) => ends.push(resolve));
    ends.shift();
  };
  const all = Array.from({ length: 253 }, () => inTurn(work));
  await expect(inTurn(work)).rejects.toMatchObject({ status: 429, retryAfter: 5 });
  for (let done = 0; done < 253; done += 1) {
    await turn();
    expect(ends.length).toBeLessThanOrEqual(3);
    ends[0]!();
    await turn();
  }
  await Promise.all(all);
  expect(most).toBe(2);
  await expect(inTurn(async () => 'free again')).resolves.toBe('free again');
});

describe('after the sign-in', () => {
  let world: World;
  let login: string;
  beforeAll(async () => {
    world = await createWorld();
    ({ login } = await makePerson(world.db));
  });
  afterAll(() => world.close());

  test.each([
    ['/teams', '/teams'],
    ['/hackathons?page=2', '/hackathons?page=2'],
    ['//evil.example', '/desk'],
    ['/\\evil.example', '/desk'],
    ['\\\\evil.example', '/desk'],
    ['https://evil.example/desk', '/desk'],
    ['https:evil.example', '/desk'],
    ['javascript:alert(1)', '/desk'],
    ['/\t/evil.example', '/desk'],
    ['/%09//evil.example', '/%09//evil.example'],
    ['/.//evil.example', '/desk'],
    ['http://127.0.0.1:1/desk', '/desk'],
  ])('`next` %j leads to %s', async (next, to) => {
    const answer = await world
      .visitor()
      .post('/login')
      .type('form')
      .send({ login, password: PASSWORD, next });
    expect([answer.status, answer.headers.location]).toEqual([303, to]);
  });
});
