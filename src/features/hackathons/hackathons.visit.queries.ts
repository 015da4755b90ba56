// One prepared statement for the requests of a moment: whose sign-in it is, whether that counts, and what the person is in
// the hackathon of the path. It reads, so that an ended sign-in or role counts no more on the very next request.
import type { Knex } from 'knex';
import { rawQuery } from '../../db/raw-query';
import { roomNews } from '../../db/room-news';
import type { Person, Visit } from '../../web/request';
import type { PathPlace } from '../../web/session';
import { PERSON_COLUMNS, signInCounts } from '../accounts/accounts.queries';

/**
 * `limit 1` keeps each look-up by itself, by index, however many visits are asked for. Behind a select the planner
 * cannot count them: it would make a new plan, which costs more than the answer, each time.
 */
const VISITS = `
  select clock.now, who.*, place.*
    from unnest((select $1::text[]), (select $2::text[]), (select $3::text[])) with ordinality asked(session, slug, team, n)
   cross join (select clock_timestamp() + make_interval(secs => $4) as now offset 0) clock
    left join lateral (
      select ${PERSON_COLUMNS}, s.seen_at < clock.now - interval '1 minute' as unnoted,
             x.sess::jsonb - 'cookie' - 'passport' as kept
        from sessions x
        join login_sessions s on s.id = x.sess -> 'passport' ->> 'user'
        join people p on p.id = s.person_id
       where x.sid = asked.session and x.expire > clock_timestamp() and p.disabled_at is null
         and ${signInCounts('clock.now')}
       limit 1) who on true
    left join lateral (
      select v.hackathon_id, v.version,
             array(select r.role from roles r where r.hackathon_id = v.hackathon_id and r.person_id = who.id
                      and r.ended_at is null order by r.role) as roles,
             seat.team_id, seat.news
        from page_versions v
        left join lateral (select m.team_id, ${roomNews('m.team_id', 'm.person_id')} as news from memberships m
             where m.hackathon_id = v.hackathon_id and m.person_id = who.id and m.ended_at is null
             limit 1) seat on true
       where v.hackathon_id = coalesce((select h.id from hackathons h where h.slug = asked.slug),
                                       (select t.hackathon_id from teams t where t.id = asked.team))
       limit 1) place on true
   order by asked.n`;

/** A sign-in cookie's session, null for a visitor, and what the path names. */
export interface AskedVisit {
  session: string | null;
  place: PathPlace;
}

/** In the order of `asked`. `unnoted`: the sign-in was not marked as used for a minute. */
export async function readVisits(
  db: Knex,
  asked: AskedVisit[],
  offsetSeconds: number,
): Promise<(Visit & { unnoted: boolean })[]> {
  const columns = [
    asked.map((one) => one.session),
    asked.map((one) => one.place.slug),
    asked.map((one) => one.place.team),
  ];
  const { rows } = await rawQuery(db, VISITS, [...columns, offsetSeconds], 'visits');
  return rows.map((row) => {
    const { now, kept, unnoted, hackathon_id, version, roles, team_id, news, ...person } = row;
    return {
      now,
      kept: kept ?? {},
      unnoted: unnoted === true,
      person: person.id === null ? null : (person as Person),
      place:
        hackathon_id === null
          ? null
          : { hackathonId: hackathon_id, version, roles, teamId: team_id, news: news ?? 0 },
    };
  });
}
