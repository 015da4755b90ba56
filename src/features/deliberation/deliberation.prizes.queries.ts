// Prizes of a hackathon and to whom the jury awarded them.
import type { Db } from '../../db/db';
import type { Localized } from '../../i18n/locales';
import { newId } from '../../ids';
import type { AwardRow, PrizeKind, PrizeRow } from './deliberation.tables';

/** In the order in which they stand: those for places first. */
export async function prizesOf(db: Db, hackathonId: string): Promise<PrizeRow[]> {
  return db('prizes')
    .select('*')
    .where({ hackathon_id: hackathonId })
    .orderByRaw("(kind = 'mention'), position, id");
}

export async function prizeById(db: Db, id: string): Promise<PrizeRow | undefined> {
  return db('prizes').select('*').where({ id }).first();
}

/** All of them at once: of two awards at the same moment the second knows of the first. */
export async function lockPrizes(trx: Db, hackathonId: string): Promise<PrizeRow[]> {
  return trx('prizes')
    .select('*')
    .where({ hackathon_id: hackathonId })
    .orderBy(['position', 'id'])
    .forUpdate();
}

/** Results are frozen and not public yet. */
export async function isAnnounced(db: Db, hackathonId: string): Promise<boolean> {
  return (await db('announcements').where({ hackathon_id: hackathonId }).first('hackathon_id')) !== undefined;
}

export async function insertPrize(
  trx: Db,
  given: { hackathonId: string; challengeId: string | null; kind: PrizeKind; name: Localized },
): Promise<string> {
  const id = newId();
  const last = await trx('prizes').max('position as last').where({ hackathon_id: given.hackathonId }).first();
  await trx('prizes').insert({
    id,
    hackathon_id: given.hackathonId,
    challenge_id: given.challengeId,
    kind: given.kind,
    position: (last?.last ?? 0) + 1,
    name: JSON.stringify(given.name),
  });
  return id;
}

export async function renamePrize(trx: Db, id: string, name: Localized): Promise<void> {
  await trx('prizes')
    .where({ id })
    .update({ name: JSON.stringify(name) });
}

export async function deletePrize(trx: Db, id: string): Promise<void> {
  await trx('prizes').where({ id }).delete();
}

export async function awardsOf(db: Db, hackathonId: string): Promise<AwardRow[]> {
  return db('prize_awards as a')
    .join('prizes as p', 'p.id', 'a.prize_id')
    .select('a.id', 'a.prize_id', 'a.submission_id', 'a.reason', 'a.awarded_at')
    .where({ 'p.hackathon_id': hackathonId })
    .orderBy(['a.awarded_at', 'a.id']);
}

export async function awardById(
  db: Db,
  id: string,
): Promise<(AwardRow & { hackathon_id: string }) | undefined> {
  return db('prize_awards as a')
    .join('prizes as p', 'p.id', 'a.prize_id')
    .select('a.id', 'a.prize_id', 'a.submission_id', 'a.reason', 'a.awarded_at', 'p.hackathon_id')
    .where({ 'a.id': id })
    .first();
}

/** The same prize for the same proposal again has another reason. */
export async function insertAward(
  trx: Db,
  given: {
    prizeId: string;
    submissionId: string;
    reason: string;
    by: string;
    at: Date;
    standsOn: readonly string[];
  },
): Promise<string> {
  const [row] = await trx('prize_awards')
    .insert({
      id: newId(),
      prize_id: given.prizeId,
      submission_id: given.submissionId,
      reason: given.reason,
      awarded_by: given.by,
      awarded_at: given.at,
      stands_on: given.standsOn,
    })
    .onConflict(['prize_id', 'submission_id'])
    .merge(['reason', 'awarded_by', 'awarded_at', 'stands_on'])
    .returning('id');
  return row.id;
}

export async function deleteAward(trx: Db, id: string): Promise<boolean> {
  return (await trx('prize_awards').where({ id }).delete()) === 1;
}

export interface AwardedPrize {
  prize: string;
  kind: PrizeKind;
  /** Of the ranking it follows, or null. */
  challenge: string | null;
  name: Localized;
  submission: string;
  /** For everybody to read, once it is published. */
  reason: string;
}

/** What the jury awarded, in the order of the prizes. Nobody outside the jury reads it before publication. */
export async function awardedPrizes(db: Db, hackathonId: string): Promise<AwardedPrize[]> {
  return db('prize_awards as a')
    .join('prizes as p', 'p.id', 'a.prize_id')
    .select('p.id as prize', 'p.kind', 'p.challenge_id as challenge', 'p.name')
    .select('a.submission_id as submission', 'a.reason')
    .where({ 'p.hackathon_id': hackathonId })
    .orderByRaw("(p.kind = 'mention'), p.position, p.id, a.awarded_at, a.id");
}
