// The verbs of organisers: found a hackathon, open it, move its phases.

import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import type { NoticeParams } from '../notices/notices.tables';
import type { Founding, Move } from './hackathons.input';
import { PHASES, type Phase, type PhaseKey } from './hackathons.policy';
import {
  grantRole,
  hackathonBySlug,
  insertHackathon,
  insertPhaseChange,
  lockHackathon,
  markOpened,
  phasesOf,
  rolesOf,
  updatePhase,
} from './hackathons.queries';
import { requireOrganiser } from './hackathons.rights';
import { anythingScored, challengeCount } from './hackathons.statistics.queries';
import type { HackathonRow } from './hackathons.tables';
import { timetable, wallTime } from './hackathons.templates';
import { tellEverybody } from './hackathons.told.actions';

/** The founder becomes its organiser; nobody else sees it before it opens. */
export async function foundHackathon(deps: Deps, person: Person, input: Founding): Promise<HackathonRow> {
  if (!person.may_found) throw new Forbidden('hackathons.refused.mayFound');
  const table = timetable(input.template, input.starts_on, input.zone);
  if ('fault' in table)
    throw new InvalidInput({ starts_on: { key: `hackathons.fault.${startFault(table.fault)}` } });
  return deps.db.transaction(async (trx) => {
    const now = await deps.clock.now(trx);
    const id = newId();
    const made = await insertHackathon(trx, {
      id,
      slug: input.slug,
      title: input.title,
      in_short: input.in_short ?? {},
      zone: input.zone,
      languages: input.languages,
      template: input.template,
      starts_on: input.starts_on,
      weave_seed: id,
      founded_by: person.id,
      founded_at: now,
      phases: table.phases,
    });
    if (!made) {
      throw new Conflict('hackathons.refused.slugTaken', { slug: input.slug }, { slug: input.slug });
    }
    await grantRole(trx, {
      hackathonId: id,
      personId: person.id,
      role: 'organiser',
      grantedBy: person.id,
      at: now,
    });
    await recordActivity(trx, {
      at: now,
      personId: person.id,
      act: 'foundHackathon',
      subject: { kind: 'hackathon', id },
      hackathonId: id,
    });
    return (await hackathonBySlug(trx, input.slug))!;
  });
}

const startFault = (fault: string) => (fault === 'format' ? 'day' : fault);

/** What an organiser changes: the row is locked, the role is checked after the lock. */
export async function holdAsOrganiser(trx: Db, person: Person, slug: string): Promise<HackathonRow> {
  const found = await hackathonBySlug(trx, slug);
  if (!found) throw new NotFound();
  const hackathon = await lockHackathon(trx, found.id);
  requireOrganiser(hackathon, await rolesOf(trx, found.id, person.id));
  return hackathon;
}

/** Shows the hackathon to everybody. Doing it twice changes nothing. */
export async function openHackathon(deps: Deps, person: Person, slug: string): Promise<HackathonRow> {
  return deps.db.transaction(async (trx) => {
    const hackathon = await holdAsOrganiser(trx, person, slug);
    if (hackathon.opened_at) return hackathon;
    if ((await challengeCount(trx, hackathon.id)) === 0) {
      throw new InvalidInput(
        { challenges: { key: 'hackathons.opening.needsChallenge' } },
        'hackathons.opening.refused',
      );
    }
    const now = await deps.clock.now(trx);
    await markOpened(trx, hackathon.id, person.id, now);
    await recordActivity(trx, {
      at: now,
      personId: person.id,
      act: 'openHackathon',
      subject: { kind: 'hackathon', id: hackathon.id },
      hackathonId: hackathon.id,
    });
    return { ...hackathon, opened_at: now, opened_by: person.id };
  });
}

/**
 * Moves the ends of one phase, or opens or closes it now. Old, new, who and why are published. The row of
 * the hackathon is locked, so that acts that hold the phases still see either the old or the new times.
 */
export async function movePhase(
  deps: Deps,
  person: Person,
  slug: string,
  key: string,
  input: Move,
): Promise<{ hackathon: HackathonRow; changeId: string }> {
  if (!PHASES.includes(key as PhaseKey)) throw new NotFound();
  return deps.db.transaction(async (trx) => {
    const hackathon = await holdAsOrganiser(trx, person, slug);
    const old = (await phasesOf(trx, hackathon.id)).find((phase) => phase.key === key);
    if (!old) throw new NotFound();
    const now = await deps.clock.now(trx);
    const moved = movedPhase(old, input, hackathon.zone, now);
    // Jurors may have read the other sheets since: no score can be open again.
    const reopensScores = old.key === 'deliberation' && old.opens <= now && now < moved.opens;
    if (reopensScores && (await anythingScored(trx, hackathon.id)))
      throw new InvalidInput({ opens_at: { key: 'hackathons.fault.deliberationBegan' } });
    await updatePhase(trx, hackathon.id, moved);
    const changeId = newId();
    await insertPhaseChange(trx, {
      id: changeId,
      hackathon_id: hackathon.id,
      phase: old.key,
      old_opens_at: old.opens,
      old_closes_at: old.closes,
      new_opens_at: moved.opens,
      new_closes_at: moved.closes,
      reason: input.reason,
      by_id: person.id,
      at: now,
    });
    await recordActivity(trx, {
      at: now,
      personId: person.id,
      act: 'movePhase',
      subject: { kind: 'phase', id: old.key },
      hackathonId: hackathon.id,
      details: { change: changeId },
    });
    await tellEverybody(deps, trx, hackathon, person.id, {
      kind: 'datesMoved',
      params: {
        phase: { key: `hackathons.phase.name.${old.key}` },
        ...moveParams(old, moved, hackathon.zone),
      },
      href: `/hackathons/${hackathon.slug}/steps`,
    });
    return { hackathon, changeId };
  });
}

function moveParams(old: Phase, moved: Phase, zone: string): NoticeParams {
  const told = (at: Date | null) => (at ? { at: at.toISOString(), zone } : { key: 'notices.noEnd' });
  return {
    opens: told(moved.opens),
    closes: told(moved.closes),
    oldOpens: told(old.opens),
    oldCloses: told(old.closes),
    zone: { zone },
  };
}

function movedPhase(old: Phase, input: Move, zone: string, now: Date): Phase {
  if (!input.opens_at && !input.closes_at)
    throw new InvalidInput({ opens_at: { key: 'hackathons.fault.noTime' } });
  const opens = input.opens_at ? momentOf('opens_at', input.opens_at, zone, now) : old.opens;
  const closes = input.closes_at ? momentOf('closes_at', input.closes_at, zone, now) : old.closes;
  if (closes !== null && closes <= opens) {
    const field = input.closes_at ? 'closes_at' : 'opens_at';
    throw new InvalidInput({ [field]: { key: 'hackathons.fault.closesFirst' } });
  }
  return { key: old.key, opens, closes };
}

function momentOf(field: string, text: string, zone: string, now: Date): Date {
  if (text === 'now') return now;
  const read = wallTime(text, zone);
  if ('at' in read) return read.at;
  const key = read.fault === 'format' ? 'hackathons.fault.time' : `hackathons.fault.${read.fault}`;
  throw new InvalidInput({ [field]: { key } });
}
