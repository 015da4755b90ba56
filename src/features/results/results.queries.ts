// Publications with their rankings and entries: written once, then only read.
import type { Db } from '../../db/db';
import { newId } from '../../ids';
import type { Roster } from '../submissions/submissions.tables';
import type { EntryRow, NewRanking, PublicationRow, RankingRow } from './results.tables';

const PUBLICATION = [
  'id',
  'hackathon_id',
  'number',
  'reason',
  'protocol_sha256',
  'submissions',
  'jurors',
  'jurors_fewest',
  'sheets',
  'published_at',
  'shows',
  'prizes',
  'objections_until',
] as const;

/** Newest first; what counts is the first of them. */
export async function publicationsOf(db: Db, hackathonId: string): Promise<PublicationRow[]> {
  return db('publications')
    .select(PUBLICATION)
    .where({ hackathon_id: hackathonId })
    .orderBy('number', 'desc');
}

export async function protocolText(db: Db, publicationId: string): Promise<string> {
  const row = await db('publications').select('protocol').where({ id: publicationId }).first();
  return row.protocol;
}

export async function insertPublication(
  trx: Db,
  given: Omit<PublicationRow, 'id'> & { protocol: string; published_by: string; rankings: NewRanking[] },
): Promise<string> {
  const { rankings, prizes, ...row } = given;
  const id = newId();
  await trx('publications').insert({ id, ...row, prizes: JSON.stringify(prizes) });
  for (const { entries, ...ranking } of rankings) {
    const rankingId = newId();
    await trx('rankings').insert({
      ...ranking,
      id: rankingId,
      publication_id: id,
      scale: JSON.stringify(ranking.scale),
      criteria: JSON.stringify(ranking.criteria),
    });
    await trx.batchInsert(
      'ranking_entries',
      entries.map((entry) => ({
        ...entry,
        ranking_id: rankingId,
        profile: JSON.stringify(entry.profile),
        feedback: JSON.stringify(entry.feedback),
      })),
      500,
    );
  }
  return id;
}

/** From now on no sheet and no word of the round changes. */
export async function lockRoundAt(trx: Db, roundId: string, at: Date): Promise<void> {
  await trx('rounds').where({ id: roundId }).whereNull('locked_at').update({ locked_at: at });
}

export async function rankingsOf(db: Db, publicationId: string): Promise<RankingRow[]> {
  return db('rankings as r')
    .leftJoin('challenges as c', 'c.id', 'r.challenge_id')
    .select('r.id', 'r.publication_id', 'r.challenge_id', 'r.method', 'r.scale', 'r.criteria')
    .select('c.slug as challenge_slug')
    .select('c.title as challenge_title')
    .where({ 'r.publication_id': publicationId })
    .orderBy(['c.position', 'r.id']);
}

/** An entry without the jury's words, with what its page and its cloth need. */
export type ShownEntry = Omit<EntryRow, 'feedback' | 'profile'> & {
  team_id: string;
  challenge_id: string;
  roster: Roster;
};

const SHOWN = [
  'e.ranking_id',
  'e.submission_id',
  'e.version_id',
  'e.team_name',
  'e.place',
  'e.low',
  'e.high',
  'e.band',
  'e.sheets',
  's.team_id',
  'v.challenge_id',
  'v.roster',
] as const;

const entries = (db: Db) =>
  db('ranking_entries as e')
    .join('submissions as s', 's.id', 'e.submission_id')
    .join('submission_versions as v', 'v.id', 'e.version_id')
    .select(SHOWN)
    .select(db.raw('e.score::float8 as score, e.plus_minus::float8 as plus_minus'));

/** Best first, then those without a place; who shares a place stands by name. */
export async function entriesOf(db: Db, rankingIds: readonly string[]): Promise<ShownEntry[]> {
  return entries(db)
    .whereIn('e.ranking_id', rankingIds)
    .orderByRaw('e.place nulls last, e.team_name collate "C", e.submission_id');
}

export type FullEntry = ShownEntry & Pick<EntryRow, 'feedback' | 'profile'>;

/** The entries of one proposal in a publication, one a ranking. */
export async function entryOf(
  db: Db,
  publicationId: string,
  submissionId: string,
): Promise<FullEntry | undefined> {
  return entries(db)
    .join('rankings as r', 'r.id', 'e.ranking_id')
    .select('e.feedback', 'e.profile')
    .where({ 'r.publication_id': publicationId, 'e.submission_id': submissionId })
    .first();
}

/** What jurors wrote for the teams; only sheets that count. */
export async function sheetTexts(
  db: Db,
  roundId: string,
): Promise<{ submission: string; juror: string; feedback: string; to_translate: boolean }[]> {
  return db('sheets')
    .select('submission_id as submission', 'juror_id as juror', 'feedback', 'to_translate')
    .where({ round_id: roundId })
    .whereNotNull('handed_in_at')
    .whereNull('conflict_at');
}

/** Sheets that were given out, count, and are not handed in, by the name of the juror. */
export async function sheetsMissing(db: Db, roundId: string): Promise<{ juror: string; team: string }[]> {
  return db('sheets as h')
    .join('people as p', 'p.id', 'h.juror_id')
    .join('submissions as s', 's.id', 'h.submission_id')
    .join('teams as t', 't.id', 's.team_id')
    .select('p.display_name as juror', 't.name as team')
    .where({ 'h.round_id': roundId })
    .whereNull('h.handed_in_at')
    .whereNull('h.conflict_at')
    .orderBy(['p.display_name', 't.name']);
}

export interface Answered {
  id: string;
  submission_id: string;
  team: string;
  authority_name: string;
  sent_at: Date;
  answer_by: Date;
  decision: 'adopted' | 'partly' | 'not-adopted' | 'referred' | null;
  answered_at: Date | null;
}

/** The proposals that were sent to authorities and what became of them, in the order of sending. */
export async function answersOf(
  db: Db,
  asked: { hackathonId: string } | { submissionId: string },
): Promise<Answered[]> {
  return db('recommendations as r')
    .join('submission_versions as v', 'v.id', 'r.version_id')
    .select('r.id', 'r.submission_id', 'r.authority_name', 'r.sent_at', 'r.answer_by', 'r.decision')
    .select('r.answered_at', db.raw("v.roster->>'team' as team"))
    .where(
      'hackathonId' in asked
        ? { 'r.hackathon_id': asked.hackathonId }
        : { 'r.submission_id': asked.submissionId },
    )
    .orderBy(['r.sent_at', 'r.id']);
}

export async function publicationsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('publications')
    .select({ hackathon: 'hackathon_id', number: 'number', reason: 'reason', at: 'published_at' })
    .where({ published_by: personId })
    .orderBy('published_at');
}
