// What help requests keep about one person, and how it goes.
import type { Db } from '../../db/db';
import { LEFT } from '../../db/personal-data';

export async function helpAskedBy(db: Db, personId: string): Promise<unknown[]> {
  return db('help_requests')
    .select({
      team: 'team_id',
      topic: 'topic',
      about: 'about',
      urgency: 'urgency',
      details: 'details',
      language: 'language',
      state: 'state',
      askedAt: 'asked_at',
      endedAt: 'ended_at',
    })
    .where({ asked_by: personId })
    .orderBy('asked_at');
}

export async function helpGivenBy(db: Db, personId: string): Promise<unknown[]> {
  return db('help_requests')
    .select({ team: 'team_id', state: 'state', claimedAt: 'claimed_at', endedAt: 'ended_at' })
    .where({ claimed_by: personId })
    .orderBy('claimed_at');
}

export async function claimedBy(trx: Db, personId: string): Promise<string[]> {
  return trx('help_requests').where({ claimed_by: personId, state: 'claimed' }).orderBy('id').pluck('id');
}

/** A live call keeps its topic: the team still waits. What it said beyond that goes. */
export async function forgetHelp(trx: Db, personId: string): Promise<void> {
  const asked = () => trx('help_requests').where({ asked_by: personId });
  await asked().update({ details: '', note: null });
  await asked().whereNotIn('state', ['open', 'claimed']).update({ topic: LEFT });
  await trx('help_requests').where({ claimed_by: personId }).update({ note: null });
}

/** Requests this person asked or took that still live. */
export async function holdHelpOf(trx: Db, personId: string): Promise<void> {
  await trx('help_requests')
    .select('id')
    .where((of) => of.where({ asked_by: personId }).orWhere({ claimed_by: personId }))
    .whereIn('state', ['open', 'claimed'])
    .orderBy('id')
    .forUpdate();
}
