// Times an expert offered and bookings a person made. What the expert still offers is called off.
import { LEFT, type PersonalData } from '../../db/personal-data';
import {
  type Ahead,
  bookingsBy,
  forgetSlotWords,
  holdSlotsAhead,
  slotsBy,
} from './office-hours.erasure.queries';
import { callOff, tellCalledOff } from './office-hours.publishing.actions';

export const officeHoursPersonalData: PersonalData = {
  feature: 'officeHours',
  collect: async (db, personId) => ({
    times: await slotsBy(db, personId),
    bookings: await bookingsBy(db, personId),
  }),
  async hold(trx, personId, clock) {
    await holdSlotsAhead(trx, personId, await clock.now(trx));
  },
  async erase(trx, { personId, at, clock }) {
    const by = { id: personId, display_name: LEFT, role: 'expert' };
    const ended: (Awaited<ReturnType<typeof callOff>> & { slot: Ahead })[] = [];
    for (const slot of await holdSlotsAhead(trx, personId, at))
      ended.push({ slot, ...(await callOff({ clock }, trx, slot, by, at)) });
    await forgetSlotWords(trx, personId);
    return async (deps) => {
      for (const one of ended.flatMap(({ tell }) => tell)) one(deps);
      const booked = ended.filter(({ teamIds }) => teamIds.length > 0);
      if (booked.length === 0) return;
      await deps.db.transaction(async (after) => {
        for (const { slot, teamIds } of booked) {
          const hackathon = { id: slot.hackathon_id, slug: slot.slug, zone: slot.zone };
          await tellCalledOff(deps, after, { slot, hackathon, teamIds, but: personId });
        }
      });
    };
  },
};
