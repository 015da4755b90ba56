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

/** How far the reading of the final is. */
export interface FinalReading {
  /** Sheets of its proposals that are not handed in, of jurors who go on. */
  open: number;
  /** Proposals that nobody read again since it was opened, though a juror could. */
  unread: number;
}

export async function finalReading(
  db: Db,
  round: Pick<RoundRow, 'id' | 'hackathon_id'>,
): Promise<FinalReading> {
  const { rows } = await db.raw(
    `with readers as (
       select j.person_id as id
         from roles j
         left join juror_terms t on t.hackathon_id = j.hackathon_id and t.person_id = j.person_id
        where j.hackathon_id = :hackathon and j.role = 'juror' and t.stopped_at is null),
     read as (
       select (select count(*) from sheets h join readers r on r.id = h.juror_id
                where h.round_id = f.round_id and h.submission_id = f.submission_id
                  and h.conflict_at is null and h.handed_in_at is null) as open,
              exists (select from sheets h
                       where h.round_id = f.round_id and h.submission_id = f.submission_id
                         and h.conflict_at is null and h.handed_in_at is not null
                         and h.assigned_at >= n.opened_at) as again,
              exists (select from readers r
                       where not exists (select from sheets h
                                          where h.round_id = f.round_id and h.submission_id = f.submission_id
                                            and h.juror_id = r.id)
                         and not exists (select from conflicts c
                                          where c.juror_id = r.id and c.team_id = s.team_id)) as could
         from finalists f
         join finals n on n.round_id = f.round_id
         join submissions s on s.id = f.submission_id
        where f.round_id = :round)
     select coalesce(sum(open), 0)::int as open,
            count(*) filter (where open = 0 and could and not again)::int as unread
       from read`,
    { round: round.id, hackathon: round.hackathon_id },
  );
  return rows[0];
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
