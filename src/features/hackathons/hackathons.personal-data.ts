// What hackathons know about a person: roles, the answer to the age question, links and dates they made.
import type { PersonalData } from '../../db/personal-data';
import { Conflict } from '../../errors';
import {
  endRoles,
  foundedBy,
  holdRoles,
  invitationsBy,
  leftWithoutOrganiser,
  phaseChangesBy,
  questionsOf,
  rolesEverOf,
} from './hackathons.erasure.queries';

export const hackathonsPersonalData: PersonalData = {
  feature: 'hackathons',
  collect: async (db, personId) => ({
    roles: await rolesEverOf(db, personId),
    participation: await questionsOf(db, personId),
    founded: await foundedBy(db, personId),
    invitationsMade: await invitationsBy(db, personId),
    datesMoved: await phaseChangesBy(db, personId),
  }),
  async hold(trx, personId, clock) {
    await holdRoles(trx, personId);
    const alone = await leftWithoutOrganiser(trx, personId, await clock.now(trx));
    if (alone.length > 0)
      throw new Conflict(
        'accounts.erasure.soleOrganiser',
        { hackathons: alone.map(({ slug }) => slug) },
        { hackathons: alone.map(({ title }) => title) },
      );
  },
  async erase(trx, { personId, at }) {
    await endRoles(trx, personId, at);
    return undefined;
  },
};
