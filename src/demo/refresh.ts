// Moves a filled demo to today: phases, messages and answers lie as far from now as when it was filled.

import type { Knex } from 'knex';
import type { Clock } from '../clock';
import { lastActivity, recordActivity } from '../db/activity';
import { shiftTimes } from '../db/shift-times';

const DAY = 24 * 3600 * 1000;

/** The number of days the demo moved; null where no demo was ever filled. */
export async function refreshDemo(db: Knex, clock: Clock): Promise<number | null> {
  return db.transaction(async (trx) => {
    const last = await lastActivity(trx, ['fillDemo', 'refreshDemo']);
    if (!last) return null;
    const now = await clock.now(trx);
    const days = Math.floor((now.getTime() - last.getTime()) / DAY);
    if (days < 1) return 0;
    await shiftTimes(trx, days, last);
    // The shift has moved the mark of the last time along; this one is later.
    await recordActivity(trx, {
      at: new Date(last.getTime() + days * DAY),
      personId: null,
      act: 'refreshDemo',
      subject: { kind: 'installation', id: 'demo' },
      details: { days },
    });
    return days;
  });
}
