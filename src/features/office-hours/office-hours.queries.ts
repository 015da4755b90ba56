// Slots and bookings: what is offered, who booked, and the statements that decide a place.
import type { Db } from '../../db/db';
import type { BookingRow, ListedSlot, SlotRow } from './office-hours.tables';

const SLOT = `s.id, s.hackathon_id, s.expert_id, p.display_name as expert, ro.organisation, ro.subject,
    s.starts_at, s.ends_at, s.zone, s.kind, s.seats, s.topic, s.language, s.link, s.published_at, s.cancelled_at,
    ro.id is not null and not exists (select from memberships m where m.hackathon_id = s.hackathon_id
      and m.person_id = s.expert_id and m.ended_at is null) as able,
    (select count(*)::int from bookings b where b.slot_id = s.id and b.cancelled_at is null) as taken`;

const FROM = `from slots s join people p on p.id = s.expert_id
    left join roles ro on ro.hackathon_id = s.hackathon_id and ro.person_id = s.expert_id
      and ro.role = 'expert' and ro.ended_at is null`;

export async function slotById(db: Db, id: string): Promise<SlotRow | undefined> {
  const { rows } = await db.raw(`select ${SLOT} ${FROM} where s.id = ?`, [id]);
  return rows[0];
}

/** Places are counted after this: whoever books or cancels waits here for their turn. */
export async function lockSlot(trx: Db, id: string): Promise<void> {
  await trx('slots').select('id').where({ id }).forNoKeyUpdate();
}

const MOST = 400;
const NOTED_FOR = '14 days';

/**
 * What is still to come, the next first; of one's own slots also those of the last days, to note who came.
 * Expert, organisers and moderators read which teams booked.
 */
export async function listSlots(
  db: Db,
  of: { hackathonId: string; personId: string; teamId: string | null; watches: boolean; now: Date },
): Promise<ListedSlot[]> {
  const { rows } = await db.raw(
    `select ${SLOT},
        (select b.id from bookings b where b.slot_id = s.id and b.team_id = :team and b.cancelled_at is null) as booking,
        case when s.expert_id = :person or :watches then
          (select coalesce(json_agg(json_build_object('id', b.id, 'team_id', b.team_id, 'team', t.name, 'came', b.came)
                  order by b.booked_at, b.id), '[]')
             from bookings b join teams t on t.id = b.team_id
            where b.slot_id = s.id and b.cancelled_at is null) else '[]' end as teams
      ${FROM}
      where s.hackathon_id = :hackathon and s.cancelled_at is null
        and (s.ends_at > :now or (s.expert_id = :person
          and s.ends_at > :now::timestamptz - interval '${NOTED_FOR}'
          and exists (select from bookings b where b.slot_id = s.id and b.cancelled_at is null)))
      order by s.starts_at, s.id limit ${MOST}`,
    { hackathon: of.hackathonId, person: of.personId, team: of.teamId, watches: of.watches, now: of.now },
  );
  return rows;
}

export type NewSlot = Omit<
  SlotRow,
  'expert' | 'organisation' | 'subject' | 'taken' | 'cancelled_at' | 'able'
>;

export async function insertSlots(trx: Db, slots: NewSlot[]): Promise<void> {
  await trx('slots').insert(slots);
}

/** The first live slot of the expert, in whichever hackathon, that touches this time. */
export async function ownSlotWithin(
  trx: Db,
  expertId: string,
  time: Pick<SlotRow, 'starts_at' | 'ends_at'>,
): Promise<Pick<SlotRow, 'id' | 'starts_at' | 'ends_at'> | undefined> {
  return trx('slots')
    .select('id', 'starts_at', 'ends_at')
    .where({ expert_id: expertId })
    .whereNull('cancelled_at')
    .where('starts_at', '<', time.ends_at)
    .where('ends_at', '>', time.starts_at)
    .orderBy('starts_at')
    .first();
}

/** Times of an expert that are still to come, over all hackathons. */
export async function countAhead(trx: Db, expertId: string, now: Date): Promise<number> {
  const row = await trx('slots')
    .where({ expert_id: expertId })
    .whereNull('cancelled_at')
    .where('ends_at', '>', now)
    .count('* as n')
    .first();
  return Number(row?.n ?? 0);
}

/** The live bookings that went with it. */
export async function cancelSlotRow(
  trx: Db,
  id: string,
  at: Date,
): Promise<Pick<BookingRow, 'id' | 'team_id' | 'booked_at'>[]> {
  await trx('slots').where({ id }).update({ cancelled_at: at });
  return trx('bookings')
    .where({ slot_id: id })
    .whereNull('cancelled_at')
    .update({ cancelled_at: at, came: null })
    .returning(['id', 'team_id', 'booked_at']);
}

const BOOKING = `select b.id, b.slot_id, b.team_id, t.name as team, b.booked_at, b.came, b.cancelled_at
  from bookings b join teams t on t.id = b.team_id`;

export async function bookingById(db: Db, id: string): Promise<BookingRow | undefined> {
  const { rows } = await db.raw(`${BOOKING} where b.id = ?`, [id]);
  return rows[0];
}

export async function liveBooking(trx: Db, slotId: string, teamId: string): Promise<BookingRow | undefined> {
  const { rows } = await trx.raw(
    `${BOOKING} where b.slot_id = ? and b.team_id = ? and b.cancelled_at is null`,
    [slotId, teamId],
  );
  return rows[0];
}

/** How often the team has booked this place. */
export async function timesBooked(trx: Db, slotId: string, teamId: string): Promise<number> {
  const row = await trx('bookings').where({ slot_id: slotId, team_id: teamId }).count('* as n').first();
  return Number(row?.n ?? 0);
}

/** What the team has booked already that touches the time of this slot. */
export async function bookedMeanwhile(
  trx: Db,
  teamId: string,
  slot: Pick<SlotRow, 'starts_at' | 'ends_at'>,
): Promise<{ id: string; slot: string; starts_at: Date; ends_at: Date } | undefined> {
  return trx('bookings')
    .select('id', 'slot_id as slot', 'starts_at', 'ends_at')
    .where({ team_id: teamId })
    .whereNull('cancelled_at')
    .where('starts_at', '<', slot.ends_at)
    .where('ends_at', '>', slot.starts_at)
    .orderBy('starts_at')
    .first();
}

export async function insertBooking(
  trx: Db,
  booking: { id: string; slotId: string; teamId: string; by: string; at: Date },
): Promise<void> {
  await trx.raw(
    `insert into bookings (id, slot_id, team_id, starts_at, ends_at, booked_by, booked_at)
     select :id, s.id, :teamId, s.starts_at, s.ends_at, :by, :at from slots s where s.id = :slotId`,
    booking,
  );
}

/** True if it was live. */
export async function cancelBookingRow(trx: Db, id: string, at: Date): Promise<boolean> {
  const changed = await trx('bookings')
    .where({ id })
    .whereNull('cancelled_at')
    .update({ cancelled_at: at, came: null });
  return changed === 1;
}

export async function noteCame(trx: Db, id: string, came: boolean): Promise<void> {
  await trx('bookings').where({ id }).whereNull('cancelled_at').update({ came });
}

/**
 * Slots that begin within `minutes` and were booked before that; each is taken once, whoever asks. What a team
 * books in the last hour it knows without being reminded.
 */
export async function takeSlotsToRemind(trx: Db, now: Date, minutes: number): Promise<string[]> {
  const { rows } = await trx.raw(
    `update slots s set reminded_at = :now
      where s.id in (
        select o.id from slots o
         where o.cancelled_at is null and o.reminded_at is null and o.starts_at > :now
           and o.starts_at <= :now::timestamptz + make_interval(mins => :minutes)
           and exists (select from bookings b where b.slot_id = o.id and b.cancelled_at is null
             and b.booked_at <= o.starts_at - make_interval(mins => :minutes))
         order by o.id limit 200 for no key update skip locked)
     returning s.id`,
    { now, minutes },
  );
  return rows.map((row: { id: string }) => row.id);
}

export interface Remembered {
  slot_id: string;
  hackathon_id: string;
  slug: string;
  hackathon_zone: string;
  zone: string;
  expert_id: string;
  starts_at: Date;
  team_id: string;
  team: string;
  members: string[];
}

/** Who meets whom in these slots: one row a team that booked, where the expert can still come. */
export async function meetingsOf(trx: Db, slotIds: string[]): Promise<Remembered[]> {
  const { rows } = await trx.raw(
    `select s.id as slot_id, s.hackathon_id, h.slug, h.zone as hackathon_zone, s.zone, s.expert_id, s.starts_at,
            b.team_id, t.name as team, array(select m.person_id from memberships m
              where m.team_id = b.team_id and m.ended_at is null order by m.joined_at) as members
       from slots s join hackathons h on h.id = s.hackathon_id
       join bookings b on b.slot_id = s.id and b.cancelled_at is null join teams t on t.id = b.team_id
      where s.id = any(?) and exists (select from roles ro where ro.hackathon_id = s.hackathon_id
          and ro.person_id = s.expert_id and ro.role = 'expert' and ro.ended_at is null)
        and not exists (select from memberships m where m.hackathon_id = s.hackathon_id
          and m.person_id = s.expert_id and m.ended_at is null)
      order by s.starts_at, b.booked_at`,
    [slotIds],
  );
  return rows;
}

/** For its expert, and for members of teams that booked it, also once the expert has called it off. */
export async function slotOfCalendar(
  db: Db,
  id: string,
  personId: string,
): Promise<(SlotRow & { meets: { id: string; name: string } | null; teams: string[] }) | undefined> {
  const { rows } = await db.raw(
    `select ${SLOT},
        (select json_build_object('id', t.id, 'name', t.name) from bookings b join teams t on t.id = b.team_id
          where b.slot_id = s.id and (b.cancelled_at is null or b.cancelled_at = s.cancelled_at)
            and exists (select from memberships m where m.team_id = b.team_id and m.person_id = :person
              and m.ended_at is null)) as meets,
        array(select t.name from bookings b join teams t on t.id = b.team_id where b.slot_id = s.id
          and b.cancelled_at is null order by b.booked_at) as teams
      ${FROM} where s.id = :id`,
    { id, person: personId },
  );
  return rows[0];
}

export async function changeSlotWords(
  trx: Db,
  id: string,
  words: Pick<SlotRow, 'topic' | 'link'>,
): Promise<void> {
  await trx('slots').where({ id }).update(words);
}

/** What the expert chose last: the form begins with it. */
export async function lastOffer(
  db: Db,
  expertId: string,
): Promise<Pick<SlotRow, 'zone' | 'language'> | undefined> {
  return db('slots')
    .select('zone', 'language')
    .where({ expert_id: expertId })
    .orderBy('published_at', 'desc')
    .first();
}
