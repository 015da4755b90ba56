// What somebody who means harm can send to teams: words nobody sees, words of moderators, doors that others opened.
import { teamReportable } from '../../../src/features/teams/teams.reportables';
import { WITHHELD } from '../../../src/web/withheld';
import { type MadeHackathon, makeHackathon, makeRole, makeTeam, setPhases } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db, { seats: [2, 4] });
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, body: object = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(body);
const participant = () => makeRole(world.db, hackathon, 'participant');
const founding = (name: string) => ({
  name,
  pitch: 'We try.',
  challenge: hackathon.challenge.slug,
  languages: 'en',
  joining: 'open',
});

describe('words nobody sees', () => {
  test('a team has a name that can be read, without signs that turn the text around it', async () => {
    const agent = await world.as((await participant()).login);
    const at = `/hackathons/${hackathon.slug}/teams`;
    for (const name of ['\u200b\u200b', '\u202e\u2066', '\u2060—\u2060', '...', '\u3164', '\u2800']) {
      const answer = await json(agent, at, founding(name));
      expect([name, answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([name, 422, ['name']]);
    }
    const made = await json(agent, at, founding('Open \u202edoors\u2069'));
    expect(made.status).toBe(201);
    expect((await json(agent, `/teams/${made.body.id}/departure`)).status).toBe(200);
    const team = await world.db('teams').where({ id: made.body.id }).first('name');
    expect(team.name).toBe('Open doors');
  });

  test('a reason for taking a seat away is one, and nobody writes what stands for a moderator’s act', async () => {
    const team = await makeTeam(world.db, hackathon, { size: 3 });
    const captain = await world.as(team.members[0]!.login);
    const remove = (reason: string) =>
      json(captain, `/teams/${team.id}/removals`, { member: team.members[1]!.id, reason });
    for (const reason of ['\u200b', '\u2060\u2060', '\u200e \u200f', '\u2800'])
      expect((await remove(reason)).body.fields).toHaveProperty('reason');
    expect((await remove(WITHHELD)).status).toBe(201);
    const row = await world.db('seat_changes').where({ person_id: team.members[1]!.id }).first('reason');
    expect(row.reason).toBe('—');
  });
});

describe('a link into a team', () => {
  const linkInto = async (teamId: string, login: string): Promise<string> =>
    (await json(await world.as(login), `/teams/${teamId}/invitations`)).body.location;

  test('shows no words that a moderator withdrew, nor the sign for them', async () => {
    const team = await makeTeam(world.db, hackathon, { size: 1 });
    const link = await linkInto(team.id, team.members[0]!.login);
    await world.db('teams').where({ id: team.id }).update({ pitch: WITHHELD });
    expect((await world.visitor().get(link)).text).not.toContain(WITHHELD);
  });

  test('into a full team says so, offers no button that fails, and leads to other teams', async () => {
    const team = await makeTeam(world.db, hackathon, { size: 4 });
    const link = await linkInto(team.id, team.members[0]!.login);
    const agent = await world.as((await participant()).login);
    const page = (await agent.get(link)).text;
    expect(page).not.toContain(`action="${link}/acceptance"`);
    expect(page).toContain('All 4 seats are taken.');
    expect(page).toContain(`href="/hackathons/${hackathon.slug}/teams"`);
    for (const left of [team.members[1]!])
      await json(await world.as(left.login), `/teams/${team.id}/departure`);
    expect((await agent.get(link)).text).toContain(`action="${link}/acceptance"`);
  });
});

describe('whoever acts for somebody else', () => {
  test('reads about that person, not about themselves, when the person sits elsewhere by now', async () => {
    const [one, other] = [await makeTeam(world.db, hackathon), await makeTeam(world.db, hackathon)];
    const organiser = await world.as(hackathon.organiser.login);
    const person = one.members[1]!;
    const refused = {
      error: 'teams.refused.sitsElsewhere',
      message: `This person sits in ${one.name} by now.`,
      current: { team: { id: one.id, name: one.name } },
    };
    const place = { person: person.id, team: other.id };
    expect((await json(organiser, `/hackathons/${hackathon.slug}/placements`, place)).body).toEqual(refused);
    const third = await makeTeam(world.db, hackathon);
    const move = { person: person.id, team: third.id, reason: 'They asked.' };
    expect((await json(organiser, `/teams/${other.id}/moves`, move)).body).toEqual(refused);
  });
});

describe('whoever comes and goes', () => {
  test('asks one team three times a day, and the captain is not told more often', async () => {
    const team = await makeTeam(world.db, hackathon, { size: 1, joining: 'request' });
    const agent = await world.as((await participant()).login);
    const ask = async () => {
      const made = await json(agent, `/teams/${team.id}/requests`, { motivation: 'Please.' });
      if (made.status === 201) await json(agent, `/requests/${made.body.id}/withdrawal`);
      return made;
    };
    const answers = [await ask(), await ask(), await ask(), await ask()];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
    expect(answers[3]!.body.error).toBe('teams.refused.askedOften');
    expect(
      await world.db('notices').where({ person_id: team.members[0]!.id, kind: 'asked' }).pluck('kind'),
    ).toHaveLength(3);
  });

  test('takes ten seats an hour by themselves; an organiser can still give them one', async () => {
    const team = await makeTeam(world.db, hackathon, { size: 1 });
    const person = await participant();
    const agent = await world.as(person.login);
    for (let n = 0; n < 10; n += 1) {
      expect((await json(agent, `/teams/${team.id}/members`)).status).toBe(201);
      await json(agent, `/teams/${team.id}/departure`);
    }
    const over = await json(agent, `/teams/${team.id}/members`);
    expect([over.status, over.body.error]).toEqual([429, 'teams.refused.cameOften']);
    const organiser = await world.as(hackathon.organiser.login);
    const place = { person: person.id, team: team.id };
    expect((await json(organiser, `/hackathons/${hackathon.slug}/placements`, place)).status).toBe(200);
  });
});

test('at the lock nobody is left alone: an organiser still gives a free seat, until writing ends', async () => {
  const own = await makeHackathon(world.db, { open: ['drafting'], seats: [2, 4] });
  const team = await makeTeam(world.db, own, { size: 2 });
  const [lonely, late] = [
    await makeRole(world.db, own, 'participant'),
    await makeRole(world.db, own, 'participant'),
  ];
  const organiser = await world.as(own.organiser.login);
  const page = (await organiser.get(`/hackathons/${own.slug}/people-without-team`)).text;
  expect(page).toContain(`action="/hackathons/${own.slug}/placements"`);
  expect(page).not.toContain('placement-plan');
  expect((await organiser.get('/desk')).text).toContain('2 people have no team');
  const place = (person: string) =>
    json(organiser, `/hackathons/${own.slug}/placements`, { person, team: team.id });
  expect((await place(lonely.id)).status).toBe(200);
  await setPhases(world.db, own.id, ['judging']);
  expect((await place(late.id)).status).toBe(403);
  const closed = (await organiser.get(`/hackathons/${own.slug}/people-without-team`)).text;
  expect(closed).not.toContain(`action="/hackathons/${own.slug}/placements"`);
});

test('whoever lost their seat does not come back in the name of a team of their own', async () => {
  const team = await makeTeam(world.db, hackathon, { size: 2 });
  const [captain, removed] = await Promise.all(team.members.map((one) => world.as(one.login)));
  const gone = { member: team.members[1]!.id, reason: 'They shouted.' };
  expect((await json(captain!, `/teams/${team.id}/removals`, gone)).status).toBe(201);
  const founded = await json(removed!, `/hackathons/${hackathon.slug}/teams`, founding('Back again'));
  const offer = await json(removed!, `/teams/${founded.body.id}/mergers`, { team: team.id });
  expect([offer.status, offer.body.error]).toEqual([409, 'mergers.refused.removed']);
});

test('a name that a moderator withdrew stands in no notice about two teams either', async () => {
  const [from, into] = [
    await makeTeam(world.db, hackathon, { size: 1, name: 'Slur Canary' }),
    await makeTeam(world.db, hackathon, { size: 1 }),
  ];
  const offer = { team: into.id };
  const offered = await json(await world.as(from.members[0]!.login), `/teams/${from.id}/mergers`, offer);
  expect(offered.status).toBe(201);
  await world.db.transaction((trx) =>
    teamReportable.withdraw!(world.deps, trx, from.id, { ...hackathon.organiser, role: 'organiser' }),
  );
  const notices = await world.db('notices').where({ person_id: into.members[0]!.id }).pluck('params');
  expect(notices).toHaveLength(1);
  expect(JSON.stringify(notices)).not.toContain('Slur Canary');
});

test('a plan counts nobody who found a team since: their seats are free in it, and what is too small says so', async () => {
  const own = await makeHackathon(world.db, { seats: [2, 3] });
  const people = await Promise.all([1, 2, 3, 4].map(() => makeRole(world.db, own, 'participant')));
  const team = await makeTeam(world.db, own, { size: 1 });
  const organiser = await world.as(own.organiser.login);
  await json(organiser, `/hackathons/${own.slug}/placement-plan`);
  const page = async () => (await organiser.get(`/hackathons/${own.slug}/people-without-team`)).text;
  expect(await page()).toContain('2 people planned');
  for (const person of people.slice(0, 3)) {
    const agent = await world.as(person.login);
    const given = { ...founding(`Alone ${person.id}`), challenge: own.challenge.slug };
    expect((await json(agent, `/hackathons/${own.slug}/teams`, given)).status).toBe(201);
  }
  const after = await page();
  expect(after).not.toContain('2 people planned');
  const [move] = await world.db('placement_moves').where({ person_id: people[3]!.id });
  const warning = move.team_id === team.id ? 'One person planned' : 'One new team has too few people.';
  expect(after).toContain(warning);
});
