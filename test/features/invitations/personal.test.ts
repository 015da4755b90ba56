// People are invited by their account: who may, what they find, how it ends; and how whatever else waits ends with it.
import { jobMap } from '../../../src/job-map';
import {
  type MadeHackathon,
  type MadePerson,
  makeHackathon,
  makeRole,
  makeTeam,
  setPhases,
} from '../../support/factories';
import { type Agent, createWorld, PASSWORD, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db, { seats: [2, 4] });
});
afterAll(() => world.close());
beforeEach(() => world.db('notices').delete());

const signedIn = new Map<string, Promise<Agent>>();
function as({ login }: MadePerson): Promise<Agent> {
  const known = signedIn.get(login) ?? world.as(login);
  signedIn.set(login, known);
  return known;
}
async function send(person: MadePerson, path: string, body: object = {}) {
  const agent = await as(person);
  return agent.post(path).type('form').set('Accept', 'application/json').send(body);
}
const newcomer = () => makeRole(world.db, hackathon, 'participant');
const told = (person: MadePerson): Promise<string[]> =>
  world.db('notices').where({ person_id: person.id }).orderBy('kind').pluck('kind');
async function team(joining: 'open' | 'request' | 'invite' = 'invite', of = hackathon) {
  const made = await makeTeam(world.db, of, { size: 2, joining });
  const [captain, member] = made.members as [MadePerson, MadePerson];
  return { ...made, captain, member };
}
async function invite(by: MadePerson, teamId: string, person: MadePerson): Promise<string> {
  const made = await send(by, `/teams/${teamId}/personal-invitations`, { person: person.id });
  expect([made.status, made.body.message]).toEqual([201, undefined]);
  return made.body.id;
}
const answer = (person: MadePerson, id: string, end: string) =>
  send(person, `/personal-invitations/${id}/${end}`);
const decisionOf = async (id: string) =>
  (await world.db('personal_invitations').where({ id }).first('decision')).decision;

test('an invited person reads it on the desk and on the team’s page, and takes the seat with one tap', async () => {
  const { id, captain, member, name } = await team();
  const person = await newcomer();
  const page = await (await as(captain)).get(`/teams/${id}/personal-invitations?name=${person.display_name}`);
  expect(page.text).toContain(`value="${person.id}"`);
  const invitation = await invite(captain, id, person);
  expect([await told(person), await told(member)]).toEqual([['invited'], []]);
  expect((await (await as(captain)).get(`/teams/${id}`)).text).toContain(
    `/personal-invitations/${invitation}/withdrawal`,
  );
  for (const path of ['/desk', `/teams/${id}`]) {
    const { text } = await (await as(person)).get(path);
    expect(text).toContain(`${name} invites you.`);
    expect(text).toContain(`action="/personal-invitations/${invitation}/acceptance"`);
    expect(text).toContain(`action="/personal-invitations/${invitation}/refusal"`);
  }
  expect((await answer(person, invitation, 'acceptance')).body.location).toBe(`/teams/${id}`);
  expect(await decisionOf(invitation)).toBe('accepted');
  expect([await told(captain), await told(member)]).toEqual([['joined'], ['joined']]);
  expect((await (await as(person)).get('/desk')).text).not.toContain('invites you.');
  // Once more, as a slow phone sends it: they are in.
  expect((await answer(person, invitation, 'acceptance')).status).toBe(200);
});

test('only a captain invites, and only a participant who has no team, does not ask and has not said no', async () => {
  const { id, captain, member } = await team('request');
  const person = await newcomer();
  const at = `/teams/${id}/personal-invitations`;
  const tries = async (by: MadePerson, whom: MadePerson) => {
    const { status, body } = await send(by, at, { person: whom.id });
    return [status, body.error];
  };
  expect(await tries(member, person)).toEqual([403, 'teams.refused.captainOnly']);
  expect(await tries(captain, member)).toEqual([409, 'invitations.refused.hasTeam']);
  expect(await tries(captain, await makeRole(world.db, hackathon, 'expert'))).toEqual([
    422,
    'frame.errors.invalid',
  ]);
  const elsewhere = await makeHackathon(world.db);
  expect((await tries(captain, await makeRole(world.db, elsewhere, 'participant')))[0]).toBe(422);

  const asking = await newcomer();
  await send(asking, `/teams/${id}/requests`, {});
  expect(await tries(captain, asking)).toEqual([409, 'invitations.refused.asksAlready']);

  const invitation = await invite(captain, id, person);
  expect(await tries(captain, person)).toEqual([409, 'invitations.refused.invitedAlready']);
  expect((await send(person, `/teams/${id}/requests`)).body.error).toBe('teams.refused.invitesYou');
  expect((await answer(asking, invitation, 'acceptance')).status).toBe(404);
  expect((await answer(member, invitation, 'refusal')).status).toBe(403);
  expect((await answer(person, invitation, 'withdrawal')).status).toBe(403);
  expect((await answer(person, invitation, 'refusal')).status).toBe(200);
  expect(await told(captain)).toContain('invitationRefused');
  expect(await tries(captain, person)).toEqual([409, 'invitations.refused.saidNo']);
  expect((await answer(person, invitation, 'acceptance')).body.error).toBe(
    'invitations.refused.decided.refused',
  );
  expect((await send(person, `/teams/${id}/requests`)).status).toBe(201);
});

test('an invitation that was taken back is over, kindly, and can be made again', async () => {
  const { id, captain } = await team();
  const person = await newcomer();
  const first = await invite(captain, id, person);
  expect((await answer(captain, first, 'withdrawal')).status).toBe(200);
  const late = await answer(person, first, 'acceptance');
  expect([late.status, late.body.message]).toEqual([410, 'The team has taken this invitation back.']);
  const again = await invite(captain, id, person);
  expect((await answer(person, again, 'acceptance')).status).toBe(200);
});

test('a captain invites thirty people an hour, not more, also from a new team; whoever may not invite uses up none of them', async () => {
  const { id, captain, member } = await team();
  for (let n = 0; n < 29; n += 1) await world.deps.limits.personalInvitations.count(captain.id);
  const stranger = await newcomer();
  for (const one of [member, stranger])
    expect((await send(one, `/teams/${id}/personal-invitations`, { person: stranger.id })).status).toBe(403);
  await invite(captain, id, stranger);
  const over = await send(captain, `/teams/${id}/personal-invitations`, { person: (await newcomer()).id });
  expect(over.status).toBe(429);
});

test('a seat closes everything else that waits of the person, and the other teams hear it, each once', async () => {
  const [mine, asked, inviting, own] = [
    await team('open'),
    await team('request'),
    await team(),
    await team(),
  ];
  const person = await newcomer();
  await send(person, `/teams/${asked.id}/requests`, {});
  const other = await invite(inviting.captain, inviting.id, person);
  const bystander = await newcomer();
  const theirs = await invite(inviting.captain, inviting.id, bystander);
  const same = await invite(mine.captain, mine.id, person);
  await world.db('notices').delete();
  expect((await send(person, `/teams/${mine.id}/members`)).status).toBe(201);
  expect(await world.db('join_requests').where({ person_id: person.id }).pluck('decision')).toEqual([
    'closed',
  ]);
  expect([await decisionOf(other), await decisionOf(same), await decisionOf(theirs)]).toEqual([
    'closed',
    'accepted',
    null,
  ]);
  expect(await Promise.all([asked.captain, inviting.captain, mine.captain, own.captain].map(told))).toEqual([
    ['foundSeat'],
    ['foundSeat'],
    ['joined'],
    [],
  ]);
  const page = await (await as(asked.captain)).get('/notices');
  expect(page.text).toContain(person.display_name);
  expect((await answer(person, other, 'acceptance')).body.error).toBe('teams.refused.alreadyInTeam');
});

test('founding a team and being placed close what waits, too', async () => {
  const inviting = await team();
  const [founder, placed] = [await newcomer(), await newcomer()];
  const ids = [
    await invite(inviting.captain, inviting.id, founder),
    await invite(inviting.captain, inviting.id, placed),
  ];
  const found = await send(founder, `/hackathons/${hackathon.slug}/teams`, {
    name: 'Founded Meanwhile',
    challenge: hackathon.challenge.slug,
    languages: 'en',
    joining: 'open',
  });
  expect(found.status).toBe(201);
  const place = { person: placed.id, team: found.body.id };
  await send(hackathon.organiser, `/hackathons/${hackathon.slug}/placements`, place);
  expect(await Promise.all(ids.map(decisionOf))).toEqual(['closed', 'closed']);
  expect(await told(inviting.captain)).toEqual(['foundSeat', 'foundSeat']);
});

test('when the last member leaves, those who waited are told, and whoever opens a link reads it first', async () => {
  const made = await makeTeam(world.db, hackathon, { size: 1, joining: 'request' });
  const [asking, invited] = [await newcomer(), await newcomer()];
  await send(asking, `/teams/${made.id}/requests`, {});
  const invitation = await invite(made.members[0]!, made.id, invited);
  const link = (await send(made.members[0]!, `/teams/${made.id}/invitations`)).body.location;
  await world.visitor().get(link).expect(200);
  await world.db('notices').delete();
  await send(made.members[0]!, `/teams/${made.id}/departure`);
  expect([await told(asking), await told(invited)]).toEqual([['teamOver'], ['teamOver']]);
  // Nobody signs up for a team that is over.
  expect((await world.visitor().get(link).expect(410)).text).toContain('This team has ended.');
  expect((await answer(invited, invitation, 'acceptance')).status).toBe(410);
});

test('who waits for a team whose last member deleted their account hears it within a minute', async () => {
  const made = await makeTeam(world.db, hackathon, { size: 1, joining: 'request' });
  const [asking, invited] = [await newcomer(), await newcomer()];
  await send(asking, `/teams/${made.id}/requests`, {});
  const invitation = await invite(made.members[0]!, made.id, invited);
  const erased = await send(made.members[0]!, '/account/erasure', { password: PASSWORD });
  expect(erased.status).toBe(200);
  expect((await answer(invited, invitation, 'acceptance')).status).toBe(409);
  await jobMap(world.deps).waitingEnds!.run({ payload: {}, attempt: 1 });
  expect([await told(asking), await told(invited)]).toEqual([['teamOver'], ['invited', 'teamOver']]);
  expect(await decisionOf(invitation)).toBe('closed');
});

test('at the lock whatever waits ends with a word to those who wait; a team with more time goes on', async () => {
  const soon = await makeHackathon(world.db, { open: ['teams'] });
  const [late, lucky] = [await team('request', soon), await team('request', soon)];
  const [asking, invited, patient] = await Promise.all(
    [1, 2, 3].map(() => makeRole(world.db, soon, 'participant')),
  );
  await send(asking!, `/teams/${late.id}/requests`, {});
  const ended = await invite(late.captain, late.id, invited!);
  const stays = await invite(lucky.captain, lucky.id, patient!);
  const run = () => jobMap(world.deps).waitingEnds!.run({ payload: {}, attempt: 1 });
  expect(await run()).toEqual({ again: 60 });
  expect(await decisionOf(ended)).toBeNull();
  await setPhases(world.db, soon.id, ['drafting']);
  await world.db('extensions').insert({
    id: 'extension-of-the-lucky',
    team_id: lucky.id,
    phase: 'teams',
    until: new Date(Date.now() + 3_600_000),
    reason: 'Illness',
    by_id: soon.organiser.id,
    at: new Date(),
  });
  // Before the job comes by, the door says it already.
  const closed = await answer(invited!, ended, 'acceptance');
  expect([closed.status, closed.body.message]).toEqual([
    410,
    'Teams are closed now, so this invitation has ended.',
  ]);
  await world.db('notices').delete();
  await Promise.all([run(), run()]);
  expect([await told(asking!), await told(invited!), await told(late.captain), await told(patient!)]).toEqual(
    [['requestEnded'], ['invitedEnded'], ['invitationEnded'], []],
  );
  expect(await world.db('join_requests').where({ team_id: late.id }).pluck('decision')).toEqual(['ended']);
  expect([await decisionOf(ended), await decisionOf(stays)]).toEqual(['ended', null]);
  expect((await (await as(asking!)).get('/notices')).text).toContain('can give you a seat');
  expect((await answer(patient!, stays, 'acceptance')).status).toBe(200);
  await world.db('notices').delete();
  await run();
  expect(await world.db('notices')).toEqual([]);
});

test('somebody who is invited, and invited again after the invitation was taken back, is told once a day', async () => {
  const { id, captain } = await team();
  const [person, other] = [await newcomer(), await newcomer()];
  for (let n = 0; n < 3; n++) {
    const invitation = await invite(captain, id, person);
    expect((await answer(captain, invitation, 'withdrawal')).status).toBe(200);
  }
  expect(await told(person)).toEqual(['invited']);
  await invite(captain, id, other);
  const second = await team();
  await invite(second.captain, second.id, other);
  expect(await told(other)).toEqual(['invited', 'invited']);
  await world
    .db('notices')
    .where({ person_id: person.id })
    .update({ at: new Date(Date.now() - 25 * 3_600_000) });
  await invite(captain, id, person);
  expect(await told(person)).toEqual(['invited', 'invited']);
  const { text } = await (await as(person)).get(`/teams/${id}`);
  expect(text).toContain('/acceptance');
});
