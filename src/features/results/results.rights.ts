// Before publication there is nothing: every path asks here and answers “not found” alike.
import type { Db } from '../../db/db';
import { NotFound } from '../../errors';
import { hackathonById, hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { adviserOf, submissionById, submissionByTeam } from '../submissions/submissions.queries';
import { memberOf, teamById, teamOfPerson } from '../teams/teams.queries';
import { protocolIsPublic } from './results.policy';
import { entryOf, type FullEntry, publicationsOf, rankingsOf } from './results.queries';
import type { PublicationRow, RankingRow } from './results.tables';

export interface Shown {
  hackathon: HackathonRow;
  /** The one that is shown. */
  publication: PublicationRow;
  /** All of them, newest first. */
  publications: PublicationRow[];
}

/** The publication asked for by its number, else the newest. */
export async function publishedResults(db: Db, slug: string, asked?: string): Promise<Shown> {
  const hackathon = await hackathonBySlug(db, slug);
  if (!hackathon) throw new NotFound();
  const publications = await publicationsOf(db, hackathon.id);
  const publication =
    asked === undefined ? publications[0] : publications.find((one) => String(one.number) === asked);
  if (!publication) throw new NotFound();
  return { hackathon, publication, publications };
}

export interface PublishedProposal {
  hackathon: HackathonRow;
  publication: PublicationRow;
  ranking: RankingRow;
  entry: FullEntry;
}

/** A proposal in the newest publication of its hackathon. */
export async function publishedProposal(db: Db, submissionId: string): Promise<PublishedProposal> {
  const submission = await submissionById(db, submissionId);
  const hackathon = submission && (await hackathonById(db, submission.hackathon_id));
  if (!submission || !hackathon) throw new NotFound();
  const [publication] = await publicationsOf(db, hackathon.id);
  const entry = publication && (await entryOf(db, publication.id, submission.id));
  if (!publication || !entry) throw new NotFound();
  const rankings = await rankingsOf(db, publication.id);
  return {
    hackathon,
    publication,
    ranking: rankings.find((one) => one.id === entry.ranking_id)!,
    entry,
  };
}

/** What the jury says to a team is for the team, its advisers and the organisers who sit in no other team. */
export async function teamsOwnResult(
  db: Db,
  teamId: string,
  personId: string,
): Promise<PublishedProposal & { member: boolean }> {
  const team = await teamById(db, teamId);
  if (!team) throw new NotFound();
  const member = (await memberOf(db, team.id, personId)) !== undefined;
  const roles = await rolesOf(db, team.hackathon_id, personId);
  const organises = roles.includes('organiser') && !(await teamOfPerson(db, team.hackathon_id, personId));
  if (!member && !organises && !(await adviserOf(db, team.id, personId))) throw new NotFound();
  const submission = await submissionByTeam(db, team.id);
  if (!submission) throw new NotFound();
  return { ...(await publishedProposal(db, submission.id)), member };
}

/** Jury, organisers, and members of teams whose proposal was ranked; with enough jurors everybody. */
export async function mayReadProtocol(
  db: Db,
  { hackathon, publication }: Pick<Shown, 'hackathon' | 'publication'>,
  personId: string | null,
): Promise<boolean> {
  if (protocolIsPublic(publication)) return true;
  if (personId === null) return false;
  const roles = await rolesOf(db, hackathon.id, personId);
  if (roles.includes('juror') || roles.includes('organiser')) return true;
  const team = await teamOfPerson(db, hackathon.id, personId);
  const submission = team && (await submissionByTeam(db, team.id));
  return submission !== undefined && (await entryOf(db, publication.id, submission.id)) !== undefined;
}
