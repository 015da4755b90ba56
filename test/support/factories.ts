// Rows a test starts from, written straight into the tables; what is under test goes through the doors.
import { hash } from '@node-rs/argon2';
import type { Knex } from 'knex';
import { PHASES, type PhaseKey, type Role } from '../../src/features/hackathons/hackathons.policy';
import { newId } from '../../src/ids';
import { PASSWORD } from './world';

let passwordHash: Promise<string> | undefined;
let count = 0;

export interface MadePerson {
  id: string;
  login: string;
  display_name: string;
}

/** A person whose password is PASSWORD. */
export async function makePerson(
  db: Knex,
  given: Partial<MadePerson> & { locale?: string; may_found?: boolean } = {},
): Promise<MadePerson> {
  passwordHash ??= hash(PASSWORD, { memoryCost: 19456, timeCost: 2, parallelism: 1 });
  count += 1;
  const id = given.id ?? newId();
  const login = given.login ?? `person-${count}`;
  const now = new Date();
  await db('people').insert({
    id,
    login,
    login_key: login.toLowerCase(),
    display_name: given.display_name ?? `Person ${count}`,
    password_hash: await passwordHash,
    locale: given.locale ?? 'en',
    weave_seed: id,
    rules_accepted_at: now,
    joined_at: now,
    may_found_at: given.may_found ? now : null,
  });
  return { id, login, display_name: given.display_name ?? `Person ${count}` };
}

const HOUR = 3_600_000;

export interface MadeHackathon {
  id: string;
  slug: string;
  organiser: MadePerson;
  challenge: { id: string; slug: string };
}

/**
 * An open hackathon with one challenge and one organiser. `open` lists the phases that are open now (all
 * unless said otherwise); earlier ones in the matrix are past, later ones to come.
 */
export async function makeHackathon(
  db: Knex,
  given: {
    slug?: string;
    open?: PhaseKey[];
    opened?: boolean;
    seats?: [number, number];
    organiser?: MadePerson;
  } = {},
): Promise<MadeHackathon> {
  count += 1;
  const organiser = given.organiser ?? (await makePerson(db, { may_found: true }));
  const id = newId();
  const slug = given.slug ?? `hackathon-${count}`;
  const now = new Date();
  const [seatsMin, seatsMax] = given.seats ?? [2, 5];
  await db('hackathons').insert({
    id,
    slug,
    title: { en: `Hackathon ${count}`, nl: `Hackathon ${count} NL` },
    in_short: { en: 'Four questions of a city.' },
    zone: 'Europe/Brussels',
    languages: ['en', 'nl', 'ar'],
    template: 'two-weeks',
    starts_on: '2026-11-01',
    seats_min: seatsMin,
    seats_max: seatsMax,
    weave_seed: id,
    founded_by: organiser.id,
    founded_at: now,
    opened_at: given.opened === false ? null : now,
    opened_by: given.opened === false ? null : organiser.id,
  });
  await setPhases(db, id, given.open ?? [...PHASES]);
  await giveRole(db, id, organiser, 'organiser', organiser);
  const challenge = await makeChallenge(db, id, organiser);
  return { id, slug, organiser, challenge };
}

/** Opens exactly these phases now; the others lie before or after them in the order of the matrix. */
export async function setPhases(db: Knex, hackathonId: string, open: PhaseKey[]): Promise<void> {
  await db('phases').where({ hackathon_id: hackathonId }).delete();
  const now = Date.now();
  const first = PHASES.findIndex((key) => open.includes(key));
  const rows = PHASES.map((key, index) => {
    const offset = index - (first < 0 ? PHASES.length : first);
    const [opens, closes] = open.includes(key)
      ? [now - HOUR, now + 24 * HOUR]
      : offset < 0
        ? [now + (offset - 1) * 24 * HOUR, now + offset * 24 * HOUR]
        : [now + (offset + 1) * 24 * HOUR, now + (offset + 2) * 24 * HOUR];
    return { hackathon_id: hackathonId, key, opens_at: new Date(opens!), closes_at: new Date(closes!) };
  });
  await db('phases').insert(rows);
}

export async function makeChallenge(
  db: Knex,
  hackathonId: string,
  by: MadePerson,
  given: { slug?: string } = {},
): Promise<{ id: string; slug: string }> {
  count += 1;
  const id = newId();
  const slug = given.slug ?? `challenge-${count}`;
  const now = new Date();
  await db('challenges').insert({
    id,
    hackathon_id: hackathonId,
    slug,
    position: count,
    title: { en: `How do we solve ${count}?` },
    in_short: { en: 'In short.' },
    brief: { en: '## What is known\n\nA lot.' },
    asked_by: { en: 'City of Nieuwhaven' },
    weave_seed: id,
    written_by: by.id,
    written_at: now,
    changed_at: now,
  });
  return { id, slug };
}

export async function giveRole(
  db: Knex,
  hackathonId: string,
  person: MadePerson,
  role: Role,
  by: MadePerson,
  organisation?: string,
): Promise<void> {
  await db('roles').insert({
    id: newId(),
    hackathon_id: hackathonId,
    person_id: person.id,
    role,
    organisation: organisation ?? null,
    granted_by: by.id,
    granted_at: new Date(),
  });
}

/** A new person with a role. */
export async function makeRole(
  db: Knex,
  hackathon: MadeHackathon,
  role: Role,
  organisation?: string,
): Promise<MadePerson> {
  const person = await makePerson(db);
  await giveRole(db, hackathon.id, person, role, hackathon.organiser, organisation);
  return person;
}

export interface MadeTeam {
  id: string;
  name: string;
  members: MadePerson[];
}

/** A team of `size` new participants; the first is its captain. */
export async function makeTeam(
  db: Knex,
  hackathon: MadeHackathon,
  given: {
    size?: number;
    name?: string;
    joining?: 'open' | 'request' | 'invite';
    members?: MadePerson[];
  } = {},
): Promise<MadeTeam> {
  count += 1;
  const members = given.members ?? [];
  while (members.length < (given.size ?? 2)) members.push(await makeRole(db, hackathon, 'participant'));
  const id = newId();
  const name = given.name ?? `Team ${count}`;
  const now = new Date();
  await db('teams').insert({
    id,
    hackathon_id: hackathon.id,
    challenge_id: hackathon.challenge.id,
    name,
    name_key: name.toLowerCase(),
    pitch: 'We want to try.',
    languages: ['en'],
    joining: given.joining ?? 'open',
    weave_seed: id,
    founded_by: members[0]!.id,
    founded_at: now,
    changed_at: now,
  });
  for (const [index, member] of members.entries()) {
    await db('memberships').insert({
      id: newId(),
      team_id: id,
      hackathon_id: hackathon.id,
      person_id: member.id,
      joined_at: new Date(now.getTime() + index),
      captain_since: index === 0 ? now : null,
    });
  }
  return { id, name, members };
}

/** An expert of the hackathon who advises the team. */
export async function makeAdviser(
  db: Knex,
  hackathon: MadeHackathon,
  team: MadeTeam,
  organisation?: string,
): Promise<MadePerson> {
  const expert = await makeRole(db, hackathon, 'expert', organisation);
  await db('advisers').insert({ team_id: team.id, person_id: expert.id, since: new Date() });
  return expert;
}
