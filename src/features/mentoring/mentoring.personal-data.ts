// What a person left in rooms beside words, and what they said as help.
import { type AfterErasing, LEFT, type PersonalData } from '../../db/personal-data';
import { advisedBy } from './mentoring.expert.queries';
import { releaseIn } from './mentoring.help.ends.actions';
import {
  claimedBy,
  forgetHelp,
  helpAskedBy,
  helpGivenBy,
  holdHelpOf,
} from './mentoring.help.erasure.queries';
import { forgetRatings, ratingsBy } from './mentoring.ratings.queries';

export const mentoringPersonalData: PersonalData = {
  feature: 'mentoring',
  collect: async (db, personId) => ({
    helpAsked: await helpAskedBy(db, personId),
    helpGiven: await helpGivenBy(db, personId),
    helpRated: await ratingsBy(db, personId),
    teamsAdvised: await advisedBy(db, personId),
  }),
  async hold(trx, personId) {
    await holdHelpOf(trx, personId);
  },
  async erase(trx, { personId, at, clock }) {
    const told: AfterErasing[] = [];
    const expert = { id: personId, display_name: LEFT };
    for (const id of await claimedBy(trx, personId))
      told.push((await releaseIn({ clock }, trx, expert, id, 'help.released')).tell);
    await forgetHelp(trx, personId, at);
    await forgetRatings(trx, personId);
    return async (deps) => {
      for (const tell of told) await tell(deps);
    };
  },
};
