// A hackathon in deliberation with handed-in proposals and finished sheets, written straight into the tables.
import type { Knex } from 'knex';
import { newId } from '../../src/ids';
import {
  type MadeHackathon,
  type MadePerson,
  type MadeTeam,
  makeHackathon,
  makeRole,
  makeTeam,
} from './factories';

export const CANARY = 'canary words of the jury';

export interface Judged {
  hackathon: MadeHackathon;
  round: string;
  criteria: string[];
  jurors: MadePerson[];
  teams: (MadeTeam & { submission: string; version: string })[];
}

/** `scores[team][juror]`: one list of scores a sheet, by criterion; null: no sheet. */
export async function makeJudged(
  db: Knex,
  scores: (number[] | null)[][],
  given: {
    names?: string[];
    words?: string[];
    slug?: string;
    weights?: number[];
    step?: number;
    shows?: string;
  } = {},
): Promise<Judged> {
  const hackathon = await makeHackathon(db, {
    open: ['deliberation', 'results'],
    ...(given.slug ? { slug: given.slug } : {}),
  });
  const now = new Date();
  const round = newId();
  await db('rounds').insert({
    id: round,
    hackathon_id: hackathon.id,
    scale_step: given.step ?? 1,
    shows: given.shows ?? 'bands',
  });
  const criteria: string[] = [];
  for (const [index, weight] of (given.weights ?? [1, 2]).entries()) {
    const id = newId();
    criteria.push(id);
    await db('criteria').insert({
      id,
      round_id: round,
      position: index + 1,
      title: JSON.stringify({ en: `Criterion ${index + 1}`, ar: `معيار ${index + 1}` }),
      weight,
    });
  }
  const jurors: MadePerson[] = [];
  for (let index = 0; index < (scores[0]?.length ?? 0); index++)
    jurors.push(await makeRole(db, hackathon, 'juror'));
  const teams: Judged['teams'] = [];
  for (const [index, row] of scores.entries()) {
    const name = given.names?.[index];
    const team = await makeTeam(db, hackathon, name === undefined ? {} : { name });
    teams.push({ ...team, ...(await makeHandIn(db, hackathon, team)) });
    for (const [juror, sheet] of row.entries()) {
      if (sheet) await makeSheet(db, { round, team: teams[index]!, juror: jurors[juror]!, criteria, sheet });
    }
    const text = given.words?.[index] ?? `The ${CANARY}. Two sentences.`;
    if (text !== '')
      await db('jury_feedback').insert({
        round_id: round,
        submission_id: teams[index]!.submission,
        text,
        written_by: hackathon.organiser.id,
        written_at: now,
      });
  }
  return { hackathon, round, criteria, jurors, teams };
}

export async function makeHandIn(
  db: Knex,
  hackathon: MadeHackathon,
  team: MadeTeam,
): Promise<{ submission: string; version: string }> {
  const submission = newId();
  const version = newId();
  const at = new Date();
  await db('submissions').insert({
    id: submission,
    team_id: team.id,
    hackathon_id: hackathon.id,
    begun_at: at,
  });
  const keys = ['problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step'];
  const sections = Object.fromEntries(
    keys.map((key) => [key, { text: `${key} <b>of</b> ${team.name}`, version: 1 }]),
  );
  const members = team.members.map((one, index) => ({
    id: one.id,
    display_name: one.display_name,
    captain: index === 0,
    joined_at: at.toISOString(),
    weave_seed: one.id,
    colourway_shift: 0,
  }));
  await db('submission_versions').insert({
    id: version,
    submission_id: submission,
    number: 1,
    challenge_id: hackathon.challenge.id,
    sections: JSON.stringify(sections),
    files: '[]',
    roster: JSON.stringify({ team: team.name, weave_seed: team.id, members }),
    sha256: 'a'.repeat(64),
    handed_in_by: team.members[0]!.id,
    handed_in_at: at,
  });
  return { submission, version };
}

export async function makeSheet(
  db: Knex,
  given: {
    round: string;
    team: { submission: string };
    juror: MadePerson;
    criteria: string[];
    sheet: number[];
    feedback?: string;
    handedIn?: boolean;
  },
): Promise<string> {
  const id = newId();
  const at = new Date();
  await db('sheets').insert({
    id,
    round_id: given.round,
    submission_id: given.team.submission,
    juror_id: given.juror.id,
    feedback: given.feedback ?? `Sheet ${CANARY}.`,
    note: 'a thought that no page may tell',
    assigned_by: given.juror.id,
    assigned_at: at,
    changed_at: at,
    handed_in_at: given.handedIn === false ? null : at,
  });
  await db('scores').insert(
    given.sheet.map((score, index) => ({
      sheet_id: id,
      round_id: given.round,
      criterion_id: given.criteria[index]!,
      score,
    })),
  );
  return id;
}
