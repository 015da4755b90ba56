// The verbs of organisers on challenges: write, change, close. Changes after the opening are logged and shown.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, InvalidInput, NotFound } from '../../errors';
import type { Localized } from '../../i18n/locales';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { holdAsOrganiser } from '../hackathons/hackathons.actions';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import type { ChallengeChange, NewChallenge } from './challenges.input';
import {
  challengeBySlug,
  closeChallengeRow,
  insertChallenge,
  lockChallenge,
  type Texts,
  updateChallenge,
} from './challenges.queries';
import type { ChallengeRow } from './challenges.tables';

const TEXTS = ['title', 'in_short', 'brief', 'asked_by'] as const;

export async function writeChallenge(
  deps: Deps,
  person: Person,
  hackathonSlug: string,
  input: NewChallenge,
): Promise<{ hackathon: HackathonRow; id: string; slug: string }> {
  return deps.db.transaction(async (trx) => {
    const hackathon = await holdAsOrganiser(trx, person, hackathonSlug);
    const now = await deps.clock.now(trx);
    const id = newId();
    const made = await insertChallenge(trx, {
      id,
      hackathon_id: hackathon.id,
      slug: input.slug,
      title: input.title,
      in_short: input.in_short,
      brief: input.brief,
      asked_by: input.asked_by ?? {},
      written_by: person.id,
      at: now,
    });
    if (!made) throw slugTaken(input.slug);
    await log(trx, { hackathon, id, person, at: now, act: 'writeChallenge' });
    return { hackathon, id, slug: input.slug };
  });
}

/** Languages that are sent replace theirs; the others stay. With `version` a stale form is refused. */
export async function changeChallenge(
  deps: Deps,
  person: Person,
  hackathonSlug: string,
  slug: string,
  input: ChallengeChange,
): Promise<{ hackathon: HackathonRow; challenge: ChallengeRow }> {
  return deps.db.transaction(async (trx) => {
    const hackathon = await holdAsOrganiser(trx, person, hackathonSlug);
    const old = await lockChallenge(trx, hackathon.id, slug);
    if (!old) throw new NotFound();
    if (input.version !== undefined && input.version !== old.version)
      throw new Conflict('challenges.refused.stale', savedNow(old));
    const texts = mergedTexts(old, input);
    const nextSlug = await freeSlug(trx, hackathon, old, input.slug);
    const now = await deps.clock.now(trx);
    const version = old.version + 1;
    await updateChallenge(trx, old.id, { ...texts, slug: nextSlug, version, at: now });
    await log(trx, { hackathon, id: old.id, person, at: now, act: 'changeChallenge', version });
    return { hackathon, challenge: { ...old, ...texts, slug: nextSlug, version, changed_at: now } };
  });
}

/** Closed by a text: what happens now. It is said once. */
export async function closeChallenge(
  deps: Deps,
  person: Person,
  hackathonSlug: string,
  slug: string,
  closing: Localized,
): Promise<{ hackathon: HackathonRow; challenge: ChallengeRow }> {
  return deps.db.transaction(async (trx) => {
    const hackathon = await holdAsOrganiser(trx, person, hackathonSlug);
    const old = await lockChallenge(trx, hackathon.id, slug);
    if (!old) throw new NotFound();
    if (old.closed_at) throw new Conflict('challenges.refused.closed', { closing: old.closing });
    const now = await deps.clock.now(trx);
    await closeChallengeRow(trx, old.id, { closing, by: person.id, at: now });
    await log(trx, { hackathon, id: old.id, person, at: now, act: 'closeChallenge' });
    return { hackathon, challenge: { ...old, closing, closed_at: now } };
  });
}

const slugTaken = (slug: string) => new Conflict('challenges.refused.slugTaken', { slug }, { slug });

const savedNow = (row: ChallengeRow) => ({
  version: row.version,
  title: row.title,
  in_short: row.in_short,
  brief: row.brief,
  asked_by: row.asked_by,
});

function mergedTexts(old: ChallengeRow, input: ChallengeChange): Texts {
  const merged = Object.fromEntries(
    TEXTS.map((name) => {
      const texts = { ...old[name], ...(input[name] ?? {}) };
      return [name, Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''))];
    }),
  ) as unknown as Texts;
  for (const name of ['title', 'in_short', 'brief'] as const) {
    if (Object.keys(merged[name]).length === 0)
      throw new InvalidInput({ [name]: { key: 'frame.fields.missing' } });
  }
  return merged;
}

/** Addresses that were public stay; before the opening a new one must be free. */
async function freeSlug(
  trx: Db,
  hackathon: HackathonRow,
  old: ChallengeRow,
  wanted: string | undefined,
): Promise<string> {
  if (wanted === undefined || wanted === old.slug) return old.slug;
  if (hackathon.opened_at) throw new InvalidInput({ slug: { key: 'challenges.fault.slugFixed' } });
  if (await challengeBySlug(trx, hackathon.id, wanted)) throw slugTaken(wanted);
  return wanted;
}

async function log(
  trx: Db,
  given: {
    hackathon: HackathonRow;
    id: string;
    person: Person;
    at: Date;
    act: string;
    version?: number;
  },
): Promise<void> {
  await recordActivity(trx, {
    at: given.at,
    personId: given.person.id,
    act: given.act,
    subject: { kind: 'challenge', id: given.id },
    hackathonId: given.hackathon.id,
    details: {
      afterOpening: given.hackathon.opened_at !== null,
      ...(given.version ? { version: given.version } : {}),
    },
  });
}
