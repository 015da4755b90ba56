// What the pages of a hackathon tell about tables of later features: numbers to read, never to decide by.
import type { Db } from '../../db/db';
import type { Localized } from '../../i18n/locales';

export interface Question {
  id: string;
  slug: string;
  title: Localized;
  in_short: Localized;
  asked_by: Localized;
  weave_seed: string;
  closed_at: Date | null;
  teams: number;
  free_seats: number;
}

/** The questions of a hackathon with how many teams work on each and how many seats are free there. */
export async function questionsOf(db: Db, hackathonId: string): Promise<Question[]> {
  const { rows } = await db.raw(
    `select c.id, c.slug, c.title, c.in_short, c.asked_by, c.weave_seed, c.closed_at,
            count(t.id)::int as teams,
            coalesce(sum(greatest(h.seats_max - taken.people, 0)) filter (where t.id is not null), 0)::int
              as free_seats
       from challenges c
       join hackathons h on h.id = c.hackathon_id
       left join teams t on t.challenge_id = c.id and t.archived_at is null
       left join lateral (
         select count(*) as people from memberships m where m.team_id = t.id and m.ended_at is null
       ) taken on true
      where c.hackathon_id = ?
      group by c.id
      order by c.position, c.slug`,
    [hackathonId],
  );
  return rows;
}

export interface Worker {
  id: string;
  name: string;
  weave_seed: string;
  /** In the order in which they came, for the cloth. */
  people: { id: string; colourwayShift: number }[];
}

/** The first teams that work on a question, for their cloth and name. */
export async function workersOf(db: Db, challengeId: string, limit: number): Promise<Worker[]> {
  const { rows } = await db.raw(
    `select t.id, t.name, t.weave_seed,
            coalesce(json_agg(json_build_object('id', p.weave_seed, 'colourwayShift', m.colourway_shift)
                              order by m.joined_at, m.id) filter (where m.id is not null), '[]') as people
       from teams t
       left join memberships m on m.team_id = t.id and m.ended_at is null
       left join people p on p.id = m.person_id
      where t.challenge_id = ? and t.archived_at is null
      group by t.id
      order by t.founded_at, t.id
      limit ?`,
    [challengeId, limit],
  );
  return rows;
}

export async function challengeCount(db: Db, hackathonId: string): Promise<number> {
  const row = await db('challenges').where({ hackathon_id: hackathonId }).count({ count: '*' }).first();
  return Number(row?.count ?? 0);
}

/** When the results were published first; null before. */
export async function resultsPublishedAt(db: Db, hackathonId: string): Promise<Date | null> {
  const row = await db('publications')
    .where({ hackathon_id: hackathonId })
    .min({ at: 'published_at' })
    .first();
  return (row?.at as Date | null) ?? null;
}

/** Whether a juror of the hackathon has scored anything yet. */
export async function anythingScored(db: Db, hackathonId: string): Promise<boolean> {
  const row = await db('scores as s')
    .join('rounds as r', 'r.id', 's.round_id')
    .select('s.sheet_id')
    .where('r.hackathon_id', hackathonId)
    .first();
  return row !== undefined;
}
