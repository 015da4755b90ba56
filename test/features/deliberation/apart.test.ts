// Who speaks at the jury's table: nobody about a team of their own, nobody who is muted; prizes that cannot slip.
import { makeRole } from '../../support/factories';
import { type MadeRound, makeAgreedRound } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let round: MadeRound;
beforeAll(async () => {
  world = await createWorld();
  round = await makeAgreedRound(world.db);
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const at = (page: string) => `/hackathons/${round.hackathon.slug}/${page}`;
const note = (n: number) => `/submissions/${round.submissions[n]!.id}/discussion-note`;
const chair = () => world.as(round.hackathon.organiser.login);
const prize = async (name: string, kind: 'place' | 'mention'): Promise<string> =>
  (await json(await chair(), at('prizes'), { 'name[en]': name, kind })).body.id;
const award = async (agent: Agent, id: string, n: number) =>
  json(agent, `/prizes/${id}/awards`, { submission: round.submissions[n]!.id, reason: 'It was tried.' });

test('an organiser who advised a team reads nothing of it there, notes nothing and awards it nothing; one who sits in a team has no seat', async () => {
  const { db } = world;
  const person = await makeRole(db, round.hackathon, 'organiser');
  const [advised, own] = [round.submissions[1]!.team, round.submissions[2]!.team];
  const now = new Date();
  await db('advisers').insert({ team_id: advised.id, person_id: person.id, since: now, ended_at: now });
  await db('roles').insert({
    id: 'a-member-organises',
    hackathon_id: round.hackathon.id,
    person_id: own.members[0]!.id,
    role: 'organiser',
    granted_by: round.hackathon.organiser.id,
    granted_at: now,
  });
  const id = await prize('For courage', 'mention');
  const given = (await award(await chair(), id, 1)).body.id;
  const agent = await world.as(person.login);
  const page = (await agent.get(at('deliberation'))).text;
  expect(page).not.toContain('Secret words 1.');
  expect(page).toContain('Secret words 2.');
  expect((await award(agent, id, 1)).body.error).toBe('deliberation.refused.conflict');
  expect((await json(agent, note(1), { text: 'I like them.', version: '0' })).body.error).toBe(
    'deliberation.refused.conflict',
  );
  expect((await json(agent, `/prize-awards/${given}/removal`)).body.error).toBe(
    'deliberation.refused.conflict',
  );
  const sits = await world.as(own.members[0]!.login);
  expect((await sits.get(at('deliberation'))).status).toBe(403);
  expect((await award(sits, id, 1)).body.error).toBe('jury.refused.interest');
  expect((await json(sits, `/prize-awards/${given}/removal`)).body.error).toBe('jury.refused.interest');
});

test('a muted juror writes no note and no reason for a prize; what was typed stays on the page', async () => {
  const { db } = world;
  const [juror] = round.jurors;
  const now = new Date();
  await db('moderation_cases').insert({
    id: 'case-of-a-juror',
    hackathon_id: round.hackathon.id,
    kind: 'message',
    thing_id: 'x',
    href: '/',
    opened_at: now,
    decision: 'mute',
    rule: 1,
    reason: 'Rude.',
    decided_by: round.hackathon.organiser.id,
    decided_at: now,
  });
  await db('mutes').insert({
    id: 'mute-of-a-juror',
    hackathon_id: round.hackathon.id,
    person_id: juror!.id,
    case_id: 'case-of-a-juror',
    since: now,
  });
  const agent = await world.as(juror!.login);
  const id = await prize('For noise', 'mention');
  expect((await award(agent, id, 0)).body.error).toBe('moderation.refused.mutedToEnd');
  const page = await agent.post(note(0)).type('form').send({ text: 'My loud words.', version: '0' });
  expect(page.status).toBe(403);
  expect(page.text).toContain('My loud words.');
  expect(await db('prize_awards').where({ prize_id: id })).toEqual([]);
  await db('mutes').update({ ended_at: now, ended_by: round.hackathon.organiser.id });
  expect((await award(agent, id, 0)).status).toBe(201);
});

test('a prize for a place cannot move up with its award because the one before it is taken away', async () => {
  const agent = await chair();
  const [first, second, third] = [
    await prize('First', 'place'),
    await prize('Second', 'place'),
    await prize('Third', 'place'),
  ];
  const given = (await award(agent, second!, 1)).body.id;
  expect((await json(agent, `/prizes/${first}/removal`)).body.error).toBe(
    'deliberation.refused.laterAwarded',
  );
  expect((await json(agent, `/prizes/${third}/removal`)).status).toBe(200);
  expect((await json(agent, `/prize-awards/${given}/removal`)).status).toBe(200);
  expect((await json(agent, `/prizes/${first}/removal`)).status).toBe(200);
});
