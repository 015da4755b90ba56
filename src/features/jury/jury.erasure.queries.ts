// What the jury keeps about one person besides sheets, and how it goes.
import type { Db } from '../../db/db';

export async function conflictsOf(db: Db, personId: string): Promise<unknown[]> {
  return db('conflicts')
    .select({ team: 'team_id', kind: 'kind', reason: 'reason', foundAt: 'found_at' })
    .where({ juror_id: personId })
    .orderBy('found_at');
}

export async function forgetConflicts(trx: Db, personId: string): Promise<void> {
  await trx('conflicts').where({ juror_id: personId }).update({ reason: '' });
}
