// Proposals sent to authorities, and their answers.
import type { Db } from '../../db/db';
import { newId } from '../../ids';
import type { RecommendationRow } from './recommendations.tables';

const COLUMNS = [
  'id',
  'hackathon_id',
  'submission_id',
  'version_id',
  'authority_id',
  'authority_name',
  'letter',
  'sent_at',
  'answer_by',
  'decision',
  'reason',
  'answered_at',
] as const;

export async function recommendationById(db: Db, id: string): Promise<RecommendationRow | undefined> {
  return db('recommendations').select(COLUMNS).where({ id }).first();
}

export interface Contact {
  id: string;
  display_name: string;
  organisation: string | null;
}

/** The authority contact of this hackathon whom the id or the sign-in name means. */
export async function findAuthority(
  db: Db,
  hackathonId: string,
  named: string,
): Promise<Contact | undefined> {
  return db('roles as r')
    .join('people as p', 'p.id', 'r.person_id')
    .select('p.id', 'p.display_name', 'r.organisation')
    .where({ 'r.hackathon_id': hackathonId, 'r.role': 'authority' })
    .whereNull('r.ended_at')
    .whereNull('p.disabled_at')
    .where((either) => either.where('p.id', named).orWhere('p.login_key', named.toLowerCase()))
    .orderByRaw('p.id = ? desc', [named])
    .first();
}

type New = Pick<
  RecommendationRow,
  | 'hackathon_id'
  | 'submission_id'
  | 'version_id'
  | 'authority_id'
  | 'authority_name'
  | 'letter'
  | 'sent_at'
  | 'answer_by'
> & { sent_by: string };

/** Undefined when this authority has the proposal already. */
export async function insertRecommendation(trx: Db, given: New): Promise<string | undefined> {
  const [made] = await trx('recommendations')
    .insert({ id: newId(), ...given })
    .onConflict(['submission_id', 'authority_id'])
    .ignore()
    .returning('id');
  return made?.id;
}

export async function sentBefore(
  db: Db,
  submissionId: string,
  authorityId: string,
): Promise<RecommendationRow> {
  return db('recommendations')
    .select(COLUMNS)
    .where({ submission_id: submissionId, authority_id: authorityId })
    .first();
}

/** One answer, once: false when there is one already. */
export async function writeAnswer(
  trx: Db,
  id: string,
  given: { decision: string; reason: string; by: string; at: Date },
): Promise<boolean> {
  const changed = await trx('recommendations').where({ id }).whereNull('decision').update({
    decision: given.decision,
    reason: given.reason,
    answered_by: given.by,
    answered_at: given.at,
  });
  return changed === 1;
}
