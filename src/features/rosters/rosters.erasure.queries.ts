// What rosters keep about one person, and how it goes.
import type { Db } from '../../db/db';

/** Never whose words a reason is, nor who did it. */
export async function changesOf(db: Db, personId: string): Promise<unknown[]> {
  return db('seat_changes as c')
    .join('memberships as m', 'm.id', 'c.membership_id')
    .join('teams as t', 't.id', 'm.team_id')
    .select({ team: 't.name', what: 'c.kind', at: 'c.at', objection: 'c.objection' })
    .select({ objectedAt: 'c.objected_at', answeredAt: 'c.answered_at' })
    .where({ 'c.person_id': personId })
    .orderBy('c.at');
}

export async function changesBy(db: Db, personId: string): Promise<unknown[]> {
  return db('seat_changes as c')
    .join('memberships as m', 'm.id', 'c.membership_id')
    .join('teams as t', 't.id', 'm.team_id')
    .select({ team: 't.name', what: 'c.kind', at: 'c.at', reason: 'c.reason' })
    .where({ 'c.by_id': personId })
    .orderBy('c.at');
}

export async function answersBy(db: Db, personId: string): Promise<unknown[]> {
  return db('seat_changes')
    .select({ at: 'answered_at', answer: 'answer' })
    .where({ answered_by: personId })
    .orderBy('answered_at');
}

export async function takeoversOf(db: Db, personId: string): Promise<unknown[]> {
  return db('takeovers as o')
    .join('teams as t', 't.id', 'o.team_id')
    .select({ team: 't.name', askedAt: 'o.asked_at', endedAt: 'o.ended_at', outcome: 'o.outcome' })
    .select(db.raw('o.asked_by = ? as "byMe"', [personId]))
    .where((mine) => mine.where('o.asked_by', personId).orWhere('o.captain_id', personId))
    .orderBy('o.asked_at');
}

export async function namesChangedBy(db: Db, personId: string): Promise<unknown[]> {
  return db('team_names')
    .select({ nameBefore: 'name', until: 'until' })
    .where({ changed_by: personId })
    .orderBy('until');
}

/** What they said goes, and what was written about them. That it happened stays. */
export async function forgetChanges(trx: Db, personId: string): Promise<void> {
  const own = () => trx('seat_changes').where({ person_id: personId });
  await own().update({ reason: '' });
  await own().whereNotNull('objection').update({ objection: '' });
}
