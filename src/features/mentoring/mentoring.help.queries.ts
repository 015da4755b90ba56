// Help requests: the queue of a hackathon, and the one statement that decides a claim.
import type { Db } from '../../db/db';
import type { HelpRow, HelpStatus } from './mentoring.tables';

const HELP = `select q.id, q.team_id, t.name as team_name, q.hackathon_id, q.topic, q.language, q.details,
    q.state, q.asked_by, a.display_name as asked_by_name, q.asked_at, q.claimed_by, c.display_name as claimed_by_name, q.claimed_at, q.note
  from help_requests q join teams t on t.id = q.team_id join people a on a.id = q.asked_by left join people c on c.id = q.claimed_by`;

export async function helpById(db: Db, id: string): Promise<HelpRow | undefined> {
  const { rows } = await db.raw(`${HELP} where q.id = ?`, [id]);
  return rows[0];
}

/** The request of a team that is open or claimed; there is at most one. */
export async function liveHelpOf(db: Db, teamId: string): Promise<HelpRow | undefined> {
  const { rows } = await db.raw(`${HELP} where q.team_id = ? and q.state in ('open', 'claimed')`, [teamId]);
  return rows[0];
}

/** Whoever waits longest comes first. */
export async function helpQueue(db: Db, hackathonId: string, limit: number): Promise<HelpRow[]> {
  const { rows } = await db.raw(
    `${HELP} where q.hackathon_id = ? and q.state in ('open', 'claimed') order by q.asked_at, q.id limit ?`,
    [hackathonId, limit],
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
    language: string;
    details: string;
    askedBy: string;
    at: Date;
  },
): Promise<boolean> {
  const { rowCount } = await trx.raw(
    `insert into help_requests (id, team_id, hackathon_id, topic, language, details, state, asked_by, asked_at)
     values (:id, :teamId, :hackathonId, :topic, :language, :details, 'open', :askedBy, :at)
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

/** True if it was in one of the states `from`. */
export async function endHelp(
  trx: Db,
  id: string,
  end: { from: HelpStatus[]; to: HelpStatus; at: Date; note?: string },
): Promise<boolean> {
  const changed = await trx('help_requests')
    .where({ id })
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
 * by another request, or has another time booked by it.
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
          where b.team_id = a.team_id and s.expert_id = a.person_id and b.cancelled_at is null)`,
    { teamId, personId, beganAt, at },
  );
  return rowCount === 1;
}

/** Claims whose expert asked for no page since `before` and claimed earlier than that. */
export async function silentClaims(db: Db, before: Date): Promise<{ id: string; claimed_by: string }[]> {
  const { rows } = await db.raw(
    `select q.id, q.claimed_by from help_requests q
      where q.state = 'claimed' and q.claimed_at < :before
        and not exists (select from login_sessions s where s.person_id = q.claimed_by
          and s.ended_at is null and s.seen_at >= :before)
        and not exists (select from room_visits v where v.person_id = q.claimed_by and v.seen_at >= :before)`,
    { before },
  );
  return rows;
}

export async function hackathonsWithOpenHelp(db: Db): Promise<string[]> {
  return db('help_requests').distinct('hackathon_id').where({ state: 'open' }).pluck('hackathon_id');
}

export async function openHelpOf(db: Db, hackathonId: string): Promise<HelpRow[]> {
  const { rows } = await db.raw(`${HELP} where q.hackathon_id = ? and q.state = 'open'`, [hackathonId]);
  return rows;
}

/** The languages an expert said to work in. */
export async function languagesOfExpert(db: Db, hackathonId: string, personId: string): Promise<string[]> {
  const row = await db('roles')
    .select('languages')
    .where({ hackathon_id: hackathonId, person_id: personId, role: 'expert' })
    .whereNull('ended_at')
    .first();
  return row?.languages ?? [];
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
