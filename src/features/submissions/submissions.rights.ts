// Who may read a proposal and how much of it: members and their advisers everything, and so who was a member until
// the team became one with another; jurors and organisers
// of the hackathon the last hand-in, without advice and, for jurors, without names; for everybody else it is
// not there.
import type { Db } from '../../db/db';
import { Forbidden, NotFound } from '../../errors';
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { satUntilMerged } from '../teams/teams.merged.queries';
import { memberOf, teamById } from '../teams/teams.queries';
import type { TeamRow } from '../teams/teams.tables';
import { adviserOf, lastVersion, submissionById, submissionByTeam } from './submissions.queries';
import type { SubmissionRow, VersionRow } from './submissions.tables';

export interface Reader {
  team: TeamRow;
  hackathon: HackathonRow;
  /** Undefined while nobody began; never for who reads hand-ins only. */
  submission: SubmissionRow | undefined;
  member: boolean;
  adviser: boolean;
  /** What somebody reads who sees hand-ins only. */
  handedIn: VersionRow | null;
  /** Jurors read a team's words without learning who its people are. */
  names: boolean;
}

export async function readerOfTeam(db: Db, teamId: string, personId: string): Promise<Reader> {
  const team = await teamById(db, teamId);
  if (!team) throw new NotFound();
  return readerOf(db, team, await submissionByTeam(db, team.id), personId);
}

export async function readerOfSubmission(db: Db, submissionId: string, personId: string): Promise<Begun> {
  const submission = await submissionById(db, submissionId);
  if (!submission) throw new NotFound();
  const team = (await teamById(db, submission.team_id))!;
  return (await readerOf(db, team, submission, personId)) as Begun;
}

export type Begun = Reader & { submission: SubmissionRow };

async function readerOf(
  db: Db,
  team: TeamRow,
  submission: SubmissionRow | undefined,
  personId: string,
): Promise<Reader> {
  const hackathon = (await hackathonById(db, team.hackathon_id))!;
  const member = (await memberOf(db, team.id, personId)) !== undefined;
  const adviser = !member && (await adviserOf(db, team.id, personId));
  const merged = !member && !adviser && submission && (await satUntilMerged(db, team.id, personId));
  if (member || adviser || merged)
    return { team, hackathon, submission, member, adviser, handedIn: null, names: true };
  const roles = await rolesOf(db, team.hackathon_id, personId);
  const mayReadHandedIn = roles.includes('juror') || roles.includes('organiser');
  const handedIn = mayReadHandedIn && submission ? await lastVersion(db, submission.id) : undefined;
  if (!handedIn) throw new NotFound();
  const names = roles.includes('organiser');
  return { team, hackathon, submission, member, adviser, handedIn, names };
}

export function requireMember(reader: Reader): void {
  if (!reader.member) throw new Forbidden('submissions.refused.members');
}

export function requireAdviser(reader: Reader): void {
  if (!reader.adviser) throw new Forbidden('submissions.refused.advisers');
}
