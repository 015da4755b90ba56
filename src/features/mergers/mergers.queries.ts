// Offers of one team to another to become one team, and the teams that could.
import type { Db } from '../../db/db';
import { skillsOfTeams } from '../seekers/seekers.queries';
import type { Mergeable } from './mergers.policy';
import type { MergerRow, OpenMerger } from './mergers.tables';

const COLUMNS = ['id', 'hackathon_id', 'team_id', 'into_id', 'offered_by', 'offered_at', 'decision'] as const;

export async function mergerById(db: Db, id: string): Promise<MergerRow | undefined> {
  return db('team_mergers').select(COLUMNS).where({ id }).first();
}

/** Between these two, whoever offered, the newest first. */
export async function mergersBetween(db: Db, one: string, other: string): Promise<MergerRow[]> {
  return db('team_mergers')
    .select(COLUMNS)
    .where({ team_id: one, into_id: other })
    .orWhere({ team_id: other, into_id: one })
    .orderBy('offered_at', 'desc');
}

/** What a team offered, and what was offered to it; oldest first. */
export async function openMergersOf(db: Db, teamId: string): Promise<OpenMerger[]> {
  return db('team_mergers as m')
    .join('teams as f', 'f.id', 'm.team_id')
    .join('teams as i', 'i.id', 'm.into_id')
    .select('m.id', 'm.team_id', 'm.into_id', 'm.offered_at')
    .select({ team: 'f.name', into: 'i.name', count: 'f.taken' })
    .whereNull('m.decided_at')
    .whereNull('f.archived_at')
    .whereNull('i.archived_at')
    .where((own) => own.where('m.team_id', teamId).orWhere('m.into_id', teamId))
    .orderBy(['m.offered_at', 'm.id']);
}

export async function insertMerger(trx: Db, row: Omit<MergerRow, 'decision'>): Promise<void> {
  await trx('team_mergers').insert(row);
}

export async function decideMerger(
  trx: Db,
  id: string,
  decided: { decision: NonNullable<MergerRow['decision']>; at: Date; by: string | null },
): Promise<void> {
  await trx('team_mergers')
    .where({ id })
    .update({ decision: decided.decision, decided_at: decided.at, decided_by: decided.by });
}

/** After two became one: offers of the team that is over, and those for which the other has no room any more. */
export async function closeUnfit(
  trx: Db,
  merged: { from: string; into: string; seats: number },
  closed: { at: Date; by: string },
): Promise<MergerRow[]> {
  const { rows } = await trx.raw(
    `update team_mergers m set decision = 'closed', decided_at = :at, decided_by = :by
       from teams f, teams i
      where f.id = m.team_id and i.id = m.into_id and m.decided_at is null
        and (:from in (m.team_id, m.into_id)
             or (:into in (m.team_id, m.into_id) and f.taken + i.taken > :seats))
      returning ${COLUMNS.map((column) => `m.${column}`).join(', ')}`,
    { ...merged, ...closed } as never,
  );
  return rows;
}

/** Offers that can no longer be accepted: a team is over, there is no room, or teams are closed. */
export async function mergersToEnd(db: Db, now: Date, limit: number): Promise<MergerRow[]> {
  const { rows } = await db.raw(
    `select ${COLUMNS.map((column) => `m.${column}`).join(', ')}
       from team_mergers m
       join teams f on f.id = m.team_id join teams i on i.id = m.into_id
       join hackathons h on h.id = m.hackathon_id
      where m.decided_at is null and (
        f.archived_at is not null or i.archived_at is not null or f.taken + i.taken > h.seats_max
        or (not exists (select from phases p where p.hackathon_id = m.hackathon_id and p.key = 'teams'
                           and coalesce(p.closes_at, 'infinity') > cast(:now as timestamptz))
            and not exists (select from extensions x where x.team_id = m.into_id and x.phase = 'teams'
                               and x.until > cast(:now as timestamptz))))
      order by m.id limit :limit`,
    { now, limit },
  );
  return rows;
}

/** Every team with people and a free seat, smallest first. */
export async function mergeableTeams(db: Db, hackathonId: string, seats: number): Promise<Mergeable[]> {
  const { rows } = await db.raw(
    `select t.id, t.name, t.challenge_id as challenge, t.languages, t.times, t.seeks, t.joining, t.taken,
            coalesce(h.has, '{}') as has, s.team_id is not null as handed_in
       from teams t
       ${skillsOfTeams(':hackathonId')}
       left join (
         select distinct b.team_id from submissions b join submission_versions v on v.submission_id = b.id
           join teams o on o.id = b.team_id where o.hackathon_id = :hackathonId) s on s.team_id = t.id
      where t.hackathon_id = :hackathonId and t.archived_at is null and t.taken > 0 and t.taken < :seats
      order by t.taken, t.founded_at, t.id`,
    { hackathonId, seats },
  );
  return rows;
}

export async function mergersBy(db: Db, personId: string): Promise<unknown[]> {
  return db('team_mergers as m')
    .join('teams as f', 'f.id', 'm.team_id')
    .join('teams as i', 'i.id', 'm.into_id')
    .select({ team: 'f.name', into: 'i.name', offeredAt: 'm.offered_at' })
    .select({ decision: 'm.decision', decidedAt: 'm.decided_at' })
    .select(db.raw('m.offered_by = ? as "offeredByMe"', [personId]))
    .where((mine) => mine.where('m.offered_by', personId).orWhere('m.decided_by', personId))
    .orderBy('m.offered_at');
}
