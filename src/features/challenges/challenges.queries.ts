// Reads and writes of challenges.
import type { Db } from '../../db/db';
import type { Localized } from '../../i18n/locales';
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

export interface Texts {
  title: Localized;
  in_short: Localized;
  brief: Localized;
  asked_by: Localized;
}

const asJson = (texts: Texts) => ({
  title: JSON.stringify(texts.title),
  in_short: JSON.stringify(texts.in_short),
  brief: JSON.stringify(texts.brief),
  asked_by: JSON.stringify(texts.asked_by),
});

/** Placed after the others; false when the slug is taken in this hackathon. */
export async function insertChallenge(
  trx: Db,
  given: Texts & { id: string; hackathon_id: string; slug: string; written_by: string; at: Date },
): Promise<boolean> {
  const { at, ...row } = given;
  const last = await trx('challenges')
    .where({ hackathon_id: row.hackathon_id })
    .max({ position: 'position' })
    .first();
  const made = await trx('challenges')
    .insert({
      ...row,
      ...asJson(given),
      position: Number(last?.position ?? 0) + 1,
      weave_seed: row.id,
      written_at: at,
      changed_at: at,
    })
    .onConflict(['hackathon_id', 'slug'])
    .ignore()
    .returning('id');
  return made.length > 0;
}

export async function lockChallenge(
  trx: Db,
  hackathonId: string,
  slug: string,
): Promise<ChallengeRow | undefined> {
  return trx('challenges').select(COLUMNS).where({ hackathon_id: hackathonId, slug }).forUpdate().first();
}

export async function updateChallenge(
  trx: Db,
  id: string,
  given: Texts & { slug: string; version: number; at: Date },
): Promise<void> {
  await trx('challenges')
    .where({ id })
    .update({ ...asJson(given), slug: given.slug, version: given.version, changed_at: given.at });
}

export async function closeChallengeRow(
  trx: Db,
  id: string,
  given: { closing: Localized; by: string; at: Date },
): Promise<void> {
  await trx('challenges')
    .where({ id })
    .update({ closing: JSON.stringify(given.closing), closed_by: given.by, closed_at: given.at });
}

/** What somebody wrote, for their own copy of their data. */
export async function challengesBy(db: Db, personId: string): Promise<unknown[]> {
  return db('challenges')
    .select({
      slug: 'slug',
      title: 'title',
      inShort: 'in_short',
      brief: 'brief',
      askedBy: 'asked_by',
      writtenAt: 'written_at',
    })
    .select({ closing: db.raw('case when closed_by = ? then closing end', [personId]) })
    .where({ written_by: personId })
    .orWhere({ closed_by: personId })
    .orderBy('written_at');
}

export async function writerOf(db: Db, id: string): Promise<string> {
  const row = await db('challenges').select('written_by').where({ id }).first();
  return row.written_by;
}
