// Teams and who sits in them. Lists, requests and invitations have files of their own.
import type { Clock } from '../../clock';
import type { Db } from '../../db/db';
import type { Facts, PhaseKey } from '../hackathons/hackathons.policy';
import { factsOf } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import type { ExtensionRow, MemberRow, TeamRow } from './teams.tables';

const COLUMNS = [
  'id',
  'hackathon_id',
  'challenge_id',
  'name',
  'pitch',
  'languages',
  'joining',
  'seeks',
  'times',
  'channel',
  'weave_seed',
  'founded_by',
  'founded_at',
  'changed_at',
  'archived_at',
] as const;

export async function teamById(db: Db, id: string): Promise<TeamRow | undefined> {
  return db('teams').select(COLUMNS).where({ id }).first();
}

/**
 * The team, held until the transaction ends: seats are counted after this. Rows that only point to it (a room,
 * an adviser) can be written meanwhile.
 */
export async function lockTeam(trx: Db, id: string): Promise<TeamRow | undefined> {
  return trx('teams').select(COLUMNS).where({ id }).forNoKeyUpdate().first();
}

/** A name is taken once a hackathon, whatever its letter case. */
export const nameKey = (name: string) => name.normalize('NFKC').toLowerCase();

export async function teamByName(
  db: Db,
  hackathonId: string,
  name: string,
): Promise<Pick<TeamRow, 'id' | 'name'> | undefined> {
  return db('teams')
    .select('id', 'name')
    .where({ hackathon_id: hackathonId, name_key: nameKey(name) })
    .whereNull('archived_at')
    .first();
}

type NewTeam = Omit<TeamRow, 'changed_at' | 'archived_at'>;

export async function insertTeams(trx: Db, teams: readonly NewTeam[]): Promise<void> {
  const rows = teams.map((team) => ({ ...team, name_key: nameKey(team.name), changed_at: team.founded_at }));
  if (rows.length > 0) await trx('teams').insert(rows);
}

export async function updateTeam(
  trx: Db,
  id: string,
  changes: Omit<NewTeam, 'id' | 'hackathon_id' | 'weave_seed' | 'founded_by' | 'founded_at'> &
    Pick<TeamRow, 'changed_at'>,
): Promise<void> {
  await trx('teams')
    .where({ id })
    .update({ ...changes, name_key: nameKey(changes.name) });
}

export async function archiveTeam(trx: Db, id: string, at: Date): Promise<void> {
  await trx('teams').where({ id }).update({ archived_at: at });
}

export interface CancelledHelp {
  id: string;
  topic: string;
  language: string;
  asked_at: Date;
}

/** Nobody is left to help: the live request of an archived team leaves the queue. */
export async function cancelHelpOf(trx: Db, teamId: string, at: Date): Promise<CancelledHelp | undefined> {
  const [cancelled] = await trx('help_requests')
    .where({ team_id: teamId })
    .whereIn('state', ['open', 'claimed'])
    .update({ state: 'cancelled', ended_at: at })
    .returning(['id', 'topic', 'language', 'asked_at']);
  return cancelled;
}

/** Nobody is left to meet: what an archived team has booked is free for others. */
export async function cancelBookingsOf(trx: Db, teamId: string, at: Date): Promise<void> {
  await trx('bookings')
    .where({ team_id: teamId })
    .whereNull('cancelled_at')
    .where('starts_at', '>', at)
    .update({ cancelled_at: at });
}

/** Meetings the team has booked that are still to come, with the expert and the zone they think in. */
export async function meetingsAhead(
  trx: Db,
  teamId: string,
  at: Date,
): Promise<{ expert_id: string; starts_at: Date; zone: string }[]> {
  return trx('bookings as b')
    .join('slots as s', 's.id', 'b.slot_id')
    .select('s.expert_id', 's.starts_at', 's.zone')
    .where({ 'b.team_id': teamId })
    .whereNull('b.cancelled_at')
    .where('b.starts_at', '>', at)
    .orderBy('b.starts_at');
}

/** The expert who took the team's call for help and has not finished. */
export async function helperOf(trx: Db, teamId: string): Promise<string | undefined> {
  const row = await trx('help_requests').where({ team_id: teamId, state: 'claimed' }).first('claimed_by');
  return row?.claimed_by;
}

/** Undefined for somebody who does not sit in the team now. */
export async function memberOf(
  db: Db,
  teamId: string,
  personId: string,
): Promise<{ captain: boolean } | undefined> {
  const row = await db('memberships')
    .select('captain_since')
    .where({ team_id: teamId, person_id: personId })
    .whereNull('ended_at')
    .first();
  return row && { captain: row.captain_since !== null };
}

export async function membersOf(db: Db, teamId: string): Promise<MemberRow[]> {
  const byTeam = await membersOfTeams(db, [teamId]);
  return byTeam.get(teamId) ?? [];
}

/** The members of many teams in one query. */
export async function membersOfTeams(db: Db, teamIds: string[]): Promise<Map<string, MemberRow[]>> {
  const rows: (MemberRow & { team_id: string })[] = await db('memberships as m')
    .join('people as p', 'p.id', 'm.person_id')
    .select('m.team_id', 'p.id', 'p.display_name', 'm.joined_at', 'p.weave_seed', 'm.colourway_shift')
    .select(db.raw('m.captain_since is not null as captain'))
    .whereIn('m.team_id', teamIds)
    .whereNull('m.ended_at')
    .orderBy(['m.joined_at', 'm.id']);
  const byTeam = new Map<string, MemberRow[]>();
  for (const { team_id, ...member } of rows) {
    byTeam.set(team_id, [...(byTeam.get(team_id) ?? []), member]);
  }
  return byTeam;
}

/** The team in which a person sits now. */
export async function teamOfPerson(
  db: Db,
  hackathonId: string,
  personId: string,
): Promise<TeamRow | undefined> {
  return db('teams as t')
    .join('memberships as m', 'm.team_id', 't.id')
    .select(COLUMNS.map((column) => `t.${column}`))
    .where({ 'm.hackathon_id': hackathonId, 'm.person_id': personId })
    .whereNull('m.ended_at')
    .first();
}

/**
 * Holds a participant's place in a hackathon: whatever gives them a seat waits here for its turn. False for
 * somebody who is no participant. Taken before the lock of a team.
 */
export async function lockParticipant(trx: Db, hackathonId: string, personId: string): Promise<boolean> {
  const row = await trx('roles')
    .select('id')
    .where({ hackathon_id: hackathonId, person_id: personId, role: 'participant' })
    .whereNull('ended_at')
    .forUpdate()
    .first();
  return row !== undefined;
}

export interface NewMembership {
  id: string;
  team_id: string;
  hackathon_id: string;
  person_id: string;
  joined_at: Date;
  captain_since: Date | null;
  colourway_shift: number;
}

export async function insertMembership(trx: Db, membership: NewMembership): Promise<void> {
  await trx('memberships').insert(membership);
}

export async function endMembership(
  trx: Db,
  ended: { teamId: string; personId: string; at: Date; by: string },
): Promise<void> {
  await trx('memberships')
    .where({ team_id: ended.teamId, person_id: ended.personId })
    .whereNull('ended_at')
    .update({ ended_at: ended.at, ended_by: ended.by, captain_since: null });
}

/** Whether the last seat somebody had in a team was taken from them. */
/** How many seats a person took since then. */
export async function seatsTakenSince(
  trx: Db,
  hackathonId: string,
  personId: string,
  since: Date,
): Promise<number> {
  const row = await trx('memberships')
    .where({ hackathon_id: hackathonId, person_id: personId })
    .where('joined_at', '>', since)
    .count('* as count')
    .first();
  return Number(row?.count);
}

export async function wasRemoved(trx: Db, teamId: string, personId: string): Promise<boolean> {
  const last = await trx('memberships as m')
    .leftJoin('seat_changes as c', 'c.membership_id', 'm.id')
    .where({ 'm.team_id': teamId, 'm.person_id': personId })
    .orderBy('m.joined_at', 'desc')
    .first('c.kind');
  return last?.kind === 'removed';
}

/** Makes one member the captain; whoever was it before is a member from then on. */
export async function setCaptain(trx: Db, teamId: string, personId: string, at: Date): Promise<void> {
  const members = () => trx('memberships').where({ team_id: teamId }).whereNull('ended_at');
  await members().whereNotNull('captain_since').update({ captain_since: null });
  await members().where({ person_id: personId }).update({ captain_since: at });
}

/** The seed of a person's own cloth. */
export async function seedOf(db: Db, personId: string): Promise<string> {
  const row = await db('people').select('weave_seed').where({ id: personId }).first();
  return row.weave_seed;
}

/** A team's room, if it was opened. */
export async function roomIdOfTeam(db: Db, teamId: string): Promise<string | undefined> {
  const row = await db('rooms').select('id').where({ team_id: teamId }).first();
  return row?.id;
}

export async function extensionsOf(db: Db, teamId: string): Promise<ExtensionRow[]> {
  return db('extensions')
    .select('id', 'phase', 'until', 'reason')
    .where({ team_id: teamId })
    .orderBy('until');
}

export async function insertExtension(
  trx: Db,
  extension: {
    id: string;
    team_id: string;
    phase: PhaseKey;
    until: Date;
    reason: string;
    by_id: string;
    at: Date;
  },
): Promise<void> {
  await trx('extensions').insert(extension);
}

/** factsOf() with the later ends that this team was granted. The clock is read last. */
export async function teamFacts(
  db: Db,
  clock: Clock,
  hackathon: Pick<HackathonRow, 'id' | 'opened_at'>,
  team: Pick<TeamRow, 'id'>,
  person: { id: string } | null,
): Promise<Facts> {
  const extensions = await extensionsOf(db, team.id);
  const facts = await factsOf(db, clock, hackathon, person?.id ?? null);
  return { ...facts, extensions };
}
