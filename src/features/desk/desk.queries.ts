// One read that tells where a person stands in each of their hackathons. The desk reads everything, writes nothing.
import type { Db } from '../../db/db';
import { roomNews } from '../../db/room-news';
import type { Localized } from '../../i18n/locales';
import type { PhaseKey } from '../hackathons/hackathons.policy';
import type { Standing, Waiting } from './desk.tables';

interface StandingRow extends Omit<Standing, 'phases'> {
  phases: { key: PhaseKey; opens: string; closes: string | null }[];
}

const PHASES_JSON = `(select coalesce(json_agg(json_build_object(
    'key', key, 'opens', opens_at, 'closes', closes_at) order by opens_at), '[]')
  from phases where hackathon_id = h.id) as phases`;

const TEAM_JSON = `(select json_build_object('id', t.id, 'name', t.name, 'captain', m.captain_since is not null,
    'seats', h.seats_max, 'people', (select count(*)::int from memberships x
       where x.team_id = t.id and x.ended_at is null))
  from memberships m join teams t on t.id = m.team_id
  where m.person_id = :person and m.hackathon_id = h.id and m.ended_at is null) as team`;

const ROLES_ARRAY = `(select coalesce(array_agg(role), '{}') from roles
  where hackathon_id = h.id and person_id = :person and ended_at is null) as roles`;

const COLUMNS =
  'h.id, h.slug, h.title, h.languages, h.zone, h.weave_seed, h.opened_at, h.about, h.emblem, h.public_vote';

function standing(row: StandingRow): Standing {
  const phases = row.phases.map((phase) => ({
    key: phase.key,
    opens: new Date(phase.opens),
    closes: phase.closes === null ? null : new Date(phase.closes),
  }));
  return { ...row, phases };
}

/** The hackathons in which the person has a role, the most recently begun first. */
export async function standingsOf(db: Db, personId: string): Promise<Standing[]> {
  const { rows } = await db.raw(
    `select ${COLUMNS}, ${PHASES_JSON}, ${TEAM_JSON}, ${ROLES_ARRAY} from hackathons h
      where exists (select from roles r where r.hackathon_id = h.id and r.person_id = :person
        and r.ended_at is null)
      order by h.starts_on desc, h.id`,
    { person: personId },
  );
  return rows.map(standing);
}

/** One hackathon as a page's frame needs it; roles and team are empty for a visitor. */
export async function standingIn(
  db: Db,
  hackathonId: string,
  personId: string | null,
): Promise<Standing | undefined> {
  const { rows } = await db.raw(
    `select ${COLUMNS}, ${PHASES_JSON}, ${TEAM_JSON}, ${ROLES_ARRAY} from hackathons h where h.id = :hackathon`,
    { person: personId ?? '', hackathon: hackathonId },
  );
  return rows[0] && standing(rows[0]);
}

/** Counts for one hackathon and person. */
export async function waitingFor(
  db: Db,
  hackathonId: string,
  personId: string,
  teamId: string | null,
  now: Date,
): Promise<Waiting> {
  const { rows } = await db.raw(
    `with handed as (
       select s.id from submissions s where s.hackathon_id = :hackathon
          and exists (select from submission_versions v where v.submission_id = s.id)),
     seated as (
       select t.id, (select count(*) from memberships m where m.team_id = t.id and m.ended_at is null) as people
         from teams t where t.hackathon_id = :hackathon and t.archived_at is null)
     select
       ${roomNews(':team', ':person')} as news,
       (select count(*)::int from join_requests where team_id = :team and decided_at is null) as requests,
       (select o.due_at from takeovers o join memberships m on m.team_id = o.team_id and m.person_id = o.asked_by
           and m.ended_at is null
         where o.team_id = :team and o.captain_id = :person and o.ended_at is null) as captaincy_due,
       (select id from seat_changes where hackathon_id = :hackathon and objection <> ''
         and answered_at is null and person_id <> :person
         -- As hearersOf of rosters.policy.ts: whoever decided only where nobody else can.
         and (by_id <> :person or not exists (select from roles o join people p on p.id = o.person_id
               where o.hackathon_id = :hackathon and o.role in ('organiser', 'moderator') and o.ended_at is null
                 and p.disabled_at is null and o.person_id not in (by_id, seat_changes.person_id)))
         order by objected_at limit 1) as removal,
       (select count(*)::int from feedback_items f join submissions s on s.id = f.submission_id
         where s.team_id = :team and f.answer is null) as advice,
       (select count(*)::int from (select distinct on (key) key, text from sections c
          join submissions s on s.id = c.submission_id where s.team_id = :team
          order by key, version desc) latest where btrim(latest.text) <> '') as filled,
       (select max(v.handed_in_at) from submission_versions v join submissions s on s.id = v.submission_id
         where s.team_id = :team) as handed_in_at,
       (select count(*)::int from help_requests where hackathon_id = :hackathon and state = 'open') as help_open,
       (select t.name from help_requests r join teams t on t.id = r.team_id
         where r.hackathon_id = :hackathon and r.state = 'open' order by r.asked_at limit 1) as help_oldest_team,
       (select min(asked_at) from help_requests where hackathon_id = :hackathon and state = 'open') as help_oldest_at,
       (select coalesce(json_agg(json_build_object('team_id', t.id, 'team', t.name)), '[]') from help_requests r
          join teams t on t.id = r.team_id where r.hackathon_id = :hackathon and r.state = 'claimed'
          and r.claimed_by = :person) as claims,
       (select json_build_object('slot', s.id, 'starts', s.starts_at, 'expert', s.expert_id = :person,
            'name', case when s.expert_id = :person then string_agg(t.name, ', ' order by t.name) else p.display_name end)
          from slots s join bookings b on b.slot_id = s.id and b.cancelled_at is null
          join teams t on t.id = b.team_id join people p on p.id = s.expert_id
         where s.hackathon_id = :hackathon and s.cancelled_at is null and s.ends_at > :now
           and (s.expert_id = :person or b.team_id = :team)
         group by s.id, p.display_name order by s.starts_at limit 1) as next_hour,
       (select count(*)::int from sheets h join rounds r on r.id = h.round_id where r.hackathon_id = :hackathon
         and h.juror_id = :person and h.handed_in_at is null and h.conflict_at is null) as sheets_open,
       (select count(*)::int from sheets h join rounds r on r.id = h.round_id where r.hackathon_id = :hackathon
         and h.juror_id = :person and h.handed_in_at is not null and h.conflict_at is null) as sheets_done,
       next_sheet.id as next_sheet, next_sheet.name as next_sheet_title,
       (select count(*)::int from challenges where hackathon_id = :hackathon) as challenges,
       (select count(*)::int from criteria c join rounds r on r.id = c.round_id
         where r.hackathon_id = :hackathon and c.removed_at is null) as criteria,
       (select count(*)::int from participation_questions where hackathon_id = :hackathon
         and decided_at is null) as questions,
       (select count(*)::int from roles r where r.hackathon_id = :hackathon and r.role = 'participant'
         and r.ended_at is null and not exists (select from memberships m where m.hackathon_id = :hackathon
           and m.person_id = r.person_id and m.ended_at is null)) as without_team,
       (select count(*)::int from seated join hackathons h on h.id = :hackathon
         where seated.people < h.seats_min) as below_minimum,
       (select count(*)::int from seated) as teams,
       (select count(*)::int from roles where hackathon_id = :hackathon and role = 'participant'
         and ended_at is null) as people,
       (select count(*)::int from entries e join rooms o on o.id = e.room_id where o.hackathon_id = :hackathon
         and e.kind = 'message') as messages,
       (select count(*)::int from handed) as handed_in,
       (select count(*)::int from handed where not exists (select from sheets where submission_id = handed.id
         and conflict_at is null)) as unassigned,
       (select count(*)::int from sheets h join rounds r on r.id = h.round_id where r.hackathon_id = :hackathon
         and h.handed_in_at is null and h.conflict_at is null) as sheets_missing,
       (select count(*)::int from handed where not exists (select from jury_feedback
          where submission_id = handed.id and btrim(text) <> '')
         and not exists (select from sheets where submission_id = handed.id and handed_in_at is not null
          and btrim(feedback) <> '')) as without_feedback,
       (select max(published_at) from publications where hackathon_id = :hackathon) as published_at,
       exists (select from votes where hackathon_id = :hackathon and voter_id = :person) as voted,
       exists (select from publications where hackathon_id = :hackathon) and (
         exists (select from submission_versions v join submissions s on s.id = v.submission_id
           where s.hackathon_id = :hackathon
             and v.roster -> 'members' @> jsonb_build_array(jsonb_build_object('id', :person::text)))
         or exists (select from advisers a join teams t on t.id = a.team_id
           where t.hackathon_id = :hackathon and a.person_id = :person)
         or exists (select from sheets h join rounds r on r.id = h.round_id where r.hackathon_id = :hackathon
           and h.juror_id = :person and h.handed_in_at is not null and h.conflict_at is null)) as certified,
       (select count(*)::int from recommendations where hackathon_id = :hackathon) as recommended,
       (select count(*)::int from recommendations where hackathon_id = :hackathon
         and decision is null) as unanswered,
       (select count(*)::int from recommendations where hackathon_id = :hackathon and authority_id = :person
         and decision is null) as mine_unanswered,
       (select id from recommendations where hackathon_id = :hackathon and authority_id = :person
         and decision is null order by sent_at limit 1) as next_answer,
       (select count(*)::int from moderation_cases c where c.hackathon_id = :hackathon
         and (c.decided_at is null or (c.objected_at is not null and c.outcome_at is null
           and c.decided_by is distinct from :person))
         and not exists (select from case_authors where case_id = c.id and person_id = :person)
         and not exists (select from reports where case_id = c.id and reporter_id = :person)
         and exists (select from roles r where r.hackathon_id = :hackathon and r.person_id = :person
           and r.ended_at is null and (r.role = 'moderator' or (r.role = 'organiser'
             and (c.objected_at is not null or not exists (select from roles m where m.role = 'moderator'
               and m.hackathon_id = :hackathon and m.ended_at is null)))))) as reports
     from (select) as nothing
     left join lateral (select h.id, t.name from sheets h join rounds r on r.id = h.round_id
        join submissions s on s.id = h.submission_id join teams t on t.id = s.team_id
        where r.hackathon_id = :hackathon and h.juror_id = :person and h.handed_in_at is null
          and h.conflict_at is null order by h.changed_at desc, h.id limit 1) next_sheet on true`,
    { hackathon: hackathonId, person: personId, team: teamId ?? '', now },
  );
  return rows[0];
}

/** An open hackathon that a newcomer could join now, the next to begin or the last begun. */
export async function joinable(db: Db, now: Date): Promise<{ slug: string; title: Localized } | undefined> {
  return db('hackathons as h')
    .join('phases as p', 'p.hackathon_id', 'h.id')
    .select('h.slug', 'h.title')
    .whereNotNull('h.opened_at')
    .whereIn('p.key', ['inquiry', 'teams'])
    .where('p.opens_at', '<=', now)
    .where((either) => either.whereNull('p.closes_at').orWhere('p.closes_at', '>', now))
    .orderBy('h.starts_on', 'desc')
    .first();
}
