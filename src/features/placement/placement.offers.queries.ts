// Which hackathons come to the moment at which people without a team get an offer.
import type { Db } from '../../db/db';
import { OFFER_HOURS } from './placement.policy';

/** As `offersAt` of placement.policy.ts. */
const LEAD = `least(interval '${OFFER_HOURS} hours', (p.closes_at - p.opens_at) / 2)`;

export interface Due {
  hackathon_id: string;
  closes_at: Date;
}

/** A lock that moves by less than the lead makes no second offer. */
export async function hackathonsToOffer(db: Db, now: Date): Promise<Due[]> {
  const { rows } = await db.raw(
    `select p.hackathon_id, p.closes_at
       from phases p join hackathons h on h.id = p.hackathon_id
      where p.key = 'teams' and h.opened_at is not null and p.opens_at <= :now and :now < p.closes_at
        and :now >= p.closes_at - ${LEAD}
        and not exists (select from placement_offers o where o.hackathon_id = h.id
                           and o.lock_at > p.closes_at - ${LEAD})
      order by p.closes_at, p.hackathon_id`,
    { now },
  );
  return rows;
}

/** False when another process was first. */
export async function claimOffers(trx: Db, due: Due, now: Date): Promise<boolean> {
  const { rowCount } = await trx.raw(
    `insert into placement_offers (hackathon_id, lock_at, made_at) values (:hackathon, :closes, :now)
     on conflict (hackathon_id) do update set lock_at = excluded.lock_at, made_at = excluded.made_at
       where placement_offers.lock_at <> excluded.lock_at`,
    { hackathon: due.hackathon_id, closes: due.closes_at, now },
  );
  return rowCount > 0;
}
