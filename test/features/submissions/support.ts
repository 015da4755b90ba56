// A hackathon in drafting with a team of two, its adviser and its signed-in browsers.
import type { PhaseKey } from '../../../src/features/hackathons/hackathons.policy';
import {
  type MadeHackathon,
  type MadePerson,
  type MadeTeam,
  makeAdviser,
  makeHackathon,
  makeRole,
  makeTeam,
} from '../../support/factories';
import type { Agent, World } from '../../support/world';

export interface Scene {
  hackathon: MadeHackathon;
  team: MadeTeam;
  adviser: MadePerson;
  juror: MadePerson;
  /** The proposal's id. */
  id: string;
  first: Agent;
  second: Agent;
  expert: Agent;
  judge: Agent;
  organiser: Agent;
}

export async function makeScene(world: World, open: PhaseKey[] = ['drafting']): Promise<Scene> {
  const { db } = world;
  const hackathon = await makeHackathon(db, { open });
  const team = await makeTeam(db, hackathon);
  const adviser = await makeAdviser(db, hackathon, team);
  const juror = await makeRole(db, hackathon, 'juror');
  const [first, second, expert, judge, organiser] = (await Promise.all(
    [team.members[0]!, team.members[1]!, adviser, juror, hackathon.organiser].map((one) =>
      world.as(one.login),
    ),
  )) as [Agent, Agent, Agent, Agent, Agent];
  const { body } = await first.get(`/teams/${team.id}/submission.json`);
  return { hackathon, team, adviser, juror, id: body.submission.id, first, second, expert, judge, organiser };
}

export function post(agent: Agent, path: string, fields: Record<string, string> = {}) {
  return agent.post(path).set('Accept', 'application/json').type('form').send(fields);
}

/** The same with the page that a browser gets. */
export function submit(agent: Agent, path: string, fields: Record<string, string> = {}) {
  return agent.post(path).set('Accept', 'text/html').type('form').send(fields);
}

export function save(agent: Agent, id: string, texts: Record<string, [text: string, version: number]>) {
  const fields: Record<string, string> = {};
  for (const [key, [text, version]] of Object.entries(texts)) {
    fields[`section[${key}]`] = text;
    fields[`version[${key}]`] = String(version);
  }
  return post(agent, `/submissions/${id}/draft`, fields);
}

export const NEEDED = ['problem', 'affected', 'evidence', 'proposal', 'authority'];

/** Writes every part a hand-in needs. */
export async function writeAll(scene: Scene, text = 'We asked 14 people.'): Promise<void> {
  const texts = Object.fromEntries(NEEDED.map((key) => [key, [`${text} (${key})`, 0] as [string, number]]));
  const answer = await save(scene.first, scene.id, texts);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
}

/** Whether a statement waits for a lock that another one holds. */
export async function somebodyWaits(world: World): Promise<boolean> {
  const { rows } = await world.db.raw(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows[0].n > 0;
}
