// Requests to join a team.
import type { Db } from '../../db/db';
import type { RequestRow } from '../waiting/waiting.tables';

const COLUMNS = ['id', 'team_id', 'hackathon_id', 'person_id', 'motivation', 'asked_at', 'decision'] as const;

export async function requestById(db: Db, id: string): Promise<RequestRow | undefined> {
  return db('join_requests').select(COLUMNS).where({ id }).first();
}

export async function lockRequest(trx: Db, id: string): Promise<RequestRow | undefined> {
  return trx('join_requests').select(COLUMNS).where({ id }).forUpdate().first();
}

export interface Asking {
  id: string;
  person_id: string;
  display_name: string;
  weave_seed: string;
  motivation: string;
  asked_at: Date;
}

/** Who waits for a team's answer, oldest first. */
export async function requestsTo(db: Db, teamId: string): Promise<Asking[]> {
  return db('join_requests as r')
    .join('people as p', 'p.id', 'r.person_id')
    .select('r.id', 'r.person_id', 'p.display_name', 'p.weave_seed', 'r.motivation', 'r.asked_at')
    .where({ 'r.team_id': teamId })
    .whereNull('r.decided_at')
    .orderBy(['r.asked_at', 'r.id']);
}

export async function insertRequest(trx: Db, request: Omit<RequestRow, 'decision'>): Promise<void> {
  await trx('join_requests').insert(request);
}

export async function decideRequest(
  trx: Db,
  id: string,
  decided: { decision: 'accepted' | 'refused' | 'withdrawn'; at: Date; by: string },
): Promise<void> {
  await trx('join_requests')
    .where({ id })
    .update({ decision: decided.decision, decided_at: decided.at, decided_by: decided.by });
}
