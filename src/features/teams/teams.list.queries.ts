// The list of teams, and what somebody who looks at it brings along.
import type { Knex } from 'knex';
import type { Db } from '../../db/db';
import { rawQuery } from '../../db/raw-query';
import type { Localized } from '../../i18n/locales';
import type { OpenRequest } from '../waiting/waiting.queries';
import type { Joining } from './teams.policy';
import type { Skill } from './teams.together';

export const PAGE = 20;

export interface ListedTeam {
  id: string;
  name: string;
  pitch: string;
  challenge: string;
  challenge_title: Localized;
  languages: string[];
  joining: Joining;
  weave_seed: string;
  taken: number;
  /** 0 shares a language and has seats, 1 has seats, 2 is full. */
  place: number;
  /** Of all pages. */
  free_teams: number;
}

interface Wanted {
  hackathonId: string;
  seats: number;
  /** Teams that share one of these come first. */
  languages: string[];
  challenge?: string;
  /** Only teams that work in one of `languages`. */
  only: boolean;
  /** Only teams that look for one of these; empty: all. */
  seeks: Skill[];
  /** Only teams with a free seat. */
  free: boolean;
  /** Where the page before ended. */
  after?: { place: number; id: string };
}

/** One page of teams and, if there are more, one row beyond it. Archived teams are not in it. */
export async function listTeams(db: Db, wanted: Wanted): Promise<ListedTeam[]> {
  const { rows } = await db.raw(
    `with listed as (
       select t.id, t.name, t.pitch, t.languages, t.joining, t.weave_seed, t.founded_at,
              c.slug as challenge, c.title as challenge_title, t.taken,
              case when t.taken >= cast(:seats as int) then 2
                   when t.languages && array(select jsonb_array_elements_text(cast(:languages as jsonb))) then 0 else 1 end as place
         from teams t join challenges c on c.id = t.challenge_id
        where t.hackathon_id = :hackathonId and t.archived_at is null
          and (cast(:challenge as text) is null or c.slug = cast(:challenge as text))
          and (not cast(:only as boolean) or t.languages && array(select jsonb_array_elements_text(cast(:languages as jsonb))))
          and (cast(:seeks as jsonb) = '[]' or t.seeks && array(select jsonb_array_elements_text(cast(:seeks as jsonb))))
          and (not cast(:free as boolean) or t.taken < cast(:seats as int))
     )
     select id, name, pitch, languages, joining, weave_seed, challenge, challenge_title, taken, place,
            (select cast(count(*) as int) from listed where place < 2) as free_teams
       from listed
      where cast(:afterId as text) is null
         or (place, founded_at, id) > (select cast(:afterPlace as int), founded_at, id from teams where id = :afterId)
      order by place, listed.founded_at, id limit :limit`,
    {
      hackathonId: wanted.hackathonId,
      seats: wanted.seats,
      languages: JSON.stringify(wanted.languages),
      challenge: wanted.challenge ?? null,
      only: wanted.only,
      seeks: JSON.stringify(wanted.seeks),
      free: wanted.free,
      afterId: wanted.after?.id ?? null,
      afterPlace: wanted.after?.place ?? 0,
      limit: PAGE + 1,
    } as never,
  );
  return rows;
}

export interface Seeker {
  /** What a participant said on their card, else when joining; empty for others. */
  languages: string[];
  requests: OpenRequest[];
  /** Teams that took their seat away: there they have to ask. */
  removedFrom: string[];
}

/** What somebody who looks at teams brings along and waits for. */
export async function seekerOf(db: Knex, hackathonId: string, personId: string): Promise<Seeker> {
  const { rows } = await rawQuery(
    db,
    `select coalesce((select languages from seekers where hackathon_id = $1 and person_id = $2),
                     (select languages from roles where hackathon_id = $1 and person_id = $2
                         and role = 'participant' and ended_at is null), '{}') as languages,
            (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'team_id', r.team_id, 'team', t.name,
                      'asked_at', r.asked_at) order by r.asked_at), '[]')
               from join_requests r join teams t on t.id = r.team_id
              where r.hackathon_id = $1 and r.person_id = $2 and r.decided_at is null) as requests,
            array(select m.team_id from seat_changes c join memberships m on m.id = c.membership_id
               where c.hackathon_id = $1 and c.person_id = $2 and c.kind = 'removed'
                 and not exists (select from memberships n where n.team_id = m.team_id
                                    and n.person_id = m.person_id and n.joined_at > m.joined_at)) as removed_from`,
    [hackathonId, personId],
    'seeker',
  );
  const { languages, requests, removed_from: removedFrom } = rows[0];
  return {
    languages,
    removedFrom,
    requests: requests.map((one: OpenRequest) => ({ ...one, asked_at: new Date(one.asked_at) })),
  };
}
