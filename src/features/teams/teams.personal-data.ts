// Seats, requests and teams of a person. Whoever leaves hands over as in every departure.
import type { AfterErasing, PersonalData } from '../../db/personal-data';
import {
  forgetInvitations,
  forgetRequests,
  personalInvitationsOf,
  requestsBy,
} from '../waiting/waiting.erasure.queries';
import {
  extensionsBy,
  forgetLoneTeams,
  lockTeamsOf,
  membershipsOf,
  teamsFoundedBy,
} from './teams.erasure.queries';
import { lockTeam, membersOf } from './teams.queries';
import { giveUpSeat } from './teams.seats.actions';

export const teamsPersonalData: PersonalData = {
  feature: 'teams',
  collect: async (db, personId) => ({
    memberships: await membershipsOf(db, personId),
    teamsFounded: await teamsFoundedBy(db, personId),
    requests: await requestsBy(db, personId),
    invitedInto: await personalInvitationsOf(db, { person_id: personId }),
    invitedOthersInto: await personalInvitationsOf(db, { invited_by: personId }),
    extensionsGranted: await extensionsBy(db, personId),
  }),
  async hold(trx, personId) {
    await lockTeamsOf(trx, personId);
  },
  async erase(trx, { personId, at }) {
    const told: AfterErasing[] = [];
    for (const { id } of await lockTeamsOf(trx, personId)) {
      const team = await lockTeam(trx, id);
      if (!team) continue;
      const members = await membersOf(trx, id);
      told.push(
        await giveUpSeat(trx, { team, members, at }, { id: personId }, { by: personId, act: 'leaveTeam' }),
      );
    }
    await forgetRequests(trx, personId, at);
    await forgetInvitations(trx, personId, at);
    await forgetLoneTeams(trx, personId);
    return async (deps) => {
      for (const tell of told) await tell(deps);
    };
  },
};
