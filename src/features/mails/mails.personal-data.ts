// Mails to a person: when, what kind, and what became of them.
import type { PersonalData } from '../../db/personal-data';
import { forgetMails, mailsTo } from './mails.queries';

export const mailsPersonalData: PersonalData = {
  feature: 'mails',
  collect: async (db, personId) => ({ mails: await mailsTo(db, personId) }),
  async erase(trx, { personId }) {
    await forgetMails(trx, personId);
    return undefined;
  },
};
