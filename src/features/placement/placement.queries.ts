// Who has no team, which teams have seats: a few statements, whatever the size of the hackathon.
import type { Db } from '../../db/db';
import type { FitTeam } from '../seekers/seekers.fit';
import { skillsOfTeams } from '../seekers/seekers.queries';
import type { Joining } from '../teams/teams.policy';
import type { NewMembership } from '../teams/teams.queries';
import type { Teamless } from './placement.tables';

/** Participants who sit in no team (hashed once: no statistics can mislead that); a card only while it is shown. Without one: the languages of joining. */
const TEAMLESS = `
  select p.id, p.display_name, p.weave_seed, r.granted_at,
         case when s.person_id is not null then s.languages
              when r.languages = '{}' then array[p.locale] else r.languages end as languages,
         coalesce(s.challenges, '{}') as challenges, coalesce(s.times, '{}') as times,
         coalesce(s.skills, '{}') as skills,
         array(select m.team_id from seat_changes c join memberships m on m.id = c.membership_id
                where c.person_id = p.id and c.hackathon_id = r.hackathon_id and c.kind = 'removed'
                  and not exists (select from memberships n where n.team_id = m.team_id
                                     and n.person_id = m.person_id and n.joined_at > m.joined_at)) as barred
    from roles r join people p on p.id = r.person_id
    left join seekers s on s.hackathon_id = r.hackathon_id and s.person_id = r.person_id and s.hidden_at is null
   where r.hackathon_id = :hackathonId and r.role = 'participant' and r.ended_at is null
     and p.disabled_at is null
     and r.person_id not in (select m.person_id from memberships m
                              where m.hackathon_id = :hackathonId and m.ended_at is null)`;

export async function allTeamless(db: Db, hackathonId: string): Promise<Teamless[]> {
  const { rows } = await db.raw(`${TEAMLESS} order by r.granted_at, p.id`, { hackathonId });
  return rows;
}

export interface Listed extends Teamless {
  /** Where a draft would put them. */
  team_id: string | null;
  number: number | null;
  stranger: boolean | null;
}

export const SHOWN = ['all', 'open', 'odd'] as const;
/** Everybody; those the draft leaves without a team; those it puts where nobody shares a language with them. */
export type Shown = (typeof SHOWN)[number];

export const PAGE = 20;

/** By when they joined; one row beyond the page says that there are more. */
export async function pageOfTeamless(
  db: Db,
  hackathonId: string,
  wanted: { shown: Shown; after?: string; person?: string },
): Promise<Listed[]> {
  const { rows } = await db.raw(
    `with teamless as (${TEAMLESS})
     select t.*, mv.team_id, mv.number, mv.stranger
       from teamless t
       left join placement_plans pl on pl.hackathon_id = :hackathonId and pl.state = 'draft'
       left join placement_moves mv on mv.plan_id = pl.id and mv.person_id = t.id
      where (cast(:person as text) is null or t.id = :person)
        and (:shown = 'all' or (:shown = 'open' and mv.person_id is null) or (:shown = 'odd' and mv.stranger))
        and (cast(:after as text) is null or (t.granted_at, t.id) > (
              select x.granted_at, x.person_id from roles x where x.hackathon_id = :hackathonId
                 and x.person_id = :after and x.role = 'participant' and x.ended_at is null))
      order by t.granted_at, t.id limit :limit`,
    {
      hackathonId,
      shown: wanted.shown,
      after: wanted.after ?? null,
      person: wanted.person ?? null,
      limit: PAGE + 1,
    } as never,
  );
  return rows;
}

export interface OpenTeam extends FitTeam {
  name: string;
  joining: Joining;
  taken: number;
  /** By the draft, of people who have no team yet. */
  planned: number;
}

/** Every team with a free seat, smallest first, with what its members said that they bring. */
export async function openTeams(db: Db, hackathonId: string, seats: number): Promise<OpenTeam[]> {
  const { rows } = await db.raw(
    `select t.id, t.name, t.challenge_id as challenge, t.languages, t.times, t.seeks, t.joining, t.taken,
            coalesce(h.has, '{}') as has, coalesce(d.planned, 0) as planned
       from teams t
       ${skillsOfTeams(':hackathonId')}
       left join (
         select mv.team_id, count(*)::int as planned
           from placement_plans pl join placement_moves mv on mv.plan_id = pl.id
          where pl.hackathon_id = :hackathonId and pl.state = 'draft'
            and mv.person_id not in (select s.person_id from memberships s
                                      where s.hackathon_id = :hackathonId and s.ended_at is null)
          group by mv.team_id) d on d.team_id = t.id
      where t.hackathon_id = :hackathonId and t.archived_at is null and t.taken > 0 and t.taken < :seats
      order by t.taken, t.founded_at, t.id`,
    { hackathonId, seats },
  );
  return rows;
}

export interface Counts {
  teamless: number;
  planned: number;
  strangers: number;
}

/** Of people who have no team now. */
export async function countsOf(db: Db, hackathonId: string): Promise<Counts> {
  const { rows } = await db.raw(
    `with teamless as (${TEAMLESS})
     select count(*)::int as teamless, count(mv.person_id)::int as planned,
            count(*) filter (where mv.stranger)::int as strangers
       from teamless t
       left join placement_plans pl on pl.hackathon_id = :hackathonId and pl.state = 'draft'
       left join placement_moves mv on mv.plan_id = pl.id and mv.person_id = t.id`,
    { hackathonId },
  );
  return rows[0];
}

/** What is true while all of these are held. */
export async function seatedAmong(trx: Db, hackathonId: string, people: string[]): Promise<string[]> {
  return trx('memberships')
    .where({ hackathon_id: hackathonId })
    .whereIn('person_id', people)
    .whereNull('ended_at')
    .pluck('person_id');
}

/** Holds the places of these people, in the order of their ids; returns who is a participant. */
export async function lockParticipants(trx: Db, hackathonId: string, people: string[]): Promise<string[]> {
  const { rows } = await trx.raw(
    `select r.person_id from roles r
      where r.hackathon_id = :hackathonId and r.role = 'participant' and r.ended_at is null
        and r.person_id = any(:people) order by r.person_id for update of r`,
    { hackathonId, people } as never,
  );
  return rows.map((row: { person_id: string }) => row.person_id);
}

/** Of these, who cannot sign in any more. */
export async function disabledAmong(trx: Db, people: string[]): Promise<string[]> {
  return trx('people').whereIn('id', people).whereNotNull('disabled_at').pluck('id');
}

export interface HeldTeam {
  id: string;
  name: string;
  hackathon_id: string;
  taken: number;
  archived_at: Date | null;
}

/** Holds these teams, in the order of their ids. */
export async function lockTeams(trx: Db, ids: string[]): Promise<HeldTeam[]> {
  return trx('teams')
    .select('id', 'name', 'hackathon_id', 'taken', 'archived_at')
    .whereIn('id', ids)
    .orderBy('id')
    .forNoKeyUpdate();
}

export async function seedsOf(trx: Db, people: string[]): Promise<Map<string, string>> {
  const rows: { id: string; weave_seed: string }[] = await trx('people')
    .select('id', 'weave_seed')
    .whereIn('id', people);
  return new Map(rows.map(({ id, weave_seed }) => [id, weave_seed]));
}

/** In one statement, so that teams are counted once. */
export async function insertMemberships(trx: Db, seats: readonly NewMembership[]): Promise<void> {
  await trx.raw(
    `insert into memberships (id, team_id, hackathon_id, person_id, joined_at, captain_since, colourway_shift)
     select * from jsonb_to_recordset(cast(? as jsonb)) as s(id text, team_id text, hackathon_id text, person_id text,
            joined_at timestamptz, captain_since timestamptz, colourway_shift integer)`,
    [JSON.stringify(seats)],
  );
}

/** Keys of the names that teams of a hackathon carry now, among these. */
export async function namesTaken(trx: Db, hackathonId: string, keys: string[]): Promise<string[]> {
  return trx('teams')
    .where({ hackathon_id: hackathonId })
    .whereIn('name_key', keys)
    .whereNull('archived_at')
    .pluck('name_key');
}
