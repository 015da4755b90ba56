// What moderation keeps of a person: what they reported, what was decided about their words, their objection,
// their mutes. A report stays without whoever sent it; a case that waits keeps its evidence until it is decided.
import type { PersonalData } from '../../db/personal-data';
import { forgetPerson, holdCasesOf, keptOf } from './moderation.people.queries';

export const moderationPersonalData: PersonalData = {
  feature: 'moderation',
  collect: (db, personId) => keptOf(db, personId),
  hold: (trx, personId) => holdCasesOf(trx, personId),
  async erase(trx, { personId }) {
    await forgetPerson(trx, personId);
    return undefined;
  },
};
