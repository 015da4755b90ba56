// Plans of placement in tests: a hackathon with people to place, and what became of them.
import { type MadeHackathon, type MadePerson, makeHackathon, makeRole, makeTeam } from './factories';
import type { World } from './world';

/** People without a team, teams of these sizes, and their organiser. */
export async function planScene(
  world: World,
  people: number,
  teams: { size: number; joining?: 'open' | 'request' | 'invite' }[],
) {
  const hackathon = await makeHackathon(world.db, { seats: [2, 3] });
  const made = [];
  for (const team of teams) made.push(await makeTeam(world.db, hackathon, team));
  const alone: MadePerson[] = [];
  for (let n = 0; n < people; n++) alone.push(await makeRole(world.db, hackathon, 'participant'));
  const organiser = await world.as(hackathon.organiser.login);
  const at = `/hackathons/${hackathon.slug}`;
  return { hackathon, teams: made, people: alone, organiser, at, page: `${at}/people-without-team` };
}

export async function draftVersion({ db }: World, hackathon: MadeHackathon): Promise<string> {
  const plan = await db('placement_plans')
    .where({ hackathon_id: hackathon.id, state: 'draft' })
    .first('version');
  return String(plan?.version ?? 0);
}

export const noticesOf = ({ db }: World, person: MadePerson): Promise<string[]> =>
  db('notices').where({ person_id: person.id }).orderBy('kind').pluck('kind');
