// The links into a team that still work; making, using and revoking them is shared with those to roles.
import type { Db } from '../../db/db';

export interface LiveInvitation {
  id: string;
  uses: number;
  uses_max: number;
  expires_at: Date;
  code_hash: string | null;
}

export async function liveInvitationsOf(db: Db, teamId: string, now: Date): Promise<LiveInvitation[]> {
  return db('invitations')
    .select('id', 'uses', 'uses_max', 'expires_at', 'code_hash')
    .where({ team_id: teamId })
    .whereNull('revoked_at')
    .where('expires_at', '>', now)
    .whereRaw('uses < uses_max')
    .orderBy(['made_at', 'id']);
}
