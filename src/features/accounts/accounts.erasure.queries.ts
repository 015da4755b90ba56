// What accounts keep about one person: all of it to read, and the statements that take it away.

import type { Db } from '../../db/db';
import { LEFT } from '../../db/personal-data';
import { newId } from '../../ids';

export async function accountOf(db: Db, personId: string): Promise<Record<string, unknown>> {
  return db('people')
    .select({
      id: 'id',
      signInName: 'login',
      name: 'display_name',
      email: 'email',
      language: 'locale',
      pattern: 'weave_seed',
      rulesAcceptedAt: 'rules_accepted_at',
      joinedAt: 'joined_at',
      mayFoundSince: 'may_found_at',
      adminSince: 'admin_at',
    })
    .where({ id: personId })
    .first();
}

export async function signInsOf(db: Db, personId: string): Promise<unknown[]> {
  return db('login_sessions')
    .select({ device: 'device', beganAt: 'began_at', lastUsedAt: 'seen_at', endedAt: 'ended_at' })
    .where({ person_id: personId })
    .orderBy('began_at');
}

/** When recovery codes were made and used; never a code. */
export async function codesOf(db: Db, personId: string): Promise<unknown[]> {
  return db('recovery_codes')
    .select({ madeAt: 'made_at', usedAt: 'used_at', expiresAt: 'expires_at' })
    .select(db.raw('made_by is not null as "byAnOrganiser"'))
    .where({ person_id: personId })
    .orderBy('made_at');
}

export async function activityOf(db: Db, personId: string): Promise<unknown[]> {
  return db('activity')
    .select({ at: 'at', act: 'act', subject: 'subject_kind', hackathon: 'hackathon_id' })
    .where({ person_id: personId })
    .orderBy('id');
}

/** Sign-ins, their sessions and recovery codes go; the ids of sign-ins that were still open. */
export async function dropSignIns(trx: Db, personId: string): Promise<string[]> {
  await trx.raw(
    `delete from sessions where sess #>> '{passport,user}' in
       (select id from login_sessions where person_id = :personId) or sess #>> '{shown,personId}' = :personId`,
    { personId },
  );
  await trx('recovery_codes').where({ person_id: personId }).delete();
  return trx('login_sessions').where({ person_id: personId }).delete().returning('id').then(ids);
}

const ids = (rows: { id: string }[]) => rows.map((row) => row.id);

/** The tombstone: an id that other rows point to, and nobody behind it. */
export async function forgetPerson(trx: Db, personId: string, at: Date): Promise<void> {
  const nobody = `left-${newId()}`;
  await trx('people').where({ id: personId }).whereNull('erased_at').update({
    login: nobody,
    login_key: nobody,
    display_name: LEFT,
    password_hash: '!',
    email: null,
    email_confirmed_at: null,
    locale: 'en',
    weave_seed: newId(),
    may_found_at: null,
    admin_at: null,
    disabled_at: at,
    erased_at: at,
  });
}
