// Reads and writes of recovery codes and of links that let somebody found hackathons.
import type { Db } from '../../db/db';
import type { FounderLinkRow, RecoveryCodeRow } from './accounts.tables';

export async function addRecoveryCodes(db: Db, rows: Omit<RecoveryCodeRow, 'used_at'>[]): Promise<void> {
  await db<RecoveryCodeRow>('recovery_codes').insert(rows);
}

/** The unused ones that a person has kept themselves, or that were made for them. */
export async function dropUnusedCodes(db: Db, personId: string, which: 'own' | 'made'): Promise<void> {
  const codes = db<RecoveryCodeRow>('recovery_codes').where({ person_id: personId }).whereNull('used_at');
  await (which === 'own' ? codes.whereNull('made_by') : codes.whereNotNull('made_by')).delete();
}

/** True for exactly one caller. */
export async function spendCode(db: Db, at: Date, personId: string, codeHash: string): Promise<boolean> {
  const spent = await db<RecoveryCodeRow>('recovery_codes')
    .where({ person_id: personId, code_hash: codeHash })
    .whereNull('used_at')
    .where((still) => still.whereNull('expires_at').orWhere('expires_at', '>', at))
    .update({ used_at: at });
  return spent === 1;
}

/** Those of `ids` that still work, in their order. */
export async function unusedAmong(db: Db, personId: string, ids: string[]): Promise<string[]> {
  const found: string[] = await db<RecoveryCodeRow>('recovery_codes')
    .where({ person_id: personId })
    .whereIn('id', ids)
    .whereNull('used_at')
    .pluck('id');
  return ids.filter((id) => found.includes(id));
}

export async function countUnused(db: Db, personId: string): Promise<number> {
  const [row] = await db<RecoveryCodeRow>('recovery_codes')
    .where({ person_id: personId })
    .whereNull('used_at')
    .whereNull('made_by')
    .count({ count: '*' });
  return Number(row?.count ?? 0);
}

export interface HelpGiven {
  made_at: Date;
  used_at: Date | null;
  by: string;
}

/** Codes that organisers made for this person since then, the newest first. */
export async function helpGiven(db: Db, personId: string, since: Date): Promise<HelpGiven[]> {
  return db('recovery_codes as c')
    .join('people as o', 'o.id', 'c.made_by')
    .select('c.made_at', 'c.used_at', 'o.display_name as by')
    .where('c.person_id', personId)
    .where('c.made_at', '>', since)
    .orderBy('c.made_at', 'desc')
    .limit(20);
}

/** True when an organiser made a code for this person since they began the sign-in before this one. */
export async function helpedSinceLast(db: Db, personId: string, loginSessionId: string): Promise<boolean> {
  const { rows } = await db.raw(
    `select exists (
       select from recovery_codes c where c.person_id = ? and c.made_by is not null and c.made_at > coalesce(
         (select max(s.began_at) from login_sessions s where s.person_id = ? and s.id <> ?), '-infinity')
     ) as helped`,
    [personId, personId, loginSessionId],
  );
  return rows[0].helped as boolean;
}

export async function addFounderLink(
  db: Db,
  row: Pick<FounderLinkRow, 'token_hash' | 'made_at' | 'expires_at'>,
): Promise<void> {
  await db<FounderLinkRow>('founder_links').insert(row);
}

export async function founderLink(db: Db, tokenHash: string): Promise<FounderLinkRow | undefined> {
  return db<FounderLinkRow>('founder_links').where({ token_hash: tokenHash }).first();
}

/** True for exactly one caller. */
export async function spendFounderLink(db: Db, at: Date, tokenHash: string, by: string): Promise<boolean> {
  const spent = await db<FounderLinkRow>('founder_links')
    .where({ token_hash: tokenHash })
    .whereNull('used_at')
    .where('expires_at', '>', at)
    .update({ used_at: at, used_by: by });
  return spent === 1;
}
