// How long help takes, who helped before, who vanished and who waits too long.
import type { Db } from '../../db/db';
import { restsUntil } from '../teams/teams.quiet.queries';
import { ENOUGH, type Urgency, USUAL_OF } from './help.policy';

/** Experts who finished a request of this team before and still are experts. */
export async function earlierHelpers(trx: Db, teamId: string, hackathonId: string): Promise<string[]> {
  return trx('roles as r')
    .where({ 'r.hackathon_id': hackathonId, 'r.role': 'expert' })
    .whereNull('r.ended_at')
    .whereExists((done) =>
      done
        .from('help_requests as d')
        .where({ 'd.team_id': teamId, 'd.state': 'done' })
        .whereRaw('d.claimed_by = r.person_id'),
    )
    .pluck('r.person_id');
}

/** What stands beside the team's request. */
export interface BesideHelp {
  /** The last help that this member has not said a word about yet. */
  to_rate: { id: string; name: string } | null;
  /** Seconds that half of the last answered requests waited at most, by language; only where there are enough. */
  usual: Record<string, number> | null;
  /** When the team's rest ends, if it rests. */
  rests_until: string | null;
}

const USUAL = (hackathon: string): string => `(
  select jsonb_object_agg(asked.language, half.seconds) from unnest(${hackathon}.languages) asked(language)
   cross join lateral (
     select percentile_disc(0.5) within group (order by last.waited) as seconds from (
       select extract(epoch from w.claimed_at - w.asked_at)::int as waited from help_requests w
        where w.hackathon_id = ${hackathon}.id and w.language = asked.language and w.state in ('claimed', 'done')
        order by w.claimed_at desc limit ${USUAL_OF}) last
     having count(*) >= ${ENOUGH}) half)`;

/** As one statement of names of SQL: a team and its hackathon as they are called there, a person, the time. */
export const besideHelp = (team: string, hackathon: string, person: string, now: string): string => `
  select (select jsonb_build_object('id', d.id, 'name', x.display_name)
            from help_requests d join people x on x.id = d.claimed_by
           where d.team_id = ${team}.id and d.state = 'done' and d.ended_at > ${now} - interval '2 days'
             and not exists (select from help_ratings g where g.help_id = d.id and g.person_id = ${person})
           order by d.ended_at desc limit 1) as to_rate,
         ${USUAL(hackathon)} as usual,
         ${restsUntil(team, `${hackathon}.zone`, now)} as rests_until`;

export interface LiveClaim {
  id: string;
  claimed_by: string;
  room_id: string;
}

export async function liveClaims(db: Db): Promise<LiveClaim[]> {
  const { rows } = await db.raw(
    `select q.id, q.claimed_by, r.id as room_id from help_requests q join rooms r on r.team_id = q.team_id
      where q.state = 'claimed'`,
  );
  return rows;
}

/** Claims made before `before` whose expert has neither been in the room nor written in it since. */
export async function silentClaims(db: Db, before: Date): Promise<Pick<LiveClaim, 'id' | 'claimed_by'>[]> {
  const { rows } = await db.raw(
    `select q.id, q.claimed_by from help_requests q join rooms r on r.team_id = q.team_id
      where q.state = 'claimed' and q.claimed_at < :before
        and not exists (select from room_visits v where v.room_id = r.id and v.person_id = q.claimed_by
          and v.seen_at >= :before)
        and not exists (select from entries e where e.room_id = r.id and e.author_id = q.claimed_by
          and e.kind = 'message' and e.at >= :before)`,
    { before },
  );
  return rows;
}

export interface LateHelp {
  id: string;
  team_id: string;
  team_name: string;
  hackathon_id: string;
  slug: string;
  minutes: number;
}

/** Marks open requests that wait too long and were not marked before; of several who ask, one gets each. */
export async function markEscalated(
  trx: Db,
  at: Date,
  askedBefore: Record<Urgency, Date>,
): Promise<LateHelp[]> {
  const { rows } = await trx.raw(
    `update help_requests q set escalated_at = :at from teams t, hackathons h
      where t.id = q.team_id and h.id = q.hackathon_id and q.state = 'open' and q.id in (
        select id from help_requests where state = 'open' and escalated_at is null
           and asked_at < case urgency when 'urgent' then cast(:urgent as timestamptz) else cast(:normal as timestamptz) end
         order by id for update skip locked)
      returning q.id, q.team_id, t.name as team_name, q.hackathon_id, h.slug,
        (extract(epoch from cast(:at as timestamptz) - q.asked_at) / 60)::int as minutes`,
    { at, urgent: askedBefore.urgent, normal: askedBefore.normal },
  );
  return rows;
}
