// Reads and writes of hackathons, phases and roles.
import type { Clock } from '../../clock';
import type { Db } from '../../db/db';
import { newId } from '../../ids';
import type { Facts, Phase, Role } from './hackathons.policy';
import type { HackathonRow, PhaseChangeRow, PhaseRow } from './hackathons.tables';

const COLUMNS = [
  'id',
  'slug',
  'title',
  'in_short',
  'zone',
  'languages',
  'template',
  'starts_on',
  'seats_min',
  'seats_max',
  'age_min',
  'age_max',
  'weave_seed',
  'founded_by',
  'founded_at',
  'opened_at',
  'opened_by',
  'version',
  'about',
  'emblem',
  'public_vote',
] as const;

export async function hackathonBySlug(db: Db, slug: string): Promise<HackathonRow | undefined> {
  return db('hackathons').select(COLUMNS).where({ slug }).first();
}

export async function hackathonById(db: Db, id: string): Promise<HackathonRow | undefined> {
  return db('hackathons').select(COLUMNS).where({ id }).first();
}

export async function phasesOf(db: Db, hackathonId: string): Promise<Phase[]> {
  const rows: PhaseRow[] = await db('phases')
    .select('key', 'opens_at', 'closes_at')
    .where({ hackathon_id: hackathonId })
    .orderBy('opens_at');
  return rows.map((row) => ({ key: row.key, opens: row.opens_at, closes: row.closes_at }));
}

/** The phases of the hackathon `?`, as JSON. */
const PHASES = `select coalesce(json_agg(json_build_object('key', key, 'opens', opens_at, 'closes', closes_at)
                  order by opens_at), '[]') from phases where hackathon_id = ?`;

const phasesFrom = (rows: { key: Phase['key']; opens: string; closes: string | null }[]): Phase[] =>
  rows.map(({ key, opens, closes }) => ({
    key,
    opens: new Date(opens),
    closes: closes === null ? null : new Date(closes),
  }));

/** Both in one statement. */
export async function hackathonWithPhases(
  db: Db,
  id: string,
): Promise<{ hackathon: HackathonRow; phases: Phase[] } | undefined> {
  const found = await db('hackathons')
    .select(COLUMNS)
    .select(db.raw(`(${PHASES.replace('?', 'hackathons.id')}) as phases`))
    .where({ id })
    .first();
  if (!found) return undefined;
  const { phases, ...hackathon } = found;
  return { hackathon, phases: phasesFrom(phases) };
}

/** The roles a person has in a hackathon now. */
export async function rolesOf(db: Db, hackathonId: string, personId: string | null): Promise<Role[]> {
  if (personId === null) return [];
  return db('roles')
    .where({ hackathon_id: hackathonId, person_id: personId })
    .whereNull('ended_at')
    .pluck('role');
}

/**
 * What mayNow() asks about a person in a hackathon. Inside a transaction call it after the lock is held:
 * the clock is read with them. Team extensions are added by the teams feature.
 */
export async function factsOf(
  db: Db,
  clock: Clock,
  hackathon: Pick<HackathonRow, 'id' | 'opened_at'>,
  personId: string | null,
): Promise<Facts> {
  const { rows } = await db.raw(
    `select ? as now,
            array(select role from roles where hackathon_id = ? and person_id = ? and ended_at is null) as roles,
            (${PHASES}) as phases`,
    [clock.expression(db), hackathon.id, personId, hackathon.id],
  );
  const { now, roles, phases } = rows[0];
  return { openedAt: hackathon.opened_at, phases: phasesFrom(phases), roles, now };
}

/** Holds the phases still until the transaction ends: taken by acts that a phase allows. */
export async function holdPhases(trx: Db, hackathonId: string): Promise<void> {
  await trx('hackathons').select('id').where({ id: hackathonId }).forShare();
}

export interface RoleHolder {
  id: string;
  display_name: string;
  organisation: string | null;
  subject: string | null;
  languages: string[];
}

/** Everybody who holds a role in a hackathon now, by name. */
export async function roleHoldersOf(
  db: Db,
  hackathonId: string,
): Promise<(RoleHolder & { role: Role; weave_seed: string })[]> {
  return db('roles')
    .join('people', 'people.id', 'roles.person_id')
    .select(
      'people.id',
      'people.display_name',
      'people.weave_seed',
      'roles.organisation',
      'roles.subject',
      'roles.languages',
      'roles.role',
    )
    .where({ 'roles.hackathon_id': hackathonId })
    .whereNull('roles.ended_at')
    .whereNull('people.disabled_at')
    .orderBy(['people.display_name', 'people.id']);
}

/** Everybody who holds any role in it now. */
export async function peopleOf(db: Db, hackathonId: string): Promise<string[]> {
  return db('roles').where({ hackathon_id: hackathonId }).whereNull('ended_at').distinct().pluck('person_id');
}

export async function peopleWithRole(db: Db, hackathonId: string, role: Role): Promise<RoleHolder[]> {
  const holders = await roleHoldersOf(db, hackathonId);
  return holders
    .filter((one) => one.role === role)
    .map(({ role: _role, weave_seed: _seed, ...person }) => person);
}

export type NewHackathon = Omit<
  HackathonRow,
  | 'seats_min'
  | 'seats_max'
  | 'age_min'
  | 'age_max'
  | 'opened_at'
  | 'opened_by'
  | 'version'
  | 'about'
  | 'emblem'
  | 'public_vote'
> & { phases: readonly Phase[] };

/** False when the slug is taken. */
export async function insertHackathon(trx: Db, given: NewHackathon): Promise<boolean> {
  const { phases, ...row } = given;
  const made = await trx('hackathons')
    .insert({
      ...row,
      title: JSON.stringify(row.title),
      in_short: JSON.stringify(row.in_short),
    })
    .onConflict('slug')
    .ignore()
    .returning('id');
  if (made.length === 0) return false;
  await trx('phases').insert(
    phases.map((phase) => ({
      hackathon_id: row.id,
      key: phase.key,
      opens_at: phase.opens,
      closes_at: phase.closes,
    })),
  );
  return true;
}

/**
 * Takes the hackathon for a change; whoever holds its phases still is waited for. Rows that only point to it
 * can be written meanwhile, so that whoever holds a person and gets a role never waits in a circle.
 */
export async function lockHackathon(trx: Db, id: string): Promise<HackathonRow> {
  return trx('hackathons').select(COLUMNS).where({ id }).forNoKeyUpdate().first();
}

export async function markOpened(trx: Db, id: string, by: string, at: Date): Promise<void> {
  await trx('hackathons').where({ id }).update({ opened_at: at, opened_by: by });
}

export async function updatePhase(trx: Db, hackathonId: string, phase: Phase): Promise<void> {
  await trx('phases')
    .where({ hackathon_id: hackathonId, key: phase.key })
    .update({ opens_at: phase.opens, closes_at: phase.closes });
}

export async function insertPhaseChange(trx: Db, row: PhaseChangeRow): Promise<void> {
  await trx('phase_changes').insert(row);
}

/** What was moved, the newest first, with the name of who did it. */
export async function phaseChanges(
  db: Db,
  hackathonId: string,
  limit: number,
): Promise<(PhaseChangeRow & { by_name: string })[]> {
  return db('phase_changes')
    .join('people', 'people.id', 'phase_changes.by_id')
    .select('phase_changes.*', 'people.display_name as by_name')
    .where({ hackathon_id: hackathonId })
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'phase_changes.id', order: 'desc' },
    ])
    .limit(limit);
}

/** Open ones, and those in which the person has a role; the newest first. */
export async function hackathonsFor(db: Db, personId: string | null): Promise<HackathonRow[]> {
  return db('hackathons')
    .select(COLUMNS)
    .where((either) => {
      either.whereNotNull('opened_at');
      if (personId !== null)
        either.orWhereIn(
          'id',
          db('roles').select('hackathon_id').where({ person_id: personId }).whereNull('ended_at'),
        );
    })
    .orderBy([
      { column: 'starts_on', order: 'desc' },
      { column: 'slug', order: 'asc' },
    ]);
}

/** Phases of several hackathons at once, by hackathon. */
export async function phasesOfMany(db: Db, ids: readonly string[]): Promise<Map<string, Phase[]>> {
  const rows: (PhaseRow & { hackathon_id: string })[] = await db('phases')
    .select('hackathon_id', 'key', 'opens_at', 'closes_at')
    .whereIn('hackathon_id', ids)
    .orderBy('opens_at');
  const found = new Map<string, Phase[]>(ids.map((id) => [id, []]));
  for (const row of rows)
    found.get(row.hackathon_id)?.push({ key: row.key, opens: row.opens_at, closes: row.closes_at });
  return found;
}

export interface NewRole {
  hackathonId: string;
  personId: string;
  role: Role;
  organisation?: string | null;
  subject?: string | null;
  grantedBy: string;
  at: Date;
}

/** False when the person has the role already. They work in the language of their account at first. */
export async function grantRole(trx: Db, given: NewRole): Promise<boolean> {
  const made = await trx('roles')
    .insert({
      id: newId(),
      hackathon_id: given.hackathonId,
      person_id: given.personId,
      role: given.role,
      organisation: given.organisation ?? null,
      subject: given.subject ?? null,
      languages: trx.raw('array(select locale from people where id = ?)', [given.personId]),
      granted_by: given.grantedBy,
      granted_at: given.at,
    })
    .onConflict(trx.raw('(hackathon_id, person_id, role) where ended_at is null'))
    .ignore()
    .returning('id');
  return made.length > 0;
}

/** One change of a person's roles at a time: juror and participant exclude each other. */
export async function holdPerson(trx: Db, personId: string): Promise<void> {
  await trx('people').select('id').where({ id: personId }).forNoKeyUpdate();
}
