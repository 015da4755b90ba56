// Links that let whoever accepts them found hackathons: how an installation gets its first organiser.
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Gone, NotFound } from '../../errors';
import { randomText, sha256 } from '../../ids';
import type { Person } from '../../web/request';
import { changePerson } from './accounts.queries';
import { addFounderLink, founderLink, spendFounderLink } from './accounts.recovery.queries';

const LASTS = 24 * 3600 * 1000;

/** A token of 260 bits; only its hash is kept. */
export async function makeFounderLink(db: Db, clock: Clock): Promise<string> {
  const token = randomText(52);
  const at = await clock.now(db);
  const expires_at = new Date(at.getTime() + LASTS);
  await addFounderLink(db, { token_hash: sha256(token), made_at: at, expires_at });
  return token;
}

/** Throws NotFound for an unknown link and Gone for one that was used or ran out. */
export async function requireFounderLink(deps: Deps, token: string): Promise<void> {
  const link = await founderLink(deps.db, sha256(token));
  if (!link) throw new NotFound();
  if (link.used_at !== null) throw new Gone('accounts.founding.used');
  if (link.expires_at <= (await deps.clock.now(deps.db))) throw new Gone('accounts.founding.expired');
}

export async function acceptFounderLink(deps: Deps, person: Person, token: string): Promise<void> {
  const accepted = await deps.db.transaction(async (trx) => {
    const at = await deps.clock.now(trx);
    if (!(await spendFounderLink(trx, at, sha256(token), person.id))) return false;
    await changePerson(trx, person.id, { may_found_at: at });
    const subject = { kind: 'person', id: person.id };
    await recordActivity(trx, { at, personId: person.id, act: 'acceptFounderLink', subject });
    return true;
  });
  if (!accepted) {
    await requireFounderLink(deps, token);
    throw new Gone('accounts.founding.used');
  }
}
