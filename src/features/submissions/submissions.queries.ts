// Proposals, their sections with every saved version, and the frozen hand-ins.
import type { Clock } from '../../clock';
import type { Db } from '../../db/db';
import { newId } from '../../ids';
import type { SectionKey, SectionRow, SubmissionRow, VersionRow } from './submissions.tables';

const SUBMISSION = ['id', 'team_id', 'hackathon_id', 'begun_at'] as const;

export async function submissionById(db: Db, id: string): Promise<SubmissionRow | undefined> {
  return db('submissions').select(SUBMISSION).where({ id }).first();
}

export async function submissionByTeam(db: Db, teamId: string): Promise<SubmissionRow | undefined> {
  return db('submissions').select(SUBMISSION).where({ team_id: teamId }).first();
}

/** The team's proposal, begun now if nobody did before; many at once get the same one. */
export async function submissionOfTeam(
  db: Db,
  clock: Clock,
  team: { id: string; hackathon_id: string },
): Promise<SubmissionRow> {
  const known = await submissionByTeam(db, team.id);
  if (known) return known;
  await db('submissions')
    .insert({
      id: newId(),
      team_id: team.id,
      hackathon_id: team.hackathon_id,
      begun_at: await clock.now(db),
    })
    .onConflict('team_id')
    .ignore();
  return (await submissionByTeam(db, team.id))!;
}

/** Whatever changes a proposal waits here for its turn. Taken after phases and team. */
export async function lockSubmission(trx: Db, id: string): Promise<void> {
  await trx('submissions').select('id').where({ id }).forNoKeyUpdate();
}

/** Whether the person is an expert of the hackathon who advises the team now and sits in none of its teams. */
export async function adviserOf(db: Db, teamId: string, personId: string): Promise<boolean> {
  const row = await db('advisers as a')
    .join('teams as t', 't.id', 'a.team_id')
    .join('roles as r', (join) =>
      join.on('r.hackathon_id', 't.hackathon_id').andOn('r.person_id', 'a.person_id').andOnNull('r.ended_at'),
    )
    .select('a.person_id')
    .where({ 'a.team_id': teamId, 'a.person_id': personId, 'r.role': 'expert' })
    .whereNull('a.ended_at')
    .whereNotExists((seat) =>
      seat
        .from('memberships as m')
        .whereRaw('m.hackathon_id = t.hackathon_id and m.person_id = a.person_id and m.ended_at is null'),
    )
    .first();
  return row !== undefined;
}

/** Everybody who is told when something changes: the members and the advisers of the team. */
export async function readersOf(db: Db, teamId: string): Promise<string[]> {
  const [members, advisers] = await Promise.all([
    db('memberships').where({ team_id: teamId }).whereNull('ended_at').pluck('person_id'),
    db('advisers').where({ team_id: teamId }).whereNull('ended_at').pluck('person_id'),
  ]);
  return [...new Set([...members, ...advisers])];
}

/** What is true now of each section; one that nobody wrote has no row. */
export async function sectionsOf(db: Db, submissionId: string): Promise<SectionRow[]> {
  return db('sections as s')
    .join('people as p', 'p.id', 's.saved_by')
    .distinctOn('s.key')
    .select('s.key', 's.version', 's.text', 's.saved_by', 's.saved_at', 'p.display_name as saved_by_name')
    .where({ 's.submission_id': submissionId })
    .orderBy([{ column: 's.key' }, { column: 's.version', order: 'desc' }]);
}

export interface BesideTalk {
  /** The last save of any part; null before the first. */
  savedAt: Date | null;
  savedBy: string | null;
  /** Parts that hold words. */
  written: SectionKey[];
  /** Advice that nobody answered yet, oldest first. */
  advice: { by: string; section: SectionKey; body: string }[];
}

/** What a room shows of its team's proposal, as a statement; no row while nobody has begun it. `team`: SQL, no value. */
export const proposalBesideTalk = (team: string): string => `
  select last.saved_at as "savedAt", last.display_name as "savedBy",
         array(select one.key from (
                 select distinct on (s.key) s.key, s.text from sections s where s.submission_id = b.id
                  order by s.key, s.version desc) one
                where one.text ~ '\\S') as written,
         (select coalesce(jsonb_agg(jsonb_build_object('by', p.display_name, 'section', f.section, 'body', f.body)
                   order by f.at, f.id), '[]')
            from feedback_items f join people p on p.id = f.by_id
           where f.submission_id = b.id and f.answer is null) as advice
    from submissions b
    left join lateral (
      select s.saved_at, p.display_name from sections s join people p on p.id = s.saved_by
       where s.submission_id = b.id order by s.saved_at desc limit 1) last on true
   where b.team_id = ${team}`;

/** Texts as they were in the versions asked for, as `key version` → text. */
export async function textsAt(
  db: Db,
  submissionId: string,
  asked: readonly { key: SectionKey; version: number }[],
): Promise<Map<string, string>> {
  if (asked.length === 0) return new Map();
  const rows = await db('sections')
    .select('key', 'version', 'text')
    .where({ submission_id: submissionId })
    .whereIn(
      ['key', 'version'],
      asked.map(({ key, version }) => [key, version]),
    );
  return new Map(rows.map((row) => [`${row.key} ${row.version}`, row.text]));
}

export async function insertSections(
  trx: Db,
  submissionId: string,
  rows: readonly { key: SectionKey; version: number; text: string }[],
  saved: { by: string; at: Date },
): Promise<void> {
  if (rows.length === 0) return;
  await trx('sections').insert(
    rows.map((row) => ({ ...row, submission_id: submissionId, saved_by: saved.by, saved_at: saved.at })),
  );
}

const VERSION = [
  'id',
  'submission_id',
  'number',
  'challenge_id',
  'sections',
  'files',
  'roster',
  'names_hashed',
  'sha256',
  'handed_in_by',
  'handed_in_at',
] as const;

/** The hand-in that counts; undefined while there is none. */
export async function lastVersion(db: Db, submissionId: string): Promise<VersionRow | undefined> {
  return db('submission_versions')
    .select(VERSION)
    .where({ submission_id: submissionId })
    .orderBy('number', 'desc')
    .first();
}

export async function versionByNumber(
  db: Db,
  submissionId: string,
  number: number,
): Promise<VersionRow | undefined> {
  return db('submission_versions').select(VERSION).where({ submission_id: submissionId, number }).first();
}

export type VersionLine = Pick<VersionRow, 'id' | 'number' | 'sha256' | 'handed_in_at'> & { by_name: string };

/** Every hand-in without its texts, oldest first. */
export async function versionsOf(db: Db, submissionId: string): Promise<VersionLine[]> {
  return db('submission_versions as v')
    .join('people as p', 'p.id', 'v.handed_in_by')
    .select('v.id', 'v.number', 'v.sha256', 'v.handed_in_at', 'p.display_name as by_name')
    .where({ 'v.submission_id': submissionId })
    .orderBy('v.number');
}

export async function insertVersion(trx: Db, row: VersionRow): Promise<void> {
  await trx('submission_versions').insert({
    ...row,
    sections: JSON.stringify(row.sections),
    files: JSON.stringify(row.files),
    roster: JSON.stringify(row.roster),
  });
}

export interface HandedIn {
  id: string;
  team_id: string;
  team: string;
  /** Of the hand-in that counts. */
  challenge_id: string;
  version_id: string;
  number: number;
  handed_in_at: Date;
}

/** Every proposal of a hackathon that was handed in, with the hand-in that counts; by team name. */
export async function handedInSubmissions(db: Db, hackathonId: string): Promise<HandedIn[]> {
  const latest = db('submission_versions')
    .distinctOn('submission_id')
    .select('submission_id', 'id', 'number', 'challenge_id', 'handed_in_at')
    .orderBy([{ column: 'submission_id' }, { column: 'number', order: 'desc' }])
    .as('v');
  return db('submissions as s')
    .join(latest, 'v.submission_id', 's.id')
    .join('teams as t', 't.id', 's.team_id')
    .select('s.id', 's.team_id', 't.name as team', 'v.challenge_id', 'v.id as version_id', 'v.number')
    .select('v.handed_in_at')
    .where({ 's.hackathon_id': hackathonId })
    .orderBy(['t.name', 's.id']);
}
