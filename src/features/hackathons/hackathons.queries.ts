// Reads and writes of hackathons, phases and roles.
import type { Clock } from '../../clock';
import type { Db } from '../../db/db';
import type { Facts, Phase, Role } from './hackathons.policy';
import type { HackathonRow, PhaseRow } from './hackathons.tables';

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
 * the clock is read last. Team extensions are added by the teams feature.
 */
export async function factsOf(
  db: Db,
  clock: Clock,
  hackathon: Pick<HackathonRow, 'id' | 'opened_at'>,
  personId: string | null,
): Promise<Facts> {
  const phases = await phasesOf(db, hackathon.id);
  const roles = await rolesOf(db, hackathon.id, personId);
  return { openedAt: hackathon.opened_at, phases, roles, now: await clock.now(db) };
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

/** Who holds a role in a hackathon now, by name. */
export async function peopleWithRole(db: Db, hackathonId: string, role: Role): Promise<RoleHolder[]> {
  return db('roles')
    .join('people', 'people.id', 'roles.person_id')
    .select('people.id', 'people.display_name', 'roles.organisation', 'roles.subject', 'roles.languages')
    .where({ 'roles.hackathon_id': hackathonId, 'roles.role': role })
    .whereNull('roles.ended_at')
    .whereNull('people.disabled_at')
    .orderBy(['people.display_name', 'people.id']);
}
