// Objections of teams against results, and how organisers answered them.
import type { Db } from '../../db/db';
import { newId } from '../../ids';
import type { Outcome } from './results.tables';

export interface ObjectionRow {
  id: string;
  hackathon_id: string;
  team_id: string;
  /** As it is called now. */
  team: string;
  text: string;
  raised_at: Date;
  outcome: Outcome | null;
  answer: string | null;
  answered_at: Date | null;
  /** The number of the correction it led to. */
  led_to: number | null;
}

const objections = (db: Db) =>
  db('objections as o')
    .join('teams as t', 't.id', 'o.team_id')
    .leftJoin('publications as p', 'p.id', 'o.led_to')
    .select('o.id', 'o.hackathon_id', 'o.team_id', 't.name as team', 'o.text', 'o.raised_at')
    .select('o.outcome', 'o.answer', 'o.answered_at', 'p.number as led_to');

export async function objectionOfTeam(db: Db, teamId: string): Promise<ObjectionRow | undefined> {
  return objections(db).where({ 'o.team_id': teamId }).first();
}

/** Those that wait first, each in the order in which they came. */
export async function objectionsOf(db: Db, hackathonId: string): Promise<ObjectionRow[]> {
  return objections(db)
    .where({ 'o.hackathon_id': hackathonId })
    .orderByRaw('(o.outcome is not null), o.raised_at, o.id');
}

export async function objectionById(db: Db, id: string): Promise<ObjectionRow | undefined> {
  return objections(db).where({ 'o.id': id }).first();
}

export type ObjectionCounts = Record<Outcome | 'raised' | 'waiting', number>;

/** What everybody may know: how many, and how they ended. */
export async function objectionCounts(db: Db, hackathonId: string): Promise<ObjectionCounts> {
  const rows: { outcome: Outcome | null; count: number }[] = await db('objections')
    .select('outcome', db.raw('count(*)::int as count'))
    .where({ hackathon_id: hackathonId })
    .groupBy('outcome');
  const of = (outcome: Outcome | null) => rows.find((row) => row.outcome === outcome)?.count ?? 0;
  return {
    raised: rows.reduce((sum, row) => sum + row.count, 0),
    waiting: of(null),
    upheld: of('upheld'),
    partly: of('partly'),
    refused: of('refused'),
  };
}

export async function insertObjection(
  trx: Db,
  given: { hackathonId: string; teamId: string; publicationId: string; text: string; by: string; at: Date },
): Promise<string> {
  const id = newId();
  await trx('objections').insert({
    id,
    hackathon_id: given.hackathonId,
    team_id: given.teamId,
    publication_id: given.publicationId,
    text: given.text,
    raised_by: given.by,
    raised_at: given.at,
  });
  return id;
}

/** Whether it was still without an answer. */
export async function answerRow(
  trx: Db,
  id: string,
  given: { outcome: Outcome; answer: string; by: string; at: Date },
): Promise<boolean> {
  const { outcome, answer, by, at } = given;
  const row = { outcome, answer, answered_by: by, answered_at: at };
  return (await trx('objections').where({ id }).whereNull('outcome').update(row)) === 1;
}

/** Whether it is of this hackathon and was answered. */
export async function nameCorrection(
  trx: Db,
  hackathonId: string,
  id: string,
  publicationId: string,
): Promise<boolean> {
  const named = trx('objections')
    .where({ id, hackathon_id: hackathonId })
    .whereIn('outcome', ['upheld', 'partly']);
  return (await named.update({ led_to: publicationId })) === 1;
}

export async function objectionsBy(db: Db, personId: string): Promise<unknown> {
  return {
    raised: await db('objections').select('text', 'raised_at').where({ raised_by: personId }),
    answered: await db('objections')
      .select('outcome', 'answer', 'answered_at')
      .where({ answered_by: personId }),
  };
}
