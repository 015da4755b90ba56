// What teams keep about one person, and how it goes.
import type { Db } from '../../db/db';
import { LEFT } from '../../db/personal-data';
import type { TeamRow } from './teams.tables';

export async function membershipsOf(db: Db, personId: string): Promise<unknown[]> {
  return db('memberships as m')
    .join('teams as t', 't.id', 'm.team_id')
    .select({
      team: 't.name',
      teamId: 't.id',
      joinedAt: 'm.joined_at',
      captainSince: 'm.captain_since',
      leftAt: 'm.ended_at',
    })
    .where({ 'm.person_id': personId })
    .orderBy('m.joined_at');
}

export async function teamsFoundedBy(db: Db, personId: string): Promise<unknown[]> {
  return db('teams')
    .select({ team: 'name', pitch: 'pitch', languages: 'languages', foundedAt: 'founded_at' })
    .where({ founded_by: personId })
    .orderBy('founded_at');
}

export async function extensionsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('extensions as x')
    .join('teams as t', 't.id', 'x.team_id')
    .select({ team: 't.name', phase: 'x.phase', until: 'x.until', reason: 'x.reason', at: 'x.at' })
    .where({ 'x.by_id': personId })
    .orderBy('x.at');
}

/** The teams in which a person sits now, held in the order of their ids. */
export async function lockTeamsOf(
  trx: Db,
  personId: string,
): Promise<Pick<TeamRow, 'id' | 'hackathon_id' | 'name'>[]> {
  return trx('teams')
    .select('id', 'hackathon_id', 'name')
    .whereIn('id', trx('memberships').select('team_id').where({ person_id: personId }).whereNull('ended_at'))
    .orderBy('id')
    .forNoKeyUpdate();
}

/** Teams in which nobody else ever sat and that handed nothing in: there is nobody whose work they are. */
export const ONLY_THEIRS = `select t.id from teams t
  where exists (select from memberships m where m.team_id = t.id and m.person_id = :personId)
    and not exists (select from memberships m where m.team_id = t.id and m.person_id <> :personId)
    and not exists (select from submissions s join submission_versions v on v.submission_id = s.id
          where s.team_id = t.id)`;

export async function forgetLoneTeams(trx: Db, personId: string): Promise<void> {
  await trx.raw(`delete from team_names where team_id in (${ONLY_THEIRS})`, { personId });
  await trx.raw(`update teams set name = :left, name_key = :left, pitch = '' where id in (${ONLY_THEIRS})`, {
    personId,
    left: LEFT,
  });
}
