// What moderation keeps of one person, for handing it out and for forgetting it.
import type { Db } from '../../db/db';

/** The moderator's name, and who reported, are not this person's data. */
export async function keptOf(db: Db, personId: string): Promise<Record<string, unknown>> {
  const reported = await db('reports as r')
    .join('moderation_cases as c', 'c.id', 'r.case_id')
    .select('r.at', 'c.kind', 'r.reason', 'r.details', 'c.decision', 'c.decided_at')
    .where({ 'r.reporter_id': personId })
    .orderBy(['r.at', 'r.id']);
  const decisions = await db('moderation_cases as c')
    .join('case_authors as a', 'a.case_id', 'c.id')
    .select('c.kind', 'c.decision', 'c.rule', 'c.reason', 'c.decided_at', 'c.outcome', 'c.outcome_reason')
    .select('c.outcome_at')
    .where({ 'a.person_id': personId })
    .whereNotNull('c.decided_at')
    .whereNot('c.decision', 'nothing')
    .orderBy(['c.decided_at', 'c.id']);
  const mutes = await db('mutes')
    .select('since', 'until', 'ended_at')
    .where({ person_id: personId })
    .orderBy(['since', 'id']);
  const decided = await db('moderation_cases')
    .select('decided_at', 'decision', 'rule', 'reason')
    .where({ decided_by: personId })
    .orderBy(['decided_at', 'id']);
  const objections = await db('moderation_cases')
    .select('kind', 'objection', 'objected_at')
    .where({ objected_by: personId })
    .orderBy(['objected_at', 'id']);
  const heard = await db('moderation_cases')
    .select('outcome_at', 'outcome', 'outcome_reason')
    .where({ outcome_by: personId })
    .orderBy(['outcome_at', 'id']);
  return {
    reported,
    decisionsAboutMe: decisions,
    objections,
    mutes,
    decidedByMe: decided,
    objectionsHeardByMe: heard,
  };
}

/** What one person wrote alone; what a team wrote stays the team's. */
const OWN_WORDS = [
  'message',
  'evidence',
  'feedback',
  'help-request',
  'slot',
  'removal',
  'person',
  'file',
  'recommendation',
  'remark',
];

/** Decisions about what this person wrote wait. */
export async function holdCasesOf(trx: Db, personId: string): Promise<void> {
  await trx('moderation_cases')
    .select('id')
    .whereIn('id', trx('case_authors').select('case_id').where({ person_id: personId }))
    .orderBy('id')
    .forUpdate();
}

/** What waited for a decision when its author deleted their account goes once it is decided. */
export async function forgetIfErased(trx: Db, caseId: string): Promise<void> {
  const gone = () =>
    trx('moderation_cases as c')
      .join('case_authors as a', 'a.case_id', 'c.id')
      .join('people as p', 'p.id', 'a.person_id')
      .select('c.id')
      .where({ 'c.id': caseId })
      .whereIn('c.kind', OWN_WORDS)
      .whereNotNull('p.erased_at');
  await trx('reports').whereIn('case_id', gone()).update({ excerpt: '' });
  await trx('moderation_cases').whereIn('id', gone()).update({ kept: null });
}

/** Words of theirs that were decided about are forgotten; nothing can be given back then. */
export async function forgetPerson(trx: Db, personId: string): Promise<void> {
  await trx('reports').where({ reporter_id: personId }).update({ reporter_id: null });
  const decided = () =>
    trx('moderation_cases as c')
      .join('case_authors as a', 'a.case_id', 'c.id')
      .select('c.id')
      .where({ 'a.person_id': personId })
      .whereIn('c.kind', OWN_WORDS)
      .whereNotNull('c.decided_at');
  await trx('reports').whereIn('case_id', decided()).update({ excerpt: '' });
  await trx('moderation_cases').whereIn('id', decided()).update({ kept: null });
  await trx('moderation_cases').where({ objected_by: personId }).update({ objection: '', objected_by: null });
  await trx('mutes').where({ person_id: personId }).delete();
}
