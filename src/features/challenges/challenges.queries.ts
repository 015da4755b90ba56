// Reads and writes of challenges.
import type { Db } from '../../db/db';
import type { ChallengeRow } from './challenges.tables';

const COLUMNS = [
  'id',
  'hackathon_id',
  'slug',
  'position',
  'title',
  'in_short',
  'brief',
  'asked_by',
  'weave_seed',
  'written_at',
  'changed_at',
  'version',
  'closing',
  'closed_at',
] as const;

/** In the order the organisers gave them. */
export async function challengesOf(db: Db, hackathonId: string): Promise<ChallengeRow[]> {
  return db('challenges').select(COLUMNS).where({ hackathon_id: hackathonId }).orderBy(['position', 'slug']);
}

export async function challengeBySlug(
  db: Db,
  hackathonId: string,
  slug: string,
): Promise<ChallengeRow | undefined> {
  return db('challenges').select(COLUMNS).where({ hackathon_id: hackathonId, slug }).first();
}

export async function challengeById(db: Db, id: string): Promise<ChallengeRow | undefined> {
  return db('challenges').select(COLUMNS).where({ id }).first();
}
