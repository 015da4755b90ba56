// Experts offer times and call them off. Times are typed on the wall clock of the expert's own zone.

import { recordActivity } from '../../db/activity';
import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { mayNow } from '../hackathons/hackathons.policy';
import { factsOf, hackathonById, holdPerson, holdPhases, rolesOf } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { wallTime } from '../hackathons/hackathons.templates';
import { requireVoice } from '../moderation/moderation.rights';
import { notify } from '../notices/notices.actions';
import { membersOfTeams, teamOfPerson } from '../teams/teams.queries';
import type { Publishing } from './office-hours.input';
import { readsHours, watches } from './office-hours.policy';
import {
  cancelSlotRow,
  countAhead,
  insertSlots,
  lockSlot,
  ownSlotWithin,
  slotById,
} from './office-hours.queries';
import { unseatAdviser } from './office-hours.room.actions';
import type { SlotRow } from './office-hours.tables';

const AT_ONCE = 24;
const AHEAD = 200;
/** Minutes. */
const SHORTEST = 10;
const LONGEST = 480;
const MINUTE = 60_000;

type Times = Pick<SlotRow, 'starts_at' | 'ends_at'>[];

const faulty = (field: string, key: string, params = {}) => new InvalidInput({ [field]: { key, params } });

/**
 * The moments of the times typed. Lengths are time that passes, so that a change of the clock between beginning
 * and end makes neither a longer slot nor two at once; what is left at the end is no slot.
 */
export function timesOf(given: Pick<Publishing, 'day' | 'from' | 'until' | 'minutes' | 'zone'>): Times {
  const moment = (field: 'from' | 'until'): number => {
    const read = wallTime(`${given.day}T${given[field]}`, given.zone);
    if ('at' in read) return read.at.getTime();
    throw read.fault === 'format'
      ? faulty('day', 'officeHours.fault.day')
      : faulty(field, `hackathons.fault.${read.fault}`);
  };
  const [from, until] = [moment('from'), moment('until')];
  if (until <= from) throw faulty('until', 'officeHours.fault.endsFirst');
  const whole = (until - from) / MINUTE;
  const each = given.minutes === 0 ? whole : given.minutes;
  const count = Math.floor(whole / each);
  if (each < SHORTEST || count === 0)
    throw faulty('until', 'officeHours.fault.tooShort', { count: SHORTEST });
  if (each > LONGEST) throw faulty('until', 'officeHours.fault.tooLong', { count: LONGEST / 60 });
  if (count > AT_ONCE) throw faulty('until', 'officeHours.fault.tooMany', { count: AT_ONCE });
  return Array.from({ length: count }, (_, index) => ({
    starts_at: new Date(from + index * each * MINUTE),
    ends_at: new Date(from + (index + 1) * each * MINUTE),
  }));
}

/** All of them or none. Nobody offers two times that touch, in whichever hackathons. */
export async function publishSlots(
  deps: Deps,
  person: Person,
  hackathon: HackathonRow,
  input: Publishing,
): Promise<{ ids: string[] }> {
  const times = timesOf(input);
  return deps.db.transaction(async (trx) => {
    await holdPhases(trx, hackathon.id);
    await holdPerson(trx, person.id);
    const facts = await factsOf(trx, deps.clock, hackathon, person.id);
    requireRight(facts, 'giveHelp');
    if (await teamOfPerson(trx, hackathon.id, person.id)) throw new Forbidden('mentoring.refused.competes');
    await requireVoice(trx, hackathon.id, person, facts.now);
    const [first, last] = [times[0]!, times.at(-1)!];
    if (first.starts_at <= facts.now) throw faulty('day', 'officeHours.fault.past');
    if (!mayNow({ ...facts, now: last.starts_at }, 'giveHelp').ok)
      throw faulty('day', 'officeHours.fault.outside');
    if ((await countAhead(trx, person.id, facts.now)) + times.length > AHEAD)
      throw faulty('until', 'officeHours.fault.tooMany', { count: AHEAD });
    const own = await ownSlotWithin(trx, person.id, { starts_at: first.starts_at, ends_at: last.ends_at });
    if (own) throw new Conflict('officeHours.refused.ownOverlap', { slot: told(own) });
    const { zone, kind, seats, topic, language, link } = input;
    const slots = times.map((time) => ({
      ...time,
      id: newId(),
      hackathon_id: hackathon.id,
      expert_id: person.id,
      ...{ zone, kind, seats, topic, language, link },
      published_at: facts.now,
    }));
    await insertSlots(trx, slots);
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'publishSlots',
      subject: { kind: 'slot', id: slots[0]!.id },
      hackathonId: hackathon.id,
      details: { count: slots.length },
    });
    return { ids: slots.map((slot) => slot.id) };
  });
}

const told = (slot: Pick<SlotRow, 'id' | 'starts_at' | 'ends_at'>) => ({
  id: slot.id,
  starts: slot.starts_at.toISOString(),
  ends: slot.ends_at.toISOString(),
});

/** The expert of a slot, or whoever looks after the hackathon. Every team that booked it is told. */
export async function cancelSlot(deps: Deps, person: Person, id: string): Promise<{ slug: string }> {
  const found = await slotById(deps.db, id);
  if (!found) throw new NotFound();
  const hackathon = (await hackathonById(deps.db, found.hackathon_id))!;
  const roles = await rolesOf(deps.db, hackathon.id, person.id);
  const mine = found.expert_id === person.id;
  if (!mine && !watches(roles)) {
    if (readsHours(roles)) throw new Forbidden('officeHours.refused.notYours');
    throw new NotFound();
  }
  await deps.db.transaction(async (trx) => {
    await lockSlot(trx, id);
    const slot = (await slotById(trx, id))!;
    if (slot.cancelled_at) return;
    const at = await deps.clock.now(trx);
    if (slot.ends_at <= at) throw new Conflict('officeHours.refused.over', { over: true });
    const by = { ...person, role: mine ? 'expert' : roles.includes('moderator') ? 'moderator' : 'organiser' };
    const { tell, teamIds } = await callOff(deps, trx, slot, by, at);
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'cancelSlot',
      subject: { kind: 'slot', id },
      hackathonId: hackathon.id,
    });
    await tellCalledOff(deps, trx, { slot, hackathon, teamIds, but: person.id });
    afterCommit(trx, () => {
      for (const one of tell) one(deps);
    });
  });
  return { slug: hackathon.slug };
}

/** Inside a larger act, with the slot held; what comes back is told once that is committed. */
export async function callOff(
  means: Pick<Deps, 'clock'>,
  trx: Db,
  slot: Pick<SlotRow, 'id' | 'expert_id' | 'kind'>,
  by: { id: string; display_name: string; role: string },
  at: Date,
): Promise<{ tell: ((deps: Deps) => void)[]; teamIds: string[] }> {
  const tell: ((deps: Deps) => void)[] = [];
  const ended = await cancelSlotRow(trx, slot.id, at);
  // Rooms in one order, whoever calls off what.
  const inOrder = ended.sort((a, b) => (a.team_id < b.team_id ? -1 : 1));
  for (const { team_id, booked_at } of slot.kind === 'team' ? inOrder : [])
    tell.push(
      await unseatAdviser(means, trx, {
        teamId: team_id,
        expertId: slot.expert_id,
        bookedAt: booked_at,
        by,
        at,
      }),
    );
  return { tell, teamIds: inOrder.map((booking) => booking.team_id) };
}

/** Members of the teams that booked, and the expert where somebody else called it off. */
export async function tellCalledOff(
  deps: Deps,
  trx: Db,
  given: {
    slot: Pick<SlotRow, 'expert_id' | 'starts_at'>;
    hackathon: Pick<HackathonRow, 'id' | 'slug' | 'zone'>;
    teamIds: string[];
    but: string;
  },
): Promise<void> {
  const { slot, hackathon, teamIds, but } = given;
  const members = await membersOfTeams(trx, teamIds);
  const people = new Set([...[...members.values()].flat().map((one) => one.id), slot.expert_id]);
  people.delete(but);
  await notify(
    deps,
    trx,
    [...people].map((personId) => ({
      personId,
      kind: 'hourCancelled' as const,
      params: {
        when: { at: slot.starts_at.toISOString(), zone: hackathon.zone },
        zone: { zone: hackathon.zone },
      },
      href: `/hackathons/${hackathon.slug}/office-hours`,
      hackathonId: hackathon.id,
      aboutId: slot.expert_id,
    })),
  );
}
