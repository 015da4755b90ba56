// Mutes: who may not write in a hackathon now, until when and why.
import type { Db } from '../../db/db';
import type { MuteRow, ReportableKind } from './moderation.tables';

export interface LiveMute {
  id: string;
  until: Date | null;
  rule: number | null;
  reason: string;
  zone: string;
}

/**
 * A mute that holds at the moment `now`, as SQL; the arguments are SQL expressions of the caller's making,
 * never values.
 */
export const mutedNow = (hackathon: string, person: string, now: string): string => `exists (
  select from mutes mu where mu.hackathon_id = ${hackathon} and mu.person_id = ${person}
     and mu.ended_at is null and (mu.until is null or mu.until > ${now}))`;

/** The mute that ends last. */
export async function liveMuteOf(
  db: Db,
  hackathonId: string,
  personId: string,
  now: Date,
): Promise<LiveMute | undefined> {
  return db('mutes as u')
    .join('moderation_cases as c', 'c.id', 'u.case_id')
    .join('hackathons as h', 'h.id', 'u.hackathon_id')
    .select('u.id', 'u.until', 'c.rule', 'c.reason', 'h.zone')
    .where({ 'u.hackathon_id': hackathonId, 'u.person_id': personId })
    .whereNull('u.ended_at')
    .where((lasts) => lasts.whereNull('u.until').orWhere('u.until', '>', now))
    .orderByRaw('u.until desc nulls first')
    .first();
}

export interface ListedMute extends LiveMute {
  case_id: string;
  /** What it was for. */
  kind: ReportableKind;
  person_id: string;
  person: string;
}

/** Everybody who is muted in a hackathon now. */
export async function mutesOf(db: Db, hackathonId: string, now: Date): Promise<ListedMute[]> {
  return db('mutes as u')
    .join('moderation_cases as c', 'c.id', 'u.case_id')
    .join('people as p', 'p.id', 'u.person_id')
    .select('u.id', 'u.case_id', 'u.person_id', 'u.until', 'c.kind', 'c.rule', 'c.reason')
    .select('p.display_name as person')
    .where({ 'u.hackathon_id': hackathonId })
    .whereNull('u.ended_at')
    .where((lasts) => lasts.whereNull('u.until').orWhere('u.until', '>', now))
    .orderBy(['u.since', 'u.id']);
}

export async function muteById(db: Db, id: string): Promise<MuteRow | undefined> {
  return db('mutes')
    .select('id', 'hackathon_id', 'person_id', 'case_id', 'since', 'until', 'ended_at')
    .where({ id })
    .first();
}

export async function insertMute(trx: Db, mute: Omit<MuteRow, 'ended_at'>): Promise<void> {
  await trx('mutes').insert(mute);
}

/** False when it had ended already. */
export async function endMuteRow(trx: Db, id: string, end: { by: string; at: Date }): Promise<boolean> {
  const changed = await trx('mutes')
    .where({ id })
    .whereNull('ended_at')
    .where((lasts) => lasts.whereNull('until').orWhere('until', '>', end.at))
    .update({ ended_at: end.at, ended_by: end.by });
  return changed === 1;
}

export async function endMutesOfCase(
  trx: Db,
  caseId: string,
  end: { by: string; at: Date },
): Promise<string[]> {
  const ended: { person_id: string }[] = await trx('mutes')
    .where({ case_id: caseId })
    .whereNull('ended_at')
    .update({ ended_at: end.at, ended_by: end.by })
    .returning('person_id');
  return ended.map((row) => row.person_id);
}
