// Reads and writes of cases and reports.
import type { Db } from '../../db/db';
import { type CaseRow, type Decision, PRESSING, type ReportRow } from './moderation.tables';

const CASE = [
  'id',
  'hackathon_id',
  'kind',
  'thing_id',
  'href',
  'opened_at',
  'decision',
  'rule',
  'reason',
  'decided_by',
  'decided_at',
  'kept',
  'objection',
  'objected_at',
  'outcome',
  'outcome_reason',
  'outcome_at',
] as const;
const REPORT = ['id', 'case_id', 'reporter_id', 'reason', 'details', 'excerpt', 'at'] as const;

export async function caseById(db: Db, id: string): Promise<CaseRow | undefined> {
  return db('moderation_cases').select(CASE).where({ id }).first();
}

export async function reportById(db: Db, id: string): Promise<ReportRow | undefined> {
  return db('reports').select(REPORT).where({ id }).first();
}

export async function lockCase(trx: Db, id: string): Promise<CaseRow | undefined> {
  return trx('moderation_cases').select(CASE).where({ id }).forUpdate().first();
}

/** Whoever reports the same thing at the same time waits here, so that both reports meet in one case. */
export async function holdThing(trx: Db, kind: string, thingId: string): Promise<void> {
  await trx.raw(`select pg_advisory_xact_lock(hashtextextended('report ' || ? || ' ' || ?, 0))`, [
    kind,
    thingId,
  ]);
}

/** Held against a decision until the transaction ends. */
export async function openCaseOf(trx: Db, kind: string, thingId: string): Promise<CaseRow | undefined> {
  return trx('moderation_cases')
    .select(CASE)
    .where({ kind, thing_id: thingId })
    .whereNull('decided_at')
    .forShare()
    .first();
}

export async function insertCase(
  trx: Db,
  row: Pick<CaseRow, 'id' | 'hackathon_id' | 'kind' | 'thing_id' | 'href' | 'opened_at'>,
  authors: readonly string[],
): Promise<void> {
  await trx('moderation_cases').insert(row);
  if (authors.length > 0)
    await trx('case_authors').insert(authors.map((person_id) => ({ case_id: row.id, person_id })));
}

export async function authorsOf(db: Db, caseId: string): Promise<string[]> {
  return db('case_authors').where({ case_id: caseId }).orderBy('person_id').pluck('person_id');
}

export async function reportersOf(db: Db, caseId: string): Promise<{ id: string; reporter_id: string }[]> {
  return db('reports')
    .select('id', 'reporter_id')
    .where({ case_id: caseId })
    .whereNotNull('reporter_id')
    .orderBy(['at', 'id']);
}

/** The report of this reporter, or the same report that was sent twice without a sign-in. */
export async function sameReport(
  trx: Db,
  caseId: string,
  whose: { reporterId: string } | { mark: string },
): Promise<ReportRow | undefined> {
  const by = 'mark' in whose ? { mark: whose.mark } : { reporter_id: whose.reporterId };
  return trx('reports')
    .select(REPORT)
    .where({ case_id: caseId, ...by })
    .first();
}

export async function insertReport(trx: Db, row: ReportRow & { mark: string | null }): Promise<void> {
  await trx('reports').insert(row);
}

export async function writeDecision(
  trx: Db,
  id: string,
  given: {
    decision: Decision;
    rule: number | null;
    reason: string;
    by: string;
    at: Date;
    kept: object | null;
  },
): Promise<void> {
  await trx('moderation_cases')
    .where({ id })
    .update({
      decision: given.decision,
      rule: given.rule,
      reason: given.reason,
      decided_by: given.by,
      decided_at: given.at,
      kept: given.kept === null ? null : JSON.stringify(given.kept),
    });
}

export async function writeObjection(
  trx: Db,
  id: string,
  given: { objection: string; by: string; at: Date },
): Promise<void> {
  await trx('moderation_cases')
    .where({ id })
    .update({ objection: given.objection, objected_by: given.by, objected_at: given.at });
}

export async function writeOutcome(
  trx: Db,
  id: string,
  given: { outcome: 'confirmed' | 'reversed'; reason: string; by: string; at: Date },
): Promise<void> {
  await trx('moderation_cases').where({ id }).update({
    outcome: given.outcome,
    outcome_reason: given.reason,
    outcome_by: given.by,
    outcome_at: given.at,
  });
}

/** The moderators and organisers of a hackathon now. */
export async function staffOf(
  db: Db,
  hackathonId: string,
): Promise<{ moderators: string[]; organisers: string[] }> {
  const rows: { person_id: string; role: string }[] = await db('roles as r')
    .join('people as p', 'p.id', 'r.person_id')
    .select('r.person_id', 'r.role')
    .where({ 'r.hackathon_id': hackathonId })
    .whereIn('r.role', ['moderator', 'organiser'])
    .whereNull('r.ended_at')
    .whereNull('p.disabled_at')
    .orderBy('r.person_id');
  const those = (role: string) => rows.filter((row) => row.role === role).map((row) => row.person_id);
  return { moderators: those('moderator'), organisers: those('organiser') };
}

export interface ListedCase extends CaseRow {
  authors: { id: string; name: string }[];
  reporters: string[];
  reports: { reason: ReportRow['reason']; details: string; excerpt: string; at: string }[];
  /** How often the thing was decided about before. */
  before: number;
  decided_by_name: string | null;
  outcome_by_name: string | null;
}

/**
 * What waits: cases nobody decided, those that press most first, then objections nobody heard, each with the one that
 * waits longest first; after them what was decided, the newest first.
 */
export async function casesOf(db: Db, hackathonId: string, limit: number): Promise<ListedCase[]> {
  const { rows } = await db.raw(
    `select ${CASE.map((column) => `c.${column}`).join(', ')},
        d.display_name as decided_by_name, o.display_name as outcome_by_name,
        (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.display_name) order by p.id), '[]')
           from case_authors a join people p on p.id = a.person_id where a.case_id = c.id) as authors,
        array(select r.reporter_id from reports r where r.case_id = c.id and r.reporter_id is not null) as reporters,
        (select jsonb_agg(jsonb_build_object('reason', r.reason, 'details', r.details, 'excerpt', r.excerpt,
                'at', r.at) order by r.at, r.id) from reports r where r.case_id = c.id) as reports,
        (select count(*)::int from moderation_cases b where b.kind = c.kind and b.thing_id = c.thing_id
            and b.opened_at < c.opened_at) as before
      from moderation_cases c left join people d on d.id = c.decided_by left join people o on o.id = c.outcome_by
     where c.hackathon_id = ?
     order by (c.decided_at is null) desc, (c.objected_at is not null and c.outcome_at is null) desc,
        case when c.decided_at is null then
          (select min(array_position(?::text[], r.reason::text)) from reports r where r.case_id = c.id) end,
        case when c.decided_at is null then c.opened_at end, c.decided_at desc, c.id
     limit ?`,
    [hackathonId, [...PRESSING], limit],
  );
  return rows;
}

export interface Counts {
  open: number;
  objections: number;
  decided: number;
}

export async function countsOf(db: Db, hackathonId: string): Promise<Counts> {
  const { rows } = await db.raw(
    `select count(*) filter (where decided_at is null)::int as open,
        count(*) filter (where objected_at is not null and outcome_at is null)::int as objections,
        count(*) filter (where decided_at is not null)::int as decided
       from moderation_cases where hackathon_id = ?`,
    [hackathonId],
  );
  return rows[0];
}

/** Whether the thing was reported where this person decides: then they may look at it, also once it is withdrawn. */
export async function isReportedTo(
  db: Db,
  kind: string,
  thingId: string,
  personId: string,
): Promise<boolean> {
  const hackathonIds: string[] = await db('moderation_cases')
    .distinct('hackathon_id')
    .where({ kind, thing_id: thingId })
    .pluck('hackathon_id');
  for (const id of hackathonIds) {
    const { moderators, organisers } = await staffOf(db, id);
    if ((moderators.length > 0 ? moderators : organisers).includes(personId)) return true;
  }
  return false;
}
