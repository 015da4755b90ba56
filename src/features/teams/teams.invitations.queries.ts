// The links into a team that still work; making, using and revoking them is shared with those to roles.
import type { Db } from '../../db/db';
import type { LiveInvitation } from './teams.tables';

export async function liveInvitationsOf(db: Db, teamId: string, now: Date): Promise<LiveInvitation[]> {
  return db('invitations')
    .select('id', 'uses', 'uses_max', 'expires_at', 'code_hash')
    .where({ team_id: teamId })
    .whereNull('revoked_at')
    .where('expires_at', '>', now)
    .whereRaw('uses < uses_max')
    .orderBy(['made_at', 'id']);
}
