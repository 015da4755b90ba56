// Pages that are kept or answered 304 are always those of this reader, now: whatever changes shows on the very
// next request, in every language, and the number of questions to the database does not grow with the teams.
import { translator } from '../../../src/i18n/locales';
import { asked } from '../../support/asked';
import {
  giveRole,
  type MadeHackathon,
  type MadePerson,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
  setPhases,
} from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let page: string;
let person: MadePerson;
let agent: Agent;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db);
  page = `/hackathons/${hackathon.slug}/challenges/${hackathon.challenge.slug}`;
  person = await makeRole(world.db, hackathon, 'participant');
  agent = await world.as(person.login);
});
afterAll(() => world.close());

const get = (who: Agent, etag = '', lang = 'en') =>
  who.get(page).set('Accept-Language', lang).set('If-None-Match', etag);

/** The page is known and unchanged; after `change` the very next request shows it anew. */
async function showsAtOnce(who: Agent, change: () => Promise<unknown>): Promise<string> {
  const { etag } = (await get(who).expect(200)).headers;
  await get(who, etag).expect(304);
  await change();
  const after = await get(who, etag).expect(200);
  expect(after.headers.etag).not.toBe(etag);
  await get(who, after.headers.etag).expect(304);
  return after.text;
}

const challenge = () => world.db('challenges').where({ id: hackathon.challenge.id });

describe.each(['a visitor', 'a participant'])('%s sees on the very next request', (name) => {
  const who = () => (name === 'a visitor' ? world.visitor() : agent);

  test('a question that was changed', async () => {
    const words = `What ${name} asks`;
    const text = await showsAtOnce(who(), () => challenge().update({ title: { en: words } }));
    expect(text).toContain(words);
  });

  test('a team that was founded, renamed, joined and archived', async () => {
    let id = '';
    const founded = await showsAtOnce(who(), async () => {
      id = (await makeTeam(world.db, hackathon, { name: `Before ${name}`, size: 2 })).id;
    });
    expect(founded).toContain(`Before ${name}`);
    const team = () => world.db('teams').where({ id });
    const renamed = await showsAtOnce(who(), () => team().update({ name: `After ${name}` }));
    expect(renamed).toContain(`After ${name}`);
    const before = (await team().first()).taken;
    await showsAtOnce(who(), async () => {
      const joiner = await makeRole(world.db, hackathon, 'participant');
      await world.db('memberships').insert({
        id: `m-${joiner.id}`.slice(0, 26),
        team_id: id,
        hackathon_id: hackathon.id,
        person_id: joiner.id,
        joined_at: new Date(),
      });
    });
    expect((await team().first()).taken).toBe(before + 1);
    const archived = await showsAtOnce(who(), () => team().update({ archived_at: new Date() }));
    expect(archived).not.toContain(`After ${name}`);
  });

  test('a phase that was moved, and one that ends with the clock', async () => {
    await showsAtOnce(who(), () => setPhases(world.db, hackathon.id, ['teams']));
    try {
      await showsAtOnce(who(), async () => world.deps.clock.set(new Date(Date.now() + 24.5 * 3_600_000)));
    } finally {
      world.deps.clock.set(null);
    }
  });

  test('a hackathon that is no longer open to all', async () => {
    const opened_at = new Date();
    const close = (at: Date | null) =>
      world.db('hackathons').where({ id: hackathon.id }).update({ opened_at: at });
    const { etag } = (await get(who()).expect(200)).headers;
    await close(null);
    await get(who(), etag).expect(name === 'a visitor' ? 404 : 200);
    await close(opened_at);
    await get(who()).expect(200);
  });
});

describe('a page of one reader never reaches another', () => {
  test('not by its ETag, and not in another language', async () => {
    const other = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
    const tags = new Set<string>();
    for (const who of [world.visitor(), agent, other])
      for (const lang of ['en', 'nl', 'ar']) {
        const answer = await get(who, [...tags].join(', '), lang);
        // An account without a choice of its own speaks English; its three answers are one page.
        if (answer.status === 304) continue;
        expect(tags).not.toContain(answer.headers.etag);
        expect(answer.text.includes(person.display_name)).toBe(who === agent);
        tags.add(answer.headers.etag as string);
      }
    expect(tags.size).toBeGreaterThanOrEqual(5);
  });

  test('a visitor gets the kept page in their own language only', async () => {
    for (const lang of ['nl', 'en', 'nl', 'ar', 'en']) {
      const answer = await get(world.visitor(), '', lang).expect(200);
      expect(answer.headers['content-language']).toBe(lang);
      expect(answer.text).toContain(`<html lang="${lang}"`);
      expect(answer.headers['cache-control']).toBe('private, no-cache');
    }
  });

  test('with a sentence about what was just done it is not kept at all', async () => {
    const first = await world.visitor().get(page).set('Cookie', 'said=accounts.said.recovered').expect(200);
    expect(first.headers.etag ?? '').not.toBe((await get(world.visitor())).headers.etag);
    expect((await get(world.visitor())).text).not.toContain('class="banner toast"');
  });
});

describe('a right that ends', () => {
  test('shows on the next request of the organiser who lost it', async () => {
    const organiser = await makePerson(world.db);
    await giveRole(world.db, hackathon.id, organiser, 'organiser', hackathon.organiser);
    const theirs = await world.as(organiser.login);
    expect((await get(theirs)).text).toContain(`${page}/form`);
    const text = await showsAtOnce(theirs, () =>
      world.db('roles').where({ person_id: organiser.id }).update({ ended_at: new Date() }),
    );
    expect(text).not.toContain(`${page}/form`);
  });

  test('a sign-in that was ended, and a name that was changed', async () => {
    const somebody = await makeRole(world.db, hackathon, 'participant');
    const theirs = await world.as(somebody.login);
    const text = await showsAtOnce(theirs, () =>
      world.db('people').where({ id: somebody.id }).update({ display_name: 'Renamed since' }),
    );
    expect(text).toContain('Renamed since');
    const signedOut = await showsAtOnce(theirs, () =>
      world.db('login_sessions').where({ person_id: somebody.id }).update({ ended_at: new Date() }),
    );
    expect(signedOut).not.toContain('Renamed since');
    expect(signedOut).toContain('href="/login"');
  });

  test('a cookie signed by nobody, or for another session, is nobody', async () => {
    const given = await world
      .visitor()
      .post('/login')
      .type('form')
      .send({ login: person.login, password: 'a long test password' });
    const [, value] = /sid=([^;]+)/.exec(String(given.headers['set-cookie']))!;
    const asked = (cookie: string) => world.visitor().get('/account').set('Cookie', `sid=${cookie}`);
    await asked(value!).expect(200);
    await asked(value!.slice(0, -3)).expect(302);
    await asked(
      value!.replace(/^s(%3A|:)(.)/, (_, colon, one) => `s${colon}${one === 'A' ? 'B' : 'A'}`),
    ).expect(302);
    await asked(decodeURIComponent(value!).slice(2).split('.')[0]!).expect(302);
  });
});

describe('the number of questions to the database', () => {
  test('is one for a question that is known, at most three for one that is not, with 3 teams and with 300', async () => {
    const counts: number[] = [];
    for (const size of [3, 300]) {
      await setPhases(world.db, hackathon.id, ['teams']);
      const [{ id: founder }] = await world.db('people').select('id').limit(1);
      await world.db.raw(
        `insert into teams (id, hackathon_id, challenge_id, name, name_key, pitch, languages, joining, weave_seed,
             founded_by, founded_at, changed_at)
         select md5(n || ?), ?, ?, 'T ' || n || ?, n || ?, '', '{en}', 'open', md5(n::text), ?, now(), now()
           from generate_series(1, ?) n`,
        [size, hackathon.id, hackathon.challenge.id, size, `k${size}`, founder, size].map(String),
      );
      await agent.get(`/hackathons/${hackathon.slug}`);
      counts.push(
        await asked(world.db, () => get(agent).expect(200)),
        await asked(world.db, () => get(agent).expect(200)),
        await asked(world.db, () => get(world.visitor()).expect(200)),
        await asked(world.db, () => get(world.visitor()).expect(200)),
      );
    }
    expect(counts.slice(4)).toEqual(counts.slice(0, 4));
    expect(counts[0]).toBeLessThanOrEqual(3);
    expect(counts.slice(1, 4)).toEqual([1, 1, 1]);
  });
});

test('a sentence that one visitor carries along stands on no page of others', async () => {
  const { etag } = (await get(world.visitor())).headers;
  await challenge().update({ title: { en: 'Asked anew' } });
  const odd = await world.visitor().get(page).set('Cookie', 'said =accounts.said.erased');
  expect(odd.status).toBe(200);
  const others = await get(world.visitor(), etag);
  expect(others.text).toContain('Asked anew');
  expect(others.text).not.toContain(translator('en')('accounts.said.erased'));
});
