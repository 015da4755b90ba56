// Reads and writes of invitations, to roles and to teams.
import type { Db } from '../../db/db';
import type { InvitationRow } from './hackathons.tables';

const COLUMNS = [
  'id',
  'hackathon_id',
  'team_id',
  'role',
  'organisation',
  'subject',
  'uses_max',
  'uses',
  'expires_at',
  'made_by',
  'made_at',
  'revoked_at',
  'revoked_by',
  'code_hash',
] as const;

export async function invitationById(db: Db, id: string): Promise<InvitationRow | undefined> {
  return db('invitations').select(COLUMNS).where({ id }).first();
}

export async function invitationByCodeHash(db: Db, hash: string): Promise<InvitationRow | undefined> {
  return db('invitations').select(COLUMNS).where({ code_hash: hash }).first();
}

/** Invitations to roles, the newest first. */
export async function roleInvitationsOf(db: Db, hackathonId: string): Promise<InvitationRow[]> {
  return db('invitations')
    .select(COLUMNS)
    .where({ hackathon_id: hackathonId })
    .whereNotNull('role')
    .orderBy([
      { column: 'made_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
}

export async function insertInvitation(db: Db, row: Omit<InvitationRow, 'uses'>): Promise<void> {
  await db('invitations').insert(row);
}

/** One statement decides: true for exactly as many callers as there are uses left. */
export async function countUse(trx: Db, id: string, now: Date): Promise<boolean> {
  const used = await trx('invitations')
    .where({ id })
    .whereNull('revoked_at')
    .where('expires_at', '>', now)
    .whereRaw('uses < uses_max')
    .increment('uses', 1);
  return used === 1;
}

export async function markRevoked(trx: Db, id: string, by: string, at: Date): Promise<void> {
  await trx('invitations').where({ id }).whereNull('revoked_at').update({ revoked_at: at, revoked_by: by });
}
