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
