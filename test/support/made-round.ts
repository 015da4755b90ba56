// A hackathon in judging: teams that handed in, jurors, criteria; rows straight into the tables.
import type { Knex } from 'knex';
import type { PhaseKey } from '../../src/features/hackathons/hackathons.policy';
import { criteriaOf, insertCriterion, roundOf } from '../../src/features/rounds/rounds.queries';
import { SECTIONS } from '../../src/features/submissions/submissions.tables';
import { newId } from '../../src/ids';
import {
  type MadeHackathon,
  type MadePerson,
  type MadeTeam,
  makeHackathon,
  makeRole,
  makeTeam,
  setPhases,
} from './factories';

export interface MadeSubmission {
  id: string;
  team: MadeTeam;
}

/** A team's proposal with one frozen hand-in. */
export async function makeSubmission(
  db: Knex,
  hackathon: MadeHackathon,
  team: MadeTeam,
  text = 'We asked fourteen people.',
): Promise<MadeSubmission> {
  const id = newId();
  const at = new Date();
  const captain = team.members[0]!;
  await db('submissions').insert({ id, team_id: team.id, hackathon_id: hackathon.id, begun_at: at });
  await db('submission_versions').insert({
    id: newId(),
    submission_id: id,
    number: 1,
    challenge_id: hackathon.challenge.id,
    sections: JSON.stringify(Object.fromEntries(SECTIONS.map((key) => [key, { text, version: 1 }]))),
    files: JSON.stringify([
      { id: newId(), name: 'costs.pdf', bytes: 20480, type: 'application/pdf', sha256: '' },
    ]),
    roster: JSON.stringify({
      team: team.name,
      weave_seed: team.id,
      members: team.members.map((member) => ({
        id: member.id,
        display_name: member.display_name,
        captain: member === captain,
        joined_at: at,
        weave_seed: member.id,
        colourway_shift: 0,
      })),
    }),
    sha256: '0'.repeat(64),
    handed_in_by: captain.id,
    handed_in_at: at,
  });
  return { id, team };
}

export interface MadeRound {
  hackathon: MadeHackathon;
  roundId: string;
  criteria: string[];
  submissions: MadeSubmission[];
  jurors: MadePerson[];
}

export async function makeRound(
  db: Knex,
  given: { open?: PhaseKey[]; teams?: number; jurors?: number; criteria?: number } = {},
): Promise<MadeRound> {
  const hackathon = await makeHackathon(db, { open: given.open ?? ['judging'] });
  const round = await roundOf(db, hackathon.id);
  for (let n = 0; n < (given.criteria ?? 2); n++) {
    await insertCriterion(db, {
      roundId: round.id,
      title: { en: `Point ${n + 1}`, ar: `نقطة ${n + 1}` },
      weight: n + 1,
      levels: { 1: { en: 'It is a wish.' }, 5: { en: 'It was tried.' } },
    });
  }
  const submissions: MadeSubmission[] = [];
  for (let n = 0; n < (given.teams ?? 2); n++)
    submissions.push(await makeSubmission(db, hackathon, await makeTeam(db, hackathon)));
  const jurors: MadePerson[] = [];
  for (let n = 0; n < (given.jurors ?? 2); n++) jurors.push(await makeRole(db, hackathon, 'juror'));
  const criteria = (await criteriaOf(db, round.id)).map((one) => one.id);
  return { hackathon, roundId: round.id, criteria, submissions, jurors };
}

export async function makeSheet(
  db: Knex,
  round: MadeRound,
  submission: MadeSubmission,
  juror: MadePerson,
  given: { scores?: number[]; feedback?: string; note?: string; handedIn?: boolean } = {},
): Promise<string> {
  const id = newId();
  const at = new Date();
  await db('sheets').insert({
    id,
    round_id: round.roundId,
    submission_id: submission.id,
    juror_id: juror.id,
    feedback: given.feedback ?? '',
    note: given.note ?? '',
    assigned_by: round.hackathon.organiser.id,
    assigned_at: at,
    changed_at: at,
    handed_in_at: given.handedIn ? at : null,
  });
  for (const [n, score] of (given.scores ?? []).entries())
    await db('scores').insert({
      sheet_id: id,
      round_id: round.roundId,
      criterion_id: round.criteria[n],
      score,
    });
  return id;
}

/** A round in deliberation on which three jurors agree: the first of four is far ahead, the last far behind. */
export async function makeAgreedRound(db: Knex): Promise<MadeRound> {
  const round = await makeRound(db, { teams: 4, jurors: 3, criteria: 1 });
  for (const juror of round.jurors)
    for (const [n, score] of [5, 3, 3, 1].entries())
      await makeSheet(db, round, round.submissions[n]!, juror, {
        scores: [score],
        feedback: `Secret words ${n}. Go on.`,
        handedIn: true,
      });
  await setPhases(db, round.hackathon.id, ['deliberation']);
  return round;
}
