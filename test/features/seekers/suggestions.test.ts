// Suggestions both ways with their reasons, filters of the list, and the same few statements whatever the size.
import type { Client } from 'pg';
import {
  type MadeHackathon,
  makeChallenge,
  makeHackathon,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const change = (id: string, columns: Record<string, unknown>) =>
  world.db('teams').where({ id }).update(columns);
const showCard = (agent: Agent, hackathon: MadeHackathon, card: Record<string, unknown>) =>
  agent.post(`/hackathons/${hackathon.slug}/card`).type('form').send(card).expect(303);
/** The part of a page between two marks, as text. */
const textBetween = (html: string, from: string, until: string) =>
  html.slice(html.indexOf(from), html.indexOf(until, html.indexOf(from))).replace(/<[^>]+>|\s+/g, ' ');

const others = (hackathonId: string, but: string[]): Promise<string[]> =>
  world.db('teams').where({ hackathon_id: hackathonId }).whereNotIn('id', but).pluck('id');

test('a person reads which teams fit, the best first, why, and gets in with one tap', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 4] });
  const other = await makeChallenge(world.db, hackathon.id, hackathon.organiser);
  const best = await makeTeam(world.db, hackathon, { size: 1, name: 'Best' });
  const asked = await makeTeam(world.db, hackathon, { size: 1, name: 'Asking', joining: 'request' });
  const stranger = await makeTeam(world.db, hackathon, { size: 1, name: 'Stranger' });
  const closed = await makeTeam(world.db, hackathon, { size: 1, name: 'By link', joining: 'invite' });
  await makeTeam(world.db, hackathon, { size: 4, name: 'Full' });
  await change(best.id, { languages: ['nl', 'ti'], seeks: ['film'], times: ['evenings', 'mornings'] });
  await change(asked.id, { languages: ['ti'], challenge_id: other.id });
  await change(stranger.id, { languages: ['uk'] });
  await change(closed.id, { languages: ['ti'] });
  const agent = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
  await showCard(agent, hackathon, {
    languages: ['ti', 'nl'],
    skills: 'film',
    times: 'evenings',
    challenges: hackathon.challenge.slug,
  });
  const page = (await agent.get(`/hackathons/${hackathon.slug}/teams`)).text;
  const suggested = page.slice(page.indexOf('class="suggested"'), page.indexOf('class="own-card"'));
  const ids = [...suggested.matchAll(/id="fits-([0-9a-z]+)"/g)].map((match) => match[1]);
  expect(ids).toEqual([best.id, asked.id]);
  const why = textBetween(suggested, `fits-${best.id}`, '</article>');
  for (const reason of [
    'You both speak Dutch and Tigrinya.',
    'You look for the same question.',
    'You have time together: Evenings.',
    'They look for what you bring: Photo and film.',
  ])
    expect(why).toContain(reason);
  expect(suggested).toContain(`href="/teams/${asked.id}#ask"`);
  expect(suggested.match(/class="weave cloth/g)).toHaveLength(2);
  // Above the list, and not in it once more; whoever else reads the list finds them there.
  const inList = (text: string) => [...text.matchAll(/id="team-([0-9a-z]+)"/g)].map((match) => match[1]);
  expect(inList(page).sort()).toEqual((await others(hackathon.id, [best.id, asked.id])).sort());
  expect(page.match(/<article/g)).toHaveLength(page.match(/<\/article>/g)!.length);
  const visitor = (await world.visitor().get(`/hackathons/${hackathon.slug}/teams`)).text;
  expect(inList(visitor)).toEqual(expect.arrayContaining([best.id, asked.id]));
  await agent.post(`/teams/${best.id}/members`).type('form').send({}).expect(303);
  const after = await agent.get(`/hackathons/${hackathon.slug}/teams`);
  expect(after.text).not.toContain('class="suggested"');
});

test('whoever lost a seat is not sent back: the team is not suggested, and its open door asks', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 4] });
  const team = await makeTeam(world.db, hackathon, { size: 2 });
  const [captain, second] = await Promise.all(team.members.map(({ login }) => world.as(login)));
  const path = `/teams/${team.id}`;
  const removal = { member: team.members[1]!.id, reason: 'No.' };
  await captain!.post(`${path}/removals`).type('form').send(removal).expect(303);
  const list = (await second!.get(`/hackathons/${hackathon.slug}/teams`)).text;
  expect([list.includes(`${path}/members`), list.includes(`fits-${team.id}`)]).toEqual([false, false]);
  expect(list).toContain(`${path}#ask`);
  expect((await second!.get(path)).text).toContain(`action="${path}/requests"`);
  await second!.post(`${path}/requests`).type('form').send({ motivation: '' }).expect(303);
});

test('a team reads which people fit and why; what its members bring counts as there', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 4] });
  const first = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
  await showCard(first, hackathon, { languages: 'en', skills: 'numbers' });
  const team = await makeTeam(world.db, hackathon, { size: 1 });
  await first.post(`/teams/${team.id}/members`).type('form').send({}).expect(303);
  const card = async (name: string, given: Record<string, unknown>) => {
    const person = await makeRole(world.db, hackathon, 'participant');
    await world.db('people').where({ id: person.id }).update({ display_name: name });
    await showCard(await world.as(person.login), hackathon, given);
  };
  await card('Same', { languages: 'en', skills: 'numbers' });
  await card('Fresh', { languages: 'en', skills: ['numbers', 'design'] });
  await card('Foreign', { languages: 'uk', skills: 'design' });
  const page = (await first.get(`/teams/${team.id}`)).text;
  const people = textBetween(page, 'id="seekers"', '</section>');
  expect(people.indexOf('Fresh')).toBeLessThan(people.indexOf('Same'));
  expect(people).toContain('Brings what nobody of you has yet: Design.');
  expect(people).toContain('Speaks English like you.');
  expect(people).not.toContain('Foreign');
  // One tap of the captain; a member reads that they wait for the answer.
  const captain = await world.as(team.members[0]!.login);
  const fresh = /personal-invitations"><button[^>]* name="person" value="(\w+)"/.exec(
    (await captain.get(`/teams/${team.id}`)).text,
  )![1]!;
  const invitation = { person: fresh };
  await captain.post(`/teams/${team.id}/personal-invitations`).type('form').send(invitation).expect(303);
  const waiting = (await first.get(`/teams/${team.id}`)).text;
  expect(textBetween(waiting, 'id="seekers"', '</section>')).toContain('Invited');
  expect(waiting).not.toContain('name="person"');
  const filtered = await first.get(`/teams/${team.id}/seekers?skill=design`);
  expect(filtered.text).toContain('Fresh');
  expect(filtered.text).not.toContain('<bdi>Same</bdi>');
});

test('the list can be narrowed to a working language, to what teams look for, and to free seats', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 2] });
  const film = await makeTeam(world.db, hackathon, { size: 1, name: 'Film' });
  const dutch = await makeTeam(world.db, hackathon, { size: 2, name: 'Dutch' });
  await change(film.id, { seeks: ['film', 'tech'] });
  await change(dutch.id, { seeks: ['tech'], languages: ['nl'] });
  const names = async (query: string) => {
    const { body } = await world.visitor().get(`/hackathons/${hackathon.slug}/teams.json?${query}`);
    return body.teams.map((team: { name: string }) => team.name);
  };
  expect(await names('')).toEqual(['Film', 'Dutch']);
  expect(await names('language=nl&language=uk')).toEqual(['Dutch']);
  expect(await names('seeks=film')).toEqual(['Film']);
  expect(await names('seeks=film&seeks=tech')).toEqual(['Film', 'Dutch']);
  expect(await names('free=yes')).toEqual(['Film']);
  expect(await names('seeks=tech&language=nl&free=yes')).toEqual([]);
  expect(await names("seeks=x'||1&free=maybe")).toEqual(['Film', 'Dutch']);
});

test('a team says how it works together: in its forms, on its page and in its JSON', async () => {
  const hackathon = await makeHackathon(world.db);
  const agent = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
  const team = { name: 'Doors', challenge: hackathon.challenge.slug, languages: 'en', joining: 'open' };
  const ways = { seeks: ['tech', 'film'], times: 'weekends', channel: 'calls' };
  const founded = await agent
    .post(`/hackathons/${hackathon.slug}/teams`)
    .type('form')
    .send({ ...team, ...ways })
    .expect(303);
  const at = founded.headers.location!;
  const page = textBetween((await agent.get(at)).text, 'class="together"', '</div>');
  expect(page).toContain('We look for: Technology and Photo and film.');
  expect(page).toContain('We have time: Weekends.');
  expect(page).toContain('We talk: In calls.');
  const json = async () => (await agent.get(`${at}.json`)).body.team;
  expect(await json()).toMatchObject({ seeks: ['tech', 'film'], times: ['weekends'], channel: 'calls' });
  await agent
    .post(at)
    .type('form')
    .send({ ...team, channel: 'phone' })
    .expect(422);
  await agent.post(at).type('form').send(team).expect(303);
  expect(await json()).toMatchObject({ seeks: [], times: [], channel: null });
});

/** Statements on any connection of the pool, those of prepared queries too. */
async function statementsOf(run: () => Promise<unknown>): Promise<number> {
  const { Client: Pg } = await import('pg');
  const { query } = Pg.prototype;
  let count = 0;
  Pg.prototype.query = function (this: Client, ...given: never[]) {
    count += 1;
    return (query as (...args: never[]) => unknown).apply(this, given);
  } as never;
  await run();
  Pg.prototype.query = query;
  return count;
}

test('list, card, team and people pages ask as often for 2,000 people and 500 teams as for three, and page through', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 4] });
  const own = await makeTeam(world.db, hackathon, { size: 2 });
  const seeker = await makeRole(world.db, hackathon, 'participant');
  const agents = {
    newcomer: await world.as(seeker.login),
    member: await world.as(own.members[0]!.login),
    organiser: await world.as(hackathon.organiser.login),
  };
  const at = `/hackathons/${hackathon.slug}`;
  const pages: [keyof typeof agents, string][] = [
    ['newcomer', `${at}/teams`],
    ['newcomer', `${at}/teams?seeks=film&free=yes`],
    ['newcomer', `${at}/card`],
    ['member', `/teams/${own.id}`],
    ['member', `/teams/${own.id}/seekers`],
    ['organiser', `${at}/seekers`],
  ];
  const measure = async () => {
    const counts: number[] = [];
    for (const [who, path] of pages) counts.push(await statementsOf(() => agents[who].get(path).expect(200)));
    return counts;
  };
  await showCard(agents.newcomer, hackathon, { languages: 'en', skills: 'film' });
  await makeTeam(world.db, hackathon, { size: 1 });
  await measure();
  const touch = () => change(own.id, { changed_at: new Date() });
  await touch();
  const few = await measure();
  // Each asks, and none asks much.
  expect(few.filter((count) => count < 2 || count > 20)).toEqual([]);
  await fill(hackathon, 2000, 500);
  await touch();
  expect(await measure()).toEqual(few);

  const seen = new Set<string>();
  let next: string | undefined = `${at}/seekers`;
  let steps = 0;
  while (next) {
    const html: string = (await agents.organiser.get(next)).text;
    for (const match of html.matchAll(/<bdi>(Seeker \d+)<\/bdi>/g)) seen.add(match[1]!);
    next = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    // Not every page on the way: from the third on the last.
    if (next && steps > 1 && steps < 90) next = next.replace(/page=\d+/, 'page=99');
    steps = steps > 1 && steps < 90 ? 99 : steps + 1;
  }
  expect(seen.has('Seeker 1') && seen.has('Seeker 2000')).toBe(true);
  const teams = new Set<string>();
  let more: string | undefined = `${at}/teams.json`;
  while (more) {
    const { body }: { body: { teams: { id: string }[]; next?: string } } = await agents.newcomer.get(more);
    for (const { id } of body.teams) teams.add(id);
    more = body.next;
  }
  expect(teams.size).toBe(502);
});

/** People with cards and teams of one, written by the database itself. */
async function fill(hackathon: MadeHackathon, people: number, teams: number): Promise<void> {
  const all = people + teams;
  const { db } = world;
  await db.raw(
    `insert into people (id, login, login_key, display_name, password_hash, locale, weave_seed, rules_accepted_at, joined_at)
     select 'many' || n, 'many' || n, 'many' || n, 'Seeker ' || n, '!', 'en', 'many' || n, now(), now()
       from generate_series(1, ?::int) n`,
    [all],
  );
  await db.raw(
    `insert into roles (id, hackathon_id, person_id, role, granted_by, granted_at, languages)
     select 'r' || n, :hackathon, 'many' || n, 'participant', :by, now(), '{en}'
       from generate_series(1, :all::int) n`,
    { hackathon: hackathon.id, by: hackathon.organiser.id, all },
  );
  await db.raw(
    `insert into seekers (hackathon_id, person_id, languages, times, skills, shown_at)
     select :hackathon, 'many' || n, array['en', case when n % 2 = 0 then 'ti' else 'ar' end],
            array[case when n % 3 = 0 then 'evenings' else 'weekends' end], array[case when n % 2 = 0 then 'film' else 'tech' end],
            now() + n * interval '1 millisecond'
       from generate_series(1, :people::int) n`,
    { hackathon: hackathon.id, people },
  );
  await db.raw(
    `insert into teams (id, hackathon_id, challenge_id, name, name_key, pitch, languages, joining, seeks, weave_seed,
                        founded_by, founded_at, changed_at)
     select 'many' || n, :hackathon, :challenge, 'Many ' || n, 'many ' || n, '', '{en}', 'open', '{film}', 'many' || n,
            'many' || (:people::int + n), now(), now()
       from generate_series(1, :teams::int) n`,
    { hackathon: hackathon.id, challenge: hackathon.challenge.id, people, teams },
  );
  await db.raw(
    `insert into memberships (id, team_id, hackathon_id, person_id, joined_at, captain_since)
     select 'many' || n, 'many' || n, :hackathon, 'many' || (:people::int + n), now(), now()
       from generate_series(1, :teams::int) n`,
    { hackathon: hackathon.id, people, teams },
  );
}
