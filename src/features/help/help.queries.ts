// Help requests: the queue of a hackathon, and the one statement that decides a claim.
import type { Db } from '../../db/db';
import type { Urgency } from './help.policy';
import type { HelpRow, HelpStatus } from './help.tables';

/** What an expert is there for and whose they are: “City money · Municipality of Gent”, as SQL of SQL names. */
export const expertAs = (person: string, hackathon: string): string => `(
  select nullif(concat_ws(' · ', x.subject, x.organisation), '') from roles x
   where x.person_id = ${person} and x.hackathon_id = ${hackathon} and x.role = 'expert' and x.ended_at is null)`;

const HELP = `select q.id, q.team_id, own.name as team_name, q.hackathon_id, q.topic, q.language, q.details,
    q.state, q.urgency, q.about, q.asked_by, a.display_name as asked_by_name, q.asked_at, q.claimed_by,
    c.display_name as claimed_by_name, ${expertAs('q.claimed_by', 'q.hackathon_id')} as claimed_as, q.claimed_at, q.note,
    q.escalated_at
  from help_requests q join teams own on own.id = q.team_id join people a on a.id = q.asked_by left join people c on c.id = q.claimed_by`;

export async function helpById(db: Db, id: string): Promise<HelpRow | undefined> {
  const { rows } = await db.raw(`${HELP} where q.id = ?`, [id]);
  return rows[0];
}

/** The request of a team that is open or claimed, as a statement; there is at most one. `team`: SQL, no value. */
export const liveHelp = (team: string): string =>
  `${HELP} where q.team_id = ${team} and q.state in ('open', 'claimed')`;

export async function liveHelpOf(db: Db, teamId: string): Promise<HelpRow | undefined> {
  const { rows } = await db.raw(liveHelp('?'), [teamId]);
  return rows[0];
}

export type QueuedHelp = HelpRow & { before: boolean };

/**
 * Whoever waits longest comes first. `before`: this expert helped the team already. Who sits in a team themselves
 * reads nothing of others they compete with but what they have claimed, unless they look after the hackathon.
 */
export async function helpQueue(
  db: Db,
  of: { hackathon: string; expert: string; watches: boolean; limit: number },
): Promise<QueuedHelp[]> {
  const { rows } = await db.raw(
    `select q.*, exists (select from help_requests d where d.team_id = q.team_id and d.claimed_by = :expert
        and d.state = 'done') as before
       from (${HELP} where q.hackathon_id = :hackathon and q.state in ('open', 'claimed')
         and (:watches or q.claimed_by = :expert or not exists (select from memberships m
           where m.hackathon_id = q.hackathon_id and m.person_id = :expert and m.ended_at is null and m.team_id <> q.team_id))
         order by q.asked_at, q.id limit :limit) q order by q.asked_at, q.id`,
    of,
  );
  return rows;
}

/** False when the team already has a live request. */
export async function insertHelp(
  trx: Db,
  help: {
    id: string;
    teamId: string;
    hackathonId: string;
    topic: string;
    about: string | null;
    language: string;
    urgency: Urgency;
    details: string;
    askedBy: string;
    at: Date;
  },
): Promise<boolean> {
  const { rowCount } = await trx.raw(
    `insert into help_requests (id, team_id, hackathon_id, topic, about, language, urgency, details, state,
       asked_by, asked_at)
     values (:id, :teamId, :hackathonId, :topic, :about, :language, :urgency, :details, 'open', :askedBy, :at)
     on conflict do nothing`,
    help,
  );
  return rowCount === 1;
}

/** One of many wins: true for the one whose statement found the request open. */
export async function claimOpen(trx: Db, id: string, expertId: string, at: Date): Promise<boolean> {
  const changed = await trx('help_requests')
    .where({ id, state: 'open' })
    .update({ state: 'claimed', claimed_by: expertId, claimed_at: at });
  return changed === 1;
}

/** Back into the queue, with the waiting time it has; true if it still was this expert's. */
export async function reopen(trx: Db, id: string, expertId: string): Promise<boolean> {
  const changed = await trx('help_requests')
    .where({ id, state: 'claimed', claimed_by: expertId })
    .update({ state: 'open', claimed_by: null, claimed_at: null });
  return changed === 1;
}

/** True if it was in one of the states `from`, and claimed by `claimedBy` where that is given. */
export async function endHelp(
  trx: Db,
  id: string,
  end: { from: readonly HelpStatus[]; to: HelpStatus; at: Date; note?: string; claimedBy?: string },
): Promise<boolean> {
  const changed = await trx('help_requests')
    .where({ id, ...(end.claimedBy ? { claimed_by: end.claimedBy } : {}) })
    .whereIn('state', end.from)
    .update({ state: end.to, ended_at: end.at, note: end.note ?? null });
  return changed === 1;
}

export async function startAdvising(trx: Db, teamId: string, personId: string, at: Date): Promise<void> {
  await trx.raw(
    `insert into advisers (team_id, person_id, since) values (:teamId, :personId, :at)
     on conflict (team_id, person_id) do update set ended_at = null, since = excluded.since
      where advisers.ended_at is not null`,
    { teamId, personId, at },
  );
}

/**
 * Ends the advising that began with this claim or booking. An expert stays who advised the team before, helps it
 * by another request, or meets it at another time. Whoever never came into the room has not advised the team: of
 * them nothing is left that would bar them from its jury.
 */
export async function endAdvisingSince(
  trx: Db,
  teamId: string,
  personId: string,
  beganAt: Date,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await trx.raw(
    `update advisers a set ended_at = :at
      where a.team_id = :teamId and a.person_id = :personId and a.ended_at is null and a.since >= :beganAt
        and not exists (select from help_requests q where q.team_id = a.team_id
          and q.claimed_by = a.person_id and q.state in ('claimed', 'done') and q.claimed_at >= a.since)
        and not exists (select from bookings b join slots s on s.id = b.slot_id
          where b.team_id = a.team_id and s.expert_id = a.person_id and s.kind = 'team'
            and b.cancelled_at is null)`,
    { teamId, personId, beganAt, at },
  );
  if (rowCount !== 1) return false;
  await trx.raw(
    `delete from advisers a where a.team_id = :teamId and a.person_id = :personId and a.ended_at = :at
        and not exists (select from rooms r join room_visits v on v.room_id = r.id
          where r.team_id = a.team_id and v.person_id = a.person_id and v.seen_at >= a.since)
        and not exists (select from rooms r join entries e on e.room_id = r.id
          where r.team_id = a.team_id and e.author_id = a.person_id and e.kind = 'message')`,
    { teamId, personId, at },
  );
  return true;
}

export async function hackathonsWithOpenHelp(db: Db): Promise<string[]> {
  return db('help_requests').distinct('hackathon_id').where({ state: 'open' }).pluck('hackathon_id');
}

export async function openHelpOf(db: Db, hackathonId: string): Promise<HelpRow[]> {
  const { rows } = await db.raw(`${HELP} where q.hackathon_id = ? and q.state = 'open'`, [hackathonId]);
  return rows;
}

export async function holdHelp(trx: Db, id: string): Promise<void> {
  await trx('help_requests').select('id').where({ id }).forUpdate();
}

export async function changeHelpWords(
  trx: Db,
  id: string,
  words: Pick<HelpRow, 'topic' | 'details'>,
): Promise<void> {
  await trx('help_requests').where({ id }).update(words);
}
