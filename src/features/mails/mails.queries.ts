// Mails on their way, and what became of them.
import type { Knex } from 'knex';
import type { Db } from '../../db/db';
import type { ReadyMail } from './mails.tables';

// A person gets mail at the address they confirmed, while they want it.
const READY = `select m.id, m.message_id, m.kind, m.person_id, m.address, m.locale, m.hackathon_id, m.params, m.href,
    m.state, m.reason, m.queued_at, m.sent_at, p.locale as reader_locale, a.display_name as about,
    coalesce(m.address, case when p.email_confirmed_at is not null and p.mail_wanted and p.disabled_at is null
      then p.email end) as "to"
  from mails m left join people p on p.id = m.person_id left join people a on a.id = m.about_id`;

export async function readyMail(db: Db, id: string): Promise<ReadyMail | undefined> {
  const { rows } = await db.raw(`${READY} where m.id = ?`, [id]);
  return rows[0];
}

export const PAGE = 40;

/** Newest first, one more than a page; `before`: the id of the last one seen. */
export async function mailsOf(db: Db, hackathonId: string, before?: string): Promise<ReadyMail[]> {
  const { rows } = await db.raw(
    `${READY} where m.hackathon_id = ? ${
      before ? 'and (m.queued_at, m.id) < (select b.queued_at, b.id from mails b where b.id = ?)' : ''
    } order by m.queued_at desc, m.id desc limit ?`,
    [hackathonId, ...(before ? [before] : []), PAGE + 1],
  );
  return rows;
}

export type Counts = Record<'queued' | 'sent' | 'failed', number>;

export async function countMails(db: Db, hackathonId: string): Promise<Counts> {
  const rows: { state: keyof Counts; count: number }[] = await db('mails')
    .where({ hackathon_id: hackathonId })
    .groupBy('state')
    .select('state')
    .count('* as count');
  return { queued: 0, sent: 0, failed: 0, ...Object.fromEntries(rows.map((row) => [row.state, row.count])) };
}

export async function markSent(db: Db, now: Knex.Raw, id: string): Promise<void> {
  await db('mails').where({ id }).update({ state: 'sent', sent_at: now, failed_at: null, reason: null });
}

export async function noteReason(db: Db, id: string, reason: string): Promise<void> {
  await db('mails').where({ id, state: 'queued' }).update({ reason });
}

export async function markFailed(db: Db, now: Knex.Raw, id: string, reason: string): Promise<void> {
  await db('mails').where({ id, state: 'queued' }).update({ state: 'failed', failed_at: now, reason });
}

export async function deleteMail(db: Db, id: string): Promise<void> {
  await db('mails').where({ id }).delete();
}

/** True for the one who brings a failed mail back into the queue. */
export async function requeue(trx: Db, id: string): Promise<boolean> {
  const changed = await trx('mails')
    .where({ id, state: 'failed' })
    .update({ state: 'queued', failed_at: null, reason: null });
  return changed === 1;
}

export async function mailsTo(db: Db, personId: string): Promise<unknown[]> {
  return db('mails')
    .where({ person_id: personId })
    .select({ kind: 'kind', queuedAt: 'queued_at', sentAt: 'sent_at', state: 'state' })
    .orderBy('queued_at');
}

export async function forgetMails(trx: Db, personId: string): Promise<void> {
  // An organiser may have written to the same address before there was an account.
  await trx('mails')
    .where({ person_id: personId })
    .orWhereRaw('lower(address) = (select lower(email) from people where id = ?)', [personId])
    .delete();
  await trx('email_confirmations').where({ person_id: personId }).delete();
}
