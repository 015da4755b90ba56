// Reads and writes of evidence cards.
import type { Db } from '../../db/db';
import { LEFT } from '../../db/personal-data';
import type { CardRow, Kind } from './inquiry.tables';

export const PAGE = 20;

const COLUMNS = [
  'id',
  'hackathon_id',
  'number',
  'claim',
  'kind',
  'source',
  'url',
  'language',
  'written_by',
  'written_at',
  'withdrawn_at',
] as const;

export interface ListedCard extends CardRow {
  author: string;
  author_roles: string[];
}

/** The newest first; withdrawn ones are left out. One row beyond PAGE says that there are more. */
export async function listCards(
  db: Db,
  wanted: { hackathonId: string; kind?: Kind; before?: number },
): Promise<ListedCard[]> {
  const cards = db('evidence_cards as c')
    .join('people as p', 'p.id', 'c.written_by')
    .select(COLUMNS.map((column) => `c.${column}`))
    .select('p.display_name as author')
    .select(
      db.raw(`array(select r.role from roles r where r.hackathon_id = c.hackathon_id
        and r.person_id = c.written_by and r.ended_at is null) as author_roles`),
    )
    .where('c.hackathon_id', wanted.hackathonId)
    .whereNull('c.withdrawn_at')
    .orderBy('c.number', 'desc')
    .limit(PAGE + 1);
  if (wanted.kind) cards.where('c.kind', wanted.kind);
  if (wanted.before) cards.where('c.number', '<', wanted.before);
  return cards;
}

export async function cardById(db: Db, id: string): Promise<CardRow | undefined> {
  return db('evidence_cards').select(COLUMNS).where({ id }).first();
}

export async function lockCard(trx: Db, id: string): Promise<CardRow | undefined> {
  return trx('evidence_cards').select(COLUMNS).where({ id }).forUpdate().first();
}

/**
 * The number the next card gets. Whoever asks waits here for their turn until the other's transaction ends,
 * so that numbers have no gaps.
 */
export async function nextNumber(trx: Db, hackathonId: string): Promise<number> {
  await trx.raw("select pg_advisory_xact_lock(hashtextextended('evidence ' || ?, 0))", [hackathonId]);
  const row = await trx('evidence_cards').where({ hackathon_id: hackathonId }).max('number as last').first();
  return (row?.last ?? 0) + 1;
}

export async function insertCard(trx: Db, card: Omit<CardRow, 'withdrawn_at'>): Promise<void> {
  await trx('evidence_cards').insert(card);
}

export async function withdrawCardRow(trx: Db, id: string, at: Date): Promise<void> {
  await trx('evidence_cards').where({ id }).update({ withdrawn_at: at });
}

export interface CitedCard {
  number: number;
  claim: string;
  kind: Kind;
  source: string;
  url: string | null;
  language: string;
  withdrawn: boolean;
}

/** The cards with these numbers, in order; one that was withdrawn later is told as such. */
export async function cardsByNumber(db: Db, hackathonId: string, numbers: number[]): Promise<CitedCard[]> {
  if (numbers.length === 0) return [];
  return db('evidence_cards')
    .select('number', 'claim', 'kind', 'source', 'url', 'language')
    .select(db.raw('withdrawn_at is not null as withdrawn'))
    .where({ hackathon_id: hackathonId })
    .whereIn('number', numbers)
    .orderBy('number');
}

export async function cardsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('evidence_cards')
    .select('number', 'claim', 'kind', 'source', 'url', 'language')
    .select({ writtenAt: 'written_at', withdrawnAt: 'withdrawn_at' })
    .where({ written_by: personId })
    .orderBy('written_at');
}

/** The words of this person's cards that no proposal cites, in its draft or in a hand-in. The number stays. */
export async function forgetUncited(trx: Db, personId: string, at: Date): Promise<void> {
  await trx.raw(
    `update evidence_cards c set claim = :left, source = '', url = null,
            withdrawn_at = coalesce(c.withdrawn_at, :at)
      where c.written_by = :personId
        and not exists (select from submissions s join sections t on t.submission_id = s.id
          where s.hackathon_id = c.hackathon_id and position('[E' || c.number || ']' in t.text) > 0)`,
    { personId, at, left: LEFT },
  );
}

export async function changeCardWords(
  trx: Db,
  id: string,
  words: Pick<CardRow, 'claim' | 'source' | 'url' | 'withdrawn_at'>,
): Promise<void> {
  await trx('evidence_cards').where({ id }).update(words);
}
