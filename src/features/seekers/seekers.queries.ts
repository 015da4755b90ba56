// Reads and writes of cards, and the facts of people and teams that a fit is made of: one statement each,
// whatever the size of the hackathon.
import type { Knex } from 'knex';
import type { Db } from '../../db/db';
import { rawQuery } from '../../db/raw-query';
import type { Localized } from '../../i18n/locales';
import type { Joining } from '../teams/teams.policy';
import type { FitTeam } from './seekers.fit';
import type { SeekerCard, SeekerRow } from './seekers.tables';

const COLUMNS = [
  'hackathon_id',
  'person_id',
  'challenges',
  'languages',
  'times',
  'skills',
  'shown_at',
  'hidden_at',
] as const;

export async function cardOf(db: Db, hackathonId: string, personId: string): Promise<SeekerRow | undefined> {
  return db('seekers').select(COLUMNS).where({ hackathon_id: hackathonId, person_id: personId }).first();
}

/** Shows a card, or shows it again. */
export async function keepCard(trx: Db, card: Omit<SeekerRow, 'hidden_at'>): Promise<void> {
  await trx('seekers')
    .insert({ ...card, hidden_at: null })
    .onConflict(['hackathon_id', 'person_id'])
    .merge();
}

export async function removeCard(trx: Db, hackathonId: string, personId: string): Promise<boolean> {
  return (await trx('seekers').where({ hackathon_id: hackathonId, person_id: personId }).delete()) > 0;
}

/** Cards that teams see now: of participants without a seat. Whether teams may still change is asked elsewhere. */
export async function shownCards(db: Db, hackathonId: string): Promise<SeekerCard[]> {
  const { rows } = await rawQuery(
    db,
    `select p.id, p.display_name, p.weave_seed, s.challenges, s.languages, s.times, s.skills, s.shown_at
       from seekers s join people p on p.id = s.person_id
      where s.hackathon_id = $1 and s.hidden_at is null and p.disabled_at is null
        and exists (select from roles r where r.hackathon_id = s.hackathon_id and r.person_id = s.person_id
                       and r.role = 'participant' and r.ended_at is null)
        and not exists (select from memberships m where m.hackathon_id = s.hackathon_id
                           and m.person_id = s.person_id and m.ended_at is null)
      order by s.shown_at, p.id`,
    [hackathonId],
    'shown_cards',
  );
  return rows;
}

/** Beside teams `t` of the hackathon that this binding names: `h.has`, what their members said that they bring; null where nobody did. */
export const skillsOfTeams = (hackathon: '$1' | ':hackathonId') => `left join (
         select m.team_id, array_agg(distinct skill) as has
           from memberships m
           join seekers s on s.hackathon_id = m.hackathon_id and s.person_id = m.person_id
          cross join unnest(s.skills) skill
          where m.hackathon_id = ${hackathon} and m.ended_at is null group by m.team_id) h on h.team_id = t.id`;

export interface SuggestedTeam extends FitTeam {
  weave_seed: string;
  name: string;
  /** As a slug. */
  question: string;
  challenge_title: Localized;
  joining: Joining;
  taken: number;
}

/** Every team with a free seat into which people come by themselves. */
export async function teamsToSuggest(db: Db, hackathonId: string, seats: number): Promise<SuggestedTeam[]> {
  const { rows } = await rawQuery(
    db,
    `select t.id, t.name, t.challenge_id as challenge, c.slug as question, c.title as challenge_title,
            t.languages, t.times, t.seeks, t.joining, t.taken, t.weave_seed, coalesce(h.has, '{}') as has
       from teams t join challenges c on c.id = t.challenge_id
       ${skillsOfTeams('$1')}
      where t.hackathon_id = $1 and t.archived_at is null and t.taken < $2 and t.joining <> 'invite'
      order by t.id`,
    [hackathonId, seats],
    'teams_to_suggest',
  );
  return rows;
}

export interface OwnTeam {
  /** What its members said that they bring. */
  has: SeekerRow['skills'];
  /** Who has an invitation or a request that waits, and which of the two. */
  waiting: Record<string, 'invited' | 'asks'>;
}

/** What a team knows of itself when it looks at cards. */
export async function ownTeam(db: Knex, teamId: string): Promise<OwnTeam> {
  const { rows } = await rawQuery(
    db,
    `select coalesce((select array_agg(distinct skill) from memberships m
                join seekers s on s.hackathon_id = m.hackathon_id and s.person_id = m.person_id
               cross join unnest(s.skills) skill
               where m.team_id = $1 and m.ended_at is null), '{}') as has,
            coalesce((select jsonb_object_agg(person_id, way) from (
               select person_id, 'invited' as way from personal_invitations
                where team_id = $1 and decided_at is null
               union all select person_id, 'asks' from join_requests
                where team_id = $1 and decided_at is null) w), '{}') as waiting`,
    [teamId],
    'own_team',
  );
  return rows[0];
}

export async function cardsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('seekers as s')
    .join('hackathons as h', 'h.id', 's.hackathon_id')
    .select({
      hackathon: 'h.slug',
      languages: 's.languages',
      times: 's.times',
      brings: 's.skills',
      shownAt: 's.shown_at',
      hiddenAt: 's.hidden_at',
    })
    .select(
      db.raw(
        `array(select c.slug from challenges c where c.id = any(s.challenges) order by c.position) as questions`,
      ),
    )
    .where({ 's.person_id': personId })
    .orderBy('s.shown_at');
}

export async function forgetCards(trx: Db, personId: string): Promise<void> {
  await trx('seekers').where({ person_id: personId }).delete();
}
