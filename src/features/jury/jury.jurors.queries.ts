// Jurors of a hackathon with what they say about their reading, and the languages of what there is to read.
import type { Db } from '../../db/db';
import { languagesOfText } from './jury.languages.policy';
import type { Juror } from './jury.tables';

/** Everybody who is a juror now, by name; also who cannot go on. */
export async function jurorsOf(db: Db, hackathonId: string): Promise<Juror[]> {
  return db('roles as r')
    .join('people as p', 'p.id', 'r.person_id')
    .leftJoin('juror_terms as t', { 't.hackathon_id': 'r.hackathon_id', 't.person_id': 'r.person_id' })
    .select('p.id', 'p.display_name', 'r.organisation', 't.sheets_max', 't.stopped_at')
    .select(db.raw("coalesce(t.reads, '{}') as languages"))
    .where({ 'r.hackathon_id': hackathonId, 'r.role': 'juror' })
    .whereNull('r.ended_at')
    .whereNull('p.disabled_at')
    .orderBy(['p.display_name', 'p.id']);
}

export async function saveReads(
  trx: Db,
  of: { hackathonId: string; personId: string },
  given: { reads: readonly string[]; max: number | null; at: Date },
): Promise<void> {
  await saveTerms(trx, of, { reads: given.reads, sheets_max: given.max, changed_at: given.at });
}

export async function saveStopped(
  trx: Db,
  of: { hackathonId: string; personId: string },
  stopped: { at: Date | null; by: string; now: Date },
): Promise<void> {
  const stopped_by = stopped.at === null ? null : stopped.by;
  await saveTerms(trx, of, { stopped_at: stopped.at, stopped_by, changed_at: stopped.now });
}

async function saveTerms(
  trx: Db,
  of: { hackathonId: string; personId: string },
  terms: Record<string, unknown>,
): Promise<void> {
  await trx('juror_terms')
    .insert({ hackathon_id: of.hackathonId, person_id: of.personId, ...terms })
    .onConflict(['hackathon_id', 'person_id'])
    .merge(terms);
}

/** The first lines of every section are enough to see the script. */
const LINES = 200;

/** By submission: the languages that the last hand-in can be in. */
export async function languagesOfProposals(
  db: Db,
  hackathon: { id: string; languages: readonly string[] },
): Promise<Map<string, string[]>> {
  const { rows } = await db.raw(
    `select distinct on (v.submission_id) v.submission_id, t.languages, x.text
       from submission_versions v
       join submissions s on s.id = v.submission_id
       join teams t on t.id = s.team_id
       cross join lateral (
         select string_agg(left(part.value ->> 'text', ${LINES}), ' ') as text from jsonb_each(v.sections) part) x
      where s.hackathon_id = ?
      order by v.submission_id, v.number desc`,
    [hackathon.id],
  );
  return new Map(
    rows.map((row: { submission_id: string; languages: string[]; text: string | null }) => [
      row.submission_id,
      languagesOfText(row.text ?? '', row.languages, hackathon.languages),
    ]),
  );
}

export async function termsOf(db: Db, personId: string): Promise<unknown[]> {
  return db('juror_terms')
    .select({
      hackathon: 'hackathon_id',
      reads: 'reads',
      most: 'sheets_max',
      stoppedAt: 'stopped_at',
      changedAt: 'changed_at',
    })
    .where({ person_id: personId })
    .orderBy('changed_at');
}

export async function forgetTerms(trx: Db, personId: string): Promise<void> {
  await trx('juror_terms').where({ person_id: personId }).delete();
}
