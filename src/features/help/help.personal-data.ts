// What a person asked, and what they took on: that goes back to the others.
import { type AfterErasing, LEFT, type PersonalData } from '../../db/personal-data';
import { releaseIn } from './help.ends.actions';
import { claimedBy, forgetHelp, helpAskedBy, helpGivenBy, holdHelpOf } from './help.erasure.queries';

export const helpPersonalData: PersonalData = {
  feature: 'help',
  collect: async (db, personId) => ({
    asked: await helpAskedBy(db, personId),
    given: await helpGivenBy(db, personId),
  }),
  async hold(trx, personId) {
    await holdHelpOf(trx, personId);
  },
  async erase(trx, { personId, clock }) {
    const told: AfterErasing[] = [];
    const expert = { id: personId, display_name: LEFT };
    for (const id of await claimedBy(trx, personId))
      told.push((await releaseIn({ clock }, trx, expert, id, 'help.released')).tell);
    await forgetHelp(trx, personId);
    return async (deps) => {
      for (const tell of told) await tell(deps);
    };
  },
};
