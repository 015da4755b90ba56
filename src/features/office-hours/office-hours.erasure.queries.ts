// What office hours keep about one person, and how it goes.
import type { Db } from '../../db/db';
import type { SlotRow } from './office-hours.tables';

export async function slotsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('slots')
    .select('kind', 'topic', 'language', 'link', 'zone', 'seats')
    .select({
      starts: 'starts_at',
      ends: 'ends_at',
      publishedAt: 'published_at',
      cancelledAt: 'cancelled_at',
    })
    .where({ expert_id: personId })
    .orderBy('starts_at');
}

export async function bookingsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('bookings as b')
    .join('teams as t', 't.id', 'b.team_id')
    .select({ team: 't.name', starts: 'b.starts_at', bookedAt: 'b.booked_at', cancelledAt: 'b.cancelled_at' })
    .where({ 'b.booked_by': personId })
    .orderBy('b.booked_at');
}

export type Ahead = Pick<SlotRow, 'id' | 'expert_id' | 'kind' | 'starts_at' | 'hackathon_id'> & {
  slug: string;
  zone: string;
};

/** Live slots that are not over, held, with the hackathon's address and zone. */
export async function holdSlotsAhead(trx: Db, personId: string, now: Date): Promise<Ahead[]> {
  const { rows } = await trx.raw(
    `select s.id, s.expert_id, s.kind, s.starts_at, s.hackathon_id, h.slug, h.zone
       from slots s join hackathons h on h.id = s.hackathon_id
      where s.expert_id = ? and s.cancelled_at is null and s.ends_at > ?
      order by s.id for no key update of s`,
    [personId, now],
  );
  return rows;
}

/** Their words, their link and the clock they live by. That teams met an expert stays. */
export async function forgetSlotWords(trx: Db, personId: string): Promise<void> {
  await trx.raw(
    `update slots s set topic = '', link = null, zone = h.zone from hackathons h
      where h.id = s.hackathon_id and s.expert_id = ?`,
    [personId],
  );
}
