// How far the first round is, and the proposals of the final, without any score.
import type { Db } from '../../db/db';
import type { RoundRow } from '../rounds/rounds.tables';

export interface FirstRound {
  proposals: number;
  /** Sheets that count and are not handed in. */
  open: number;
  /** Proposals without any sheet that was handed in and counts. */
  unread: number;
}

export async function firstRound(db: Db, round: Pick<RoundRow, 'id' | 'hackathon_id'>): Promise<FirstRound> {
  const { rows } = await db.raw(
    `with read as (
       select s.id,
              count(h.id) filter (where h.handed_in_at is null)::int as open,
              count(h.id) filter (where h.handed_in_at is not null)::int as done
         from submissions s
         left join sheets h on h.submission_id = s.id and h.round_id = :round and h.conflict_at is null
        where s.hackathon_id = :hackathon
          and exists (select from submission_versions v where v.submission_id = s.id)
        group by s.id)
     select count(*)::int as proposals, coalesce(sum(open), 0)::int as open,
            count(*) filter (where done = 0)::int as unread
       from read`,
    { round: round.id, hackathon: round.hackathon_id },
  );
  return rows[0];
}

export interface InFinal {
  id: string;
  team: string;
  /** Sheets that count or can still count, and how many of them are handed in. */
  sheets: number;
  done: number;
}

/** By the name of the team: nothing here tells an order. */
export async function inFinal(db: Db, roundId: string): Promise<InFinal[]> {
  const { rows } = await db.raw(
    `select f.submission_id as id, t.name as team, count(h.id)::int as sheets,
            count(h.id) filter (where h.handed_in_at is not null)::int as done
       from finalists f
       join submissions s on s.id = f.submission_id
       join teams t on t.id = s.team_id
       left join sheets h on h.submission_id = s.id and h.round_id = f.round_id and h.conflict_at is null
      where f.round_id = ?
      group by f.submission_id, t.name
      order by t.name, f.submission_id`,
    [roundId],
  );
  return rows;
}
