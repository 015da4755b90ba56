// What tests of forming teams ask again and again: teams whose people are signed in, who sits where, who was told.
import { type MadeHackathon, type MadePerson, type MadeTeam, makeTeam } from './factories';
import type { Agent, World } from './world';

/** A form, sent by a page that wants JSON. */
export const json = (agent: Agent, path: string, body: object = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(body);

export interface SignedTeam extends MadeTeam {
  /** Of the members, in their order; the captain is the first. */
  agents: Agent[];
  captain: Agent;
  ids: string[];
  path: string;
}

export async function signedTeam(
  world: World,
  hackathon: MadeHackathon,
  given: Parameters<typeof makeTeam>[2],
): Promise<SignedTeam> {
  const made = await makeTeam(world.db, hackathon, given);
  const agents = await Promise.all(made.members.map((one) => world.as(one.login)));
  const ids = made.members.map((one) => one.id);
  return { ...made, agents, captain: agents[0]!, ids, path: `/teams/${made.id}` };
}

/** In the order in which they came. */
export const seatsOf = ({ db }: World, teamId: string): Promise<string[]> =>
  db('memberships')
    .where({ team_id: teamId })
    .whereNull('ended_at')
    .orderBy(['joined_at', 'id'])
    .pluck('person_id');

export async function captainOf({ db }: World, teamId: string): Promise<string | undefined> {
  const seats = db('memberships').where({ team_id: teamId }).whereNull('ended_at');
  return (await seats.whereNotNull('captain_since').first('person_id'))?.person_id;
}

/** The kinds of what somebody was told, the oldest first. */
export const toldTo = ({ db }: World, person: Pick<MadePerson, 'id'>): Promise<string[]> =>
  db('notices').where({ person_id: person.id }).orderBy(['at', 'id']).pluck('kind');

/**
 * Nobody sits twice, no team is too full, each that is not over has one captain, and each seat that went over with a
 * merge ends in one that began.
 */
export async function seatsHold({ db }: World, hackathon: MadeHackathon): Promise<void> {
  const { rows } = await db.raw(
    `select t.id, t.archived_at is not null as over, t.taken, h.seats_max, count(m.id)::int as seated,
            count(m.captain_since)::int as captains
       from teams t join hackathons h on h.id = t.hackathon_id
       left join memberships m on m.team_id = t.id and m.ended_at is null
      where h.id = ? group by t.id, h.id`,
    [hackathon.id],
  );
  for (const row of rows) {
    expect([row.id, row.captains]).toEqual([row.id, row.over ? 0 : 1]);
    expect([row.id, row.over]).toEqual([row.id, row.seated === 0]);
    expect([row.id, row.seated]).toEqual([row.id, row.taken]);
    expect(row.seated).toBeLessThanOrEqual(row.seats_max);
  }
  const twice = await db.raw(
    `select person_id from memberships where ended_at is null and hackathon_id = ?
      group by person_id having count(*) > 1`,
    [hackathon.id],
  );
  expect(twice.rows).toEqual([]);
  const torn = await db.raw(
    `select c.id from seat_changes c join memberships o on o.id = c.membership_id
       join memberships n on n.id = c.to_membership_id
      where c.hackathon_id = ? and c.kind = 'merged' and (o.ended_at is null or n.person_id <> o.person_id)`,
    [hackathon.id],
  );
  expect(torn.rows).toEqual([]);
}
