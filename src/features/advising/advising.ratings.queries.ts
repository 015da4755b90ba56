// What teams said about help, and what organisers learn from it: numbers by language, never by person.
import type { Db } from '../../db/db';
import type { Rating } from '../help/help.policy';

/** One a person and request; the last word counts. */
export async function keepRating(
  trx: Db,
  row: { help_id: string; person_id: string; rating: Rating; at: Date },
): Promise<void> {
  await trx('help_ratings').insert(row).onConflict(['help_id', 'person_id']).merge(['rating', 'at']);
}

/** The expert was thanked for this help already, whatever the team says of it now. */
export async function thankedFor(db: Db, helpId: string, href: string): Promise<boolean> {
  const { rows } = await db.raw(
    `select from help_requests q join notices n on n.person_id = q.claimed_by
      where q.id = ? and n.kind = 'thanked' and n.href = ? and n.at >= q.ended_at limit 1`,
    [helpId, href],
  );
  return rows.length > 0;
}

export interface Thanks {
  /** Requests this expert finished. */
  done: number;
  teams: number;
  helped: number;
  little: number;
  not: number;
}

const BY_RATING = ['helped', 'little', 'not']
  .map((rating) => `count(*) filter (where g.rating = '${rating}')::int as "${rating}"`)
  .join(', ');

export async function thanksTo(db: Db, hackathonId: string, expertId: string): Promise<Thanks> {
  const { rows } = await db.raw(
    `select count(distinct q.id)::int as done, count(distinct q.team_id)::int as teams, ${BY_RATING}
       from help_requests q left join help_ratings g on g.help_id = q.id
      where q.hackathon_id = ? and q.claimed_by = ? and q.state = 'done'`,
    [hackathonId, expertId],
  );
  return rows[0];
}

/** Times in seconds; of one language, or of all when `language` is null. */
export interface HelpFigures {
  language: string | null;
  asked: number;
  answered: number;
  done: number;
  waited_half: number | null;
  waited_most: number | null;
  helped_half: number | null;
  helped_most: number | null;
  helped: number;
  little: number;
  not: number;
}

const share = (part: string, of: string, from: string, where: string): string =>
  `percentile_disc(${part}) within group (order by extract(epoch from ${of} - ${from})::int) filter (where ${where})`;

export async function helpFigures(db: Db, hackathonId: string): Promise<HelpFigures[]> {
  const answered = "state in ('claimed', 'done')";
  const { rows } = await db.raw(
    `with rated as (
       select g.rating, q.language from help_ratings g join help_requests q on q.id = g.help_id
        where q.hackathon_id = :hackathon)
     select one.*, g.* from (
       select language, count(*)::int as asked, count(*) filter (where ${answered})::int as answered,
              count(*) filter (where state = 'done')::int as done,
              ${share('0.5', 'claimed_at', 'asked_at', answered)} as waited_half,
              ${share('0.9', 'claimed_at', 'asked_at', answered)} as waited_most,
              ${share('0.5', 'ended_at', 'claimed_at', "state = 'done'")} as helped_half,
              ${share('0.9', 'ended_at', 'claimed_at', "state = 'done'")} as helped_most
         from help_requests where hackathon_id = :hackathon
        group by grouping sets ((language), ())) one
     cross join lateral (select ${BY_RATING} from rated g
        where one.language is null or g.language = one.language) g
     order by one.asked desc, one.language nulls first`,
    { hackathon: hackathonId },
  );
  return rows;
}

export async function ratingsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('help_ratings')
    .select({ help: 'help_id', said: 'rating', at: 'at' })
    .where({ person_id: personId })
    .orderBy('at');
}

export async function forgetRatings(trx: Db, personId: string): Promise<void> {
  await trx('help_ratings').where({ person_id: personId }).delete();
}
