// One statement that tells all a question's page shows, however many teams work on it.
import type { Knex } from 'knex';
import { rawQuery } from '../../db/raw-query';
import type { Worker } from '../hackathons/hackathons.statistics.queries';
import type { ChallengeRow } from './challenges.tables';

export interface QuestionPage {
  challenge: ChallengeRow;
  /** Which of the hackathon's questions, and of how many. */
  place: number;
  count: number;
  teams: number;
  freeSeats: number;
  /** The first teams that work on it. */
  workers: Worker[];
  /** Results of the hackathon were published. */
  published: boolean;
}

const FIRST_TEAMS = 8;

export async function questionPage(
  db: Knex,
  hackathonId: string,
  slug: string,
): Promise<QuestionPage | undefined> {
  const { rows } = await rawQuery(
    db,
    `select c.id, c.hackathon_id, c.slug, c.position, c.title, c.in_short, c.brief, c.asked_by, c.weave_seed,
            c.written_at, c.changed_at, c.version, c.closing, c.closed_at,
            (select count(*)::int from challenges o where o.hackathon_id = c.hackathon_id) as count,
            (select count(*)::int from challenges o where o.hackathon_id = c.hackathon_id
                and (o.position, o.slug) <= (c.position, c.slug)) as place,
            n.teams, n.free_seats,
            (select coalesce(json_agg(one), '[]') from (
               select t.id, t.name, t.weave_seed,
                      (select coalesce(json_agg(json_build_object('id', p.weave_seed, 'colourwayShift',
                                m.colourway_shift) order by m.joined_at, m.id), '[]')
                         from memberships m join people p on p.id = m.person_id
                        where m.team_id = t.id and m.ended_at is null) as people
                 from teams t where t.challenge_id = c.id and t.archived_at is null
                order by t.founded_at, t.id limit $1) one) as workers,
            exists (select from publications p where p.hackathon_id = c.hackathon_id) as published
       from challenges c join hackathons h on h.id = c.hackathon_id
       cross join lateral (
         select count(*)::int as teams, coalesce(sum(greatest(h.seats_max - t.taken, 0)), 0)::int as free_seats
           from teams t where t.challenge_id = c.id and t.archived_at is null) n
      where c.hackathon_id = $2 and c.slug = $3`,
    [FIRST_TEAMS, hackathonId, slug],
    'question_page',
  );
  if (!rows[0]) return undefined;
  const { count, place, teams, free_seats, workers, published, ...challenge } = rows[0];
  return { challenge, count, place, teams, freeSeats: free_seats, workers, published };
}
