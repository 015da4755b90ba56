// Clears away what is over: sessions, spent limits, old sign-ins, what was sent and read long ago, bytes of files.
import type { Deps } from '../deps';
import { reapFiles } from '../features/submissions/submissions.files.actions';
import type { Handler } from './worker';

const EVERY = 3600;
const AT_ONCE = 5_000;

/** Each takes the time now; rows go in portions, so that no statement holds much for long. */
const OVER: [table: string, condition: string][] = [
  ['sessions', 'expire < :now'],
  ['rate_limits', 'expire < extract(epoch from :now) * 1000'],
  ['login_sessions', "coalesce(ended_at, seen_at + interval '30 days') < :now - interval '30 days'"],
  ['email_confirmations', "expires_at < :now - interval '30 days'"],
  ['mails', "coalesce(sent_at, failed_at, queued_at) < :now - interval '30 days'"],
  ['notices', "read_at < :now - interval '180 days'"],
  ['jobs', "state = 'failed' and run_at < :now - interval '30 days'"],
];

export function housekeeping(deps: Deps): Handler {
  return {
    recurring: true,
    async run() {
      const now = await deps.clock.now(deps.db);
      for (const [table, condition] of OVER) {
        let gone: number;
        do {
          const { rowCount } = await deps.db.raw(
            `delete from ${table} where ctid = any(array(
               select ctid from ${table} where ${condition.replaceAll(':now', ':now::timestamptz')} limit :limit))`,
            { now, limit: AT_ONCE },
          );
          gone = rowCount;
        } while (gone === AT_ONCE);
      }
      await deps.files.reapIncoming();
      await reapFiles(deps);
      return { again: EVERY };
    },
  };
}
