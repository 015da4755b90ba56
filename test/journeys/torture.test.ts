// The small sizes of `npm run torture` that need no process of their own. Kills: test/process/simulate.test.ts;
// races: test/journeys/races.test.ts; slow readers and floods: test/journeys/hostile/events.test.ts and the
// tests of each limit.
import type { Knex } from 'knex';
import { makeFounderLink } from '../../src/features/accounts/accounts.founding.actions';
import { createRandom } from '../../src/simulation/random';
import { liveMap } from '../../src/sockets';
import { codesTrial } from '../../src/torture/codes';
import { deadlineTrial } from '../../src/torture/deadline';
import { fuzzTrial } from '../../src/torture/fuzz';
import { mayKnow } from '../../src/torture/fuzz.canaries';
import { makeCase } from '../../src/torture/fuzz.cases';
import { anyText } from '../../src/torture/fuzz.values';
import type { Given, Target } from '../../src/torture/trial';
import { makeAdviser, makeHackathon, makePerson, makeRole, makeTeam } from '../support/factories';
import { createWorld, type World } from '../support/world';

let world: World;
let target: Target;
const given: Given = { seed: 'small', small: true, progress: { show() {}, say() {}, end() {} } };

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '100000' });
  target = {
    base: world.base,
    db: world.db,
    founderLink: () => makeFounderLink(world.db, world.deps.clock),
    faults: () => world.logged.filter((line) => JSON.parse(line).level >= 50),
  };
});
afterAll(() => world.close());

test('generated requests and events at every route and event as everybody: no crash, no foreign word, nothing slow', async () => {
  const declared = world.app.locals.declared;
  const events = liveMap(world.deps).map((one) => one.event);
  const { faults, did } = await fuzzTrial({ ...target, declared, events }, { ...given, cases: 1_200 });
  expect({ faults, did }).toEqual({ faults: [], did });
});

test('hand-ins around the end: accepted is what arrived before it, and each of those is kept', async () => {
  const { faults, did } = await deadlineTrial(target, given);
  expect({ faults, did }).toEqual({ faults: [], did });
});

test('guessed codes open nothing, and whoever has a right one comes in, from the attacked address too', async () => {
  const own = await createWorld({ TRUST_PROXY: '1' });
  const faults = () => own.logged.filter((line) => JSON.parse(line).level >= 50);
  const founderLink = () => makeFounderLink(own.db, own.deps.clock);
  const verdict = await codesTrial({ base: own.base, db: own.db, founderLink, faults }, given).finally(() =>
    own.close(),
  );
  expect(verdict).toMatchObject({ faults: [] });
});

test('the same seed makes the same cases, another seed others', () => {
  const material = {
    actors: ['visitor', 'member'],
    declared: [
      { method: 'post' as const, path: '/teams/:id/members', feature: 'teams', who: 'anyone' as const },
    ],
    events: ['room:join'],
    pools: { ids: new Map([['teams', ['a', 'b']]]), forms: new Map(), pages: new Map(), pagesRead: 0 },
    rooms: new Map([['member', ['r']]]),
  };
  const cases = (seed: string) =>
    Array.from({ length: 50 }, (_, number) => makeCase({ ...material, seed }, number));
  expect(cases('a')).toEqual(cases('a'));
  expect(cases('a')).not.toEqual(cases('b'));
  expect(anyText(createRandom('x'))).toBe(anyText(createRandom('x')));
});

test('whoever reads a planted word they have no right to is noticed', async () => {
  const db: Knex = world.db;
  const hackathon = await makeHackathon(db);
  const team = await makeTeam(db, hackathon);
  const other = await makeTeam(db, hackathon);
  const adviser = await makeAdviser(db, hackathon, team);
  const juror = await makeRole(db, hackathon, 'juror');
  const stranger = await makePerson(db);
  const { slug } = hackathon;
  const may = (login: string, kind: 'room' | 'name' | 'sheet' | 'hidden', login2?: string) =>
    mayKnow(db, login, { kind, slug, team: team.id, ...(login2 ? { login: login2 } : {}) });
  const member = team.members[0]!.login;
  expect(
    await Promise.all(
      [member, adviser.login, other.members[0]!.login, juror.login, stranger.login].map((who) =>
        may(who, 'room'),
      ),
    ),
  ).toEqual([true, true, false, false, false]);
  expect(
    await Promise.all([adviser.login, juror.login, stranger.login].map((who) => may(who, 'name', member))),
  ).toEqual([true, false, false]);
  expect(await Promise.all([juror.login, member].map((who) => may(who, 'sheet', juror.login)))).toEqual([
    true,
    false,
  ]);
  expect(await may(stranger.login, 'hidden')).toBe(false);
});
