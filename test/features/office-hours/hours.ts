// What tests of office hours share: a hackathon with an expert, and times that are typed in UTC.
import type { MadeHackathon, MadePerson, MadeTeam } from '../../support/factories';
import { makeHackathon, makeRole, makeTeam } from '../../support/factories';
import type { Agent, World } from '../../support/world';

export interface Stage {
  hackathon: MadeHackathon;
  expert: MadePerson;
  offers: Agent;
}

export async function stage(world: World): Promise<Stage> {
  const hackathon = await makeHackathon(world.db);
  const expert = await makeRole(world.db, hackathon, 'expert', 'City library');
  return { hackathon, expert, offers: await world.as(expert.login) };
}

export const post = (agent: Agent, path: string, fields: object = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);

/** Tomorrow at noon would be out of the phases of the factories: a whole hour that lies 3 to 10 hours ahead. */
function ahead(hours: number): Date {
  return new Date((Math.floor(Date.now() / 3_600_000) + hours) * 3_600_000);
}

/** The fields of the form for `minutes` from so many hours ahead, on the clock of UTC. */
export function form(hours: number, minutes: number, more: Record<string, string> = {}) {
  const [from, until] = [ahead(hours), new Date(ahead(hours).getTime() + minutes * 60_000)];
  // A zone of fixed distance in which both lie on one day, whenever the tests run.
  const shift = from.getUTCDate() === until.getUTCDate() ? 0 : 6;
  const text = (at: Date) => new Date(at.getTime() + shift * 3_600_000).toISOString();
  return {
    day: text(from).slice(0, 10),
    from: text(from).slice(11, 16),
    until: text(until).slice(11, 16),
    zone: shift === 0 ? 'UTC' : 'Asia/Dhaka',
    minutes: '0',
    kind: 'team',
    language: 'en',
    ...more,
  };
}

export const SEVERAL = { kind: 'group', link: 'https://meet.example.org/room' };

export async function offered(
  { hackathon, offers }: Pick<Stage, 'hackathon' | 'offers'>,
  fields: object,
): Promise<string[]> {
  const answer = await post(offers, `/hackathons/${hackathon.slug}/slots`, fields);
  if (answer.status !== 201) throw new Error(`not published: ${answer.status} ${answer.text}`);
  return answer.body.ids;
}

export interface Guests {
  team: MadeTeam;
  agent: Agent;
}

export async function guests(world: World, hackathon: MadeHackathon, size = 2): Promise<Guests> {
  const team = await makeTeam(world.db, hackathon, { size });
  return { team, agent: await world.as(team.members[0]!.login) };
}

export const book = ({ agent, team }: Guests, slot: string) =>
  post(agent, `/teams/${team.id}/bookings`, { slot });
