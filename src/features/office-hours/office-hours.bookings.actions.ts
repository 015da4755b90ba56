// Teams book a place, give it back; the expert notes who came. The last place goes to exactly one of many.

import { recordActivity } from '../../db/activity';
import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { hackathonById, holdPhases, rolesOf } from '../hackathons/hackathons.queries';
import { requireRight, requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { requireVoice } from '../moderation/moderation.rights';
import { notify, teamNotice } from '../notices/notices.actions';
import { lockTeam, memberOf, membersOf, teamById, teamFacts } from '../teams/teams.queries';
import type { TeamRow } from '../teams/teams.tables';
import {
  bookedMeanwhile,
  bookingById,
  cancelBookingRow,
  insertBooking,
  liveBooking,
  lockSlot,
  noteCame,
  slotById,
  timesBooked,
} from './office-hours.queries';
import { seatAdviser, unseatAdviser } from './office-hours.room.actions';
import type { BookingRow, SlotRow } from './office-hours.tables';

const MOST_CHANGES_OF_MIND = 3;

interface Booked {
  id: string;
  slug: string;
  made: boolean;
}

/** Only members learn whether a team may: to people of the hackathon it is closed, to others not there. */
async function findForMember(
  deps: Deps,
  person: Person,
  teamId: string,
): Promise<{ team: TeamRow; hackathon: HackathonRow }> {
  const team = await teamById(deps.db, teamId);
  if (!team) throw new NotFound();
  const hackathon = await hackathonById(deps.db, team.hackathon_id);
  const roles = await rolesOf(deps.db, team.hackathon_id, person.id);
  requireVisible(hackathon, roles);
  if (!(await memberOf(deps.db, teamId, person.id)))
    throw roles.length > 0 ? new Forbidden('officeHours.refused.membersOnly') : new NotFound();
  return { team, hackathon };
}

/** A place for the team. Booking again what the team has booked changes nothing. */
export async function bookSlot(deps: Deps, person: Person, teamId: string, slotId: string): Promise<Booked> {
  const { team, hackathon } = await findForMember(deps, person, teamId);
  return deps.db.transaction(async (trx) => {
    await holdPhases(trx, hackathon.id);
    await lockTeam(trx, teamId);
    await lockSlot(trx, slotId);
    // Whoever left in the meantime books for nobody.
    if (!(await memberOf(trx, teamId, person.id))) throw new NotFound();
    const slot = await slotById(trx, slotId);
    if (slot?.hackathon_id !== hackathon.id) throw new NotFound();
    const facts = await teamFacts(trx, deps.clock, hackathon, team, person);
    requireRight(facts, 'askForHelp');
    await requireVoice(trx, hackathon.id, person, facts.now);
    const known = await liveBooking(trx, slotId, teamId);
    if (known) return { id: known.id, slug: hackathon.slug, made: false };
    await requirePlace(trx, slot, teamId, facts.now);
    const id = newId();
    const at = facts.now;
    await insertBooking(trx, { id, slotId, teamId, by: person.id, at });
    const by = { ...person, role: 'participant' };
    // With many teams the expert meets all of them, and reads the room of none.
    if (slot.kind === 'team') await seatAdviser(deps, trx, { teamId, expertId: slot.expert_id, by, at });
    await record(trx, at, person, 'bookSlot', id, hackathon.id);
    await tellBooked(deps, trx, { slot, team, hackathon, but: person.id });
    return { id, slug: hackathon.slug, made: true };
  });
}

/** Throws Conflict with what is true now. The slot and the team are held. */
async function requirePlace(trx: Db, slot: SlotRow, teamId: string, now: Date): Promise<void> {
  const { id, seats, taken } = slot;
  if (slot.cancelled_at) throw new Conflict('officeHours.refused.cancelled', { id, cancelled: true });
  if (slot.starts_at <= now)
    throw new Conflict('officeHours.refused.begun', { id, starts: slot.starts_at.toISOString() });
  if (!slot.able) throw new Conflict('officeHours.refused.unable', { id, able: false });
  if (taken >= seats) throw new Conflict('officeHours.refused.full', { id, seats, taken }, { count: seats });
  // Each time the expert is told, by mail too.
  if ((await timesBooked(trx, id, teamId)) >= MOST_CHANGES_OF_MIND)
    throw new Conflict('officeHours.refused.backAndForth', { id });
  const other = await bookedMeanwhile(trx, teamId, slot);
  if (other)
    throw new Conflict('officeHours.refused.overlap', {
      booking: other.id,
      slot: other.slot,
      starts: other.starts_at.toISOString(),
      ends: other.ends_at.toISOString(),
    });
}

async function tellBooked(
  deps: Deps,
  trx: Db,
  { slot, team, hackathon, but }: { slot: SlotRow; team: TeamRow; hackathon: HackathonRow; but: string },
): Promise<void> {
  const href = `/hackathons/${hackathon.slug}/office-hours#slot-${slot.id}`;
  const members = (await membersOf(trx, team.id)).filter((member) => member.id !== but);
  await notify(deps, trx, [
    teamNotice(team, slot.expert_id, { kind: 'hourBooked', params: moment(slot, slot.zone), href }),
    ...members.map((member) =>
      teamNotice(team, member.id, {
        kind: 'hourComes',
        params: moment(slot, hackathon.zone),
        aboutId: slot.expert_id,
        href,
      }),
    ),
  ]);
}

const moment = (slot: Pick<SlotRow, 'starts_at'>, zone: string) => ({
  when: { at: slot.starts_at.toISOString(), zone },
  zone: { zone },
});

/** Any member gives the place of the team back before the time begins; the expert is told. */
export async function cancelBooking(deps: Deps, person: Person, id: string): Promise<{ slug: string }> {
  const found = await bookingById(deps.db, id);
  if (!found) throw new NotFound();
  const { team, hackathon } = await findForMember(deps, person, found.team_id);
  await deps.db.transaction(async (trx) => {
    await lockTeam(trx, team.id);
    await lockSlot(trx, found.slot_id);
    if (!(await memberOf(trx, team.id, person.id))) throw new NotFound();
    const at = await deps.clock.now(trx);
    const slot = (await slotById(trx, found.slot_id))!;
    if (slot.starts_at <= at)
      throw new Conflict('officeHours.refused.begun', { starts: slot.starts_at.toISOString() });
    if (!(await cancelBookingRow(trx, id, at))) return;
    const by = { ...person, role: 'participant' };
    const bookedAt = found.booked_at;
    const told = { teamId: team.id, expertId: slot.expert_id, bookedAt, by, at };
    const tell = slot.kind === 'team' ? await unseatAdviser(deps, trx, told) : null;
    await record(trx, at, person, 'cancelBooking', id, hackathon.id);
    await notify(deps, trx, [
      teamNotice(team, slot.expert_id, {
        kind: 'hourGivenBack',
        params: moment(slot, slot.zone),
        href: `/hackathons/${hackathon.slug}/office-hours`,
      }),
    ]);
    if (tell) afterCommit(trx, () => tell(deps));
  });
  return { slug: hackathon.slug };
}

/** After the end, by the expert alone; it can be corrected. Nobody else reads it. */
export async function noteAttendance(
  deps: Deps,
  person: Person,
  id: string,
  came: boolean,
): Promise<{ slug: string }> {
  const found = await bookingById(deps.db, id);
  const slot = found && (await slotById(deps.db, found.slot_id));
  if (!slot) throw new NotFound();
  if (slot.expert_id !== person.id) {
    const roles = await rolesOf(deps.db, slot.hackathon_id, person.id);
    throw roles.length > 0 ? new Forbidden('officeHours.refused.notYours') : new NotFound();
  }
  const { slug } = (await hackathonById(deps.db, slot.hackathon_id))!;
  await deps.db.transaction(async (trx) => {
    await lockSlot(trx, slot.id);
    const booking: BookingRow = (await bookingById(trx, id))!;
    const at = await deps.clock.now(trx);
    if (booking.cancelled_at) throw new Conflict('officeHours.refused.cancelled', { cancelled: true });
    if (slot.ends_at > at)
      throw new Conflict('officeHours.refused.notOver', { ends: slot.ends_at.toISOString() });
    await noteCame(trx, id, came);
    await record(trx, at, person, 'noteAttendance', id, slot.hackathon_id);
  });
  return { slug };
}

function record(trx: Db, at: Date, by: Person, act: string, id: string, hackathonId: string): Promise<void> {
  return recordActivity(trx, {
    at,
    personId: by.id,
    act,
    subject: { kind: 'booking', id },
    hackathonId,
  });
}
