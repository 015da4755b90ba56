// Proposals sent to authorities, and their answers.
import type { Db } from '../../db/db';
import { LEFT } from '../../db/personal-data';
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
  'sent_by',
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

export async function changeWords(
  trx: Db,
  id: string,
  words: Pick<RecommendationRow, 'letter' | 'reason'>,
): Promise<void> {
  await trx('recommendations').where({ id }).update(words);
}

export async function lettersBy(db: Db, personId: string): Promise<unknown[]> {
  return db('recommendations')
    .select({ submission: 'submission_id', letter: 'letter', sentAt: 'sent_at' })
    .where({ sent_by: personId })
    .orderBy('sent_at');
}

/** What was asked of this person as an authority, and what they answered. */
export async function answersBy(db: Db, personId: string): Promise<unknown[]> {
  return db('recommendations')
    .select({ submission: 'submission_id', shownAs: 'authority_name', sentAt: 'sent_at' })
    .select({ decision: 'decision', reason: 'reason', answeredAt: 'answered_at' })
    .where({ authority_id: personId })
    .orWhere({ answered_by: personId })
    .orderBy('sent_at');
}

/** Where a person stood as the authority and not an organisation, their name goes. */
export async function forgetAuthority(trx: Db, personId: string): Promise<void> {
  await trx.raw(
    `update recommendations c set authority_name = :left
      where c.authority_id = :personId and not exists (select from roles r where r.person_id = :personId
        and r.hackathon_id = c.hackathon_id and r.organisation = c.authority_name)`,
    { personId, left: LEFT },
  );
}
