// Rounds and their criteria.
import type { Db } from '../../db/db';
import type { Localized } from '../../i18n/locales';
import { newId } from '../../ids';
import type { CriterionRow, RoundRow } from './rounds.tables';

const columns = (db: Db) => [
  'id',
  'hackathon_id',
  db.raw('scale_min::float8 as scale_min'),
  db.raw('scale_max::float8 as scale_max'),
  db.raw('scale_step::float8 as scale_step'),
  'method',
  'scope',
  'stages',
  'sheets_each',
  'final_one_in',
  'final_sheets',
  'shows',
  'frozen_at',
  'locked_at',
];

/** The round of the whole hackathon, if it was needed before. */
export async function findRound(db: Db, hackathonId: string): Promise<RoundRow | undefined> {
  return db('rounds').select(columns(db)).where({ hackathon_id: hackathonId, challenge_id: null }).first();
}

/** The round of the whole hackathon (scale 1 to 5, calibrated), made when it is first needed; many at once get one. */
export async function roundOf(db: Db, hackathonId: string): Promise<RoundRow> {
  const known = await findRound(db, hackathonId);
  if (known) return known;
  await db('rounds')
    .insert({ id: newId(), hackathon_id: hackathonId })
    .onConflict(db.raw("(hackathon_id, coalesce(challenge_id, ''))"))
    .ignore();
  return (await findRound(db, hackathonId))!;
}

/** Sheets change while nobody changes the criteria: they share this lock, criteria take it alone. */
export async function shareRound(trx: Db, id: string): Promise<RoundRow> {
  return trx('rounds').select(columns(trx)).where({ id }).forShare().first();
}

export async function lockRound(trx: Db, id: string): Promise<RoundRow> {
  return trx('rounds').select(columns(trx)).where({ id }).forNoKeyUpdate().first();
}

export type Settings = Pick<
  RoundRow,
  'scope' | 'method' | 'stages' | 'sheets_each' | 'final_one_in' | 'final_sheets' | 'shows'
>;

export async function writeSettings(trx: Db, id: string, settings: Partial<Settings>): Promise<void> {
  if (Object.keys(settings).length > 0) await trx('rounds').where({ id }).update(settings);
}

/** Rounds of hackathons whose judging opened keep what was settled; how many there were. */
export async function freezeBegun(db: Db, now: Date): Promise<number> {
  const { rows } = await db.raw(
    `select freeze_round(p.hackathon_id, p.opens_at) from phases p
      where p.key = 'judging' and p.opens_at <= ?
        and exists (select from rounds r where r.hackathon_id = p.hackathon_id and r.frozen_at is null)`,
    [now],
  );
  return rows.length;
}

/** In the order in which they were written. */
export async function criteriaOf(db: Db, roundId: string): Promise<CriterionRow[]> {
  return db('criteria')
    .select('id', 'round_id', 'position', 'title', 'levels')
    .select(db.raw('weight::float8 as weight'))
    .where({ round_id: roundId })
    .whereNull('removed_at')
    .orderBy(['position', 'id']);
}

export async function insertCriterion(
  trx: Db,
  given: {
    roundId: string;
    id?: string | undefined;
    title: Localized;
    weight: number;
    levels: Record<string, Localized>;
  },
): Promise<string> {
  const { id = newId() } = given;
  const last = await trx('criteria').max('position as position').where({ round_id: given.roundId }).first();
  await trx('criteria').insert({
    id,
    round_id: given.roundId,
    position: (last?.position ?? 0) + 1,
    title: JSON.stringify(given.title),
    weight: given.weight,
    levels: JSON.stringify(given.levels),
  });
  return id;
}

export async function updateCriterion(
  trx: Db,
  roundId: string,
  id: string,
  given: { title: Localized; weight: number; levels: Record<string, Localized> },
): Promise<void> {
  await trx('criteria')
    .where({ round_id: roundId, id })
    .update({
      title: JSON.stringify(given.title),
      weight: given.weight,
      levels: JSON.stringify(given.levels),
    });
}

export async function removeCriterion(trx: Db, roundId: string, id: string, at: Date): Promise<void> {
  await trx('criteria').where({ round_id: roundId, id }).update({ removed_at: at });
}

/** Frees the id of a criterion that was taken away: what was scored on it means nothing for another one. */
export async function forgetRemovedCriterion(trx: Db, roundId: string, id: string): Promise<void> {
  const removed = trx('criteria').select('id').where({ round_id: roundId, id }).whereNotNull('removed_at');
  await trx('scores').where({ round_id: roundId }).whereIn('criterion_id', removed.clone()).delete();
  await trx('criteria').where({ round_id: roundId, id }).whereNotNull('removed_at').delete();
}

/** How many sheets of the round were handed in. */
export async function handedInCount(db: Db, roundId: string): Promise<number> {
  const row = await db('sheets')
    .count('id as count')
    .where({ round_id: roundId })
    .whereNotNull('handed_in_at')
    .first();
  return Number(row?.count ?? 0);
}
