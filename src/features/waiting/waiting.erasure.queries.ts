// What waiting leaves about one person, and how it goes.
import type { Db } from '../../db/db';

export async function requestsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('join_requests as r')
    .join('teams as t', 't.id', 'r.team_id')
    .select({
      team: 't.name',
      motivation: 'r.motivation',
      askedAt: 'r.asked_at',
      decision: 'r.decision',
      decidedAt: 'r.decided_at',
    })
    .where({ 'r.person_id': personId })
    .orderBy('r.asked_at');
}

export async function personalInvitationsOf(
  db: Db,
  whose: { person_id: string } | { invited_by: string },
): Promise<unknown[]> {
  return db('personal_invitations as i')
    .join('teams as t', 't.id', 'i.team_id')
    .select({
      team: 't.name',
      invitedAt: 'i.invited_at',
      decision: 'i.decision',
      decidedAt: 'i.decided_at',
    })
    .where(whose)
    .orderBy('i.invited_at');
}

/** No answer comes any more. */
export async function forgetInvitations(trx: Db, personId: string, at: Date): Promise<void> {
  await trx('personal_invitations')
    .where({ person_id: personId })
    .whereNull('decided_at')
    .update({ decision: 'withdrawn', decided_at: at, decided_by: personId });
}

/** What somebody said when they asked to join goes; what still waits is taken back. */
export async function forgetRequests(trx: Db, personId: string, at: Date): Promise<void> {
  const own = () => trx('join_requests').where({ person_id: personId });
  await own().whereNull('decided_at').update({ decision: 'withdrawn', decided_at: at, decided_by: personId });
  await own().update({ motivation: '' });
}
