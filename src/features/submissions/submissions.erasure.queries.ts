// What proposals keep about one person, and how it goes. The text of a team stays with the team.
import type { Db } from '../../db/db';
import { LEFT } from '../../db/personal-data';
import { ONLY_THEIRS } from '../teams/teams.erasure.queries';

export async function sectionsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('sections as s')
    .join('submissions as u', 'u.id', 's.submission_id')
    .select({
      team: 'u.team_id',
      section: 's.key',
      version: 's.version',
      text: 's.text',
      savedAt: 's.saved_at',
    })
    .where({ 's.saved_by': personId })
    .orderBy(['s.saved_at', 's.key']);
}

export async function filesBy(db: Db, personId: string): Promise<unknown[]> {
  return db('files as f')
    .join('submissions as u', 'u.id', 'f.submission_id')
    .select({
      team: 'u.team_id',
      name: 'f.name',
      bytes: 'f.bytes',
      type: 'f.type',
      sha256: 'f.sha256',
      uploadedAt: 'f.uploaded_at',
      removedAt: 'f.removed_at',
    })
    .where({ 'f.uploaded_by': personId })
    .orderBy('f.uploaded_at');
}

export async function handInsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('submission_versions as v')
    .join('submissions as u', 'u.id', 'v.submission_id')
    .select({ team: 'u.team_id', number: 'v.number', sha256: 'v.sha256', handedInAt: 'v.handed_in_at' })
    .where({ 'v.handed_in_by': personId })
    .orderBy('v.handed_in_at');
}

/** Hand-ins in whose frozen roster the person stands, with what stands there about them. */
export async function rosterLinesOf(db: Db, personId: string): Promise<unknown[]> {
  const { rows } = await db.raw(
    `select v.submission_id as submission, v.number, m.line - 'weave_seed' as line
       from submission_versions v, jsonb_array_elements(v.roster -> 'members') as m (line)
      where m.line ->> 'id' = ? order by v.handed_in_at`,
    [personId],
  );
  return rows;
}

export async function feedbackBy(db: Db, personId: string): Promise<unknown[]> {
  return db('feedback_items as f')
    .join('submissions as u', 'u.id', 'f.submission_id')
    .select({ team: 'u.team_id', section: 'f.section', kind: 'f.kind', body: 'f.body', at: 'f.at' })
    .where({ 'f.by_id': personId })
    .orderBy('f.at');
}

export async function feedbackAnswersBy(db: Db, personId: string): Promise<unknown[]> {
  return db('feedback_items')
    .select({ section: 'section', answer: 'answer', because: 'because', at: 'answered_at' })
    .where({ answered_by: personId })
    .orderBy('answered_at');
}

/** In frozen rosters the name goes and the place stays. New hand-ins have no name under their hash. */
export async function forgetInRosters(trx: Db, personId: string): Promise<void> {
  await trx.raw(
    `update submission_versions v
        set roster = jsonb_set(v.roster, '{members}', (
          select jsonb_agg(case when m.line ->> 'id' = :personId
                   then m.line || jsonb_build_object('display_name', :left::text) else m.line end order by m.place)
            from jsonb_array_elements(v.roster -> 'members') with ordinality as m (line, place)))
      where v.roster -> 'members' @> jsonb_build_array(jsonb_build_object('id', :personId::text))`,
    { personId, left: LEFT },
  );
}

/** Drafts of teams that were nobody else's, never handed in; the stored names of their files. */
export async function dropLoneDrafts(trx: Db, personId: string): Promise<string[]> {
  const { rows } = await trx.raw(
    `select f.stored_as from files f join submissions s on s.id = f.submission_id
      where s.team_id in (${ONLY_THEIRS})`,
    { personId },
  );
  await trx.raw(`delete from submissions where team_id in (${ONLY_THEIRS})`, { personId });
  return rows.map((row: { stored_as: string }) => row.stored_as);
}
