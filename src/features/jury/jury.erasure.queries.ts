// What the jury keeps about one person besides sheets, and how it goes.
import type { Db } from '../../db/db';

export async function conflictsOf(db: Db, personId: string): Promise<unknown[]> {
  return db('conflicts')
    .select({ team: 'team_id', kind: 'kind', reason: 'reason', foundAt: 'found_at' })
    .where({ juror_id: personId })
    .orderBy('found_at');
}

/** Declarations of theirs that were taken back, and what they wrote about those of others. */
export async function takenBackBy(db: Db, personId: string): Promise<unknown[]> {
  return db('conflicts_taken_back')
    .select({ team: 'team_id', declaredAt: 'declared_at', takenBackAt: 'taken_back_at' })
    .select(db.raw('case when taken_back_by = ? then reason end as reason', [personId]))
    .where({ juror_id: personId })
    .orWhere({ taken_back_by: personId })
    .orderBy('taken_back_at');
}

export async function forgetConflicts(trx: Db, personId: string): Promise<void> {
  await trx('conflicts').where({ juror_id: personId }).update({ reason: '' });
}
