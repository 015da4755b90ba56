// Signing up, in and out; recovery.
import type { Deps } from '../../deps';
import type { Person } from '../../web/request';
import { countingSessions, markUsed, personOfSession } from './accounts.queries';

/** Null for a sign-in that was ended, ran out, or whose person is disabled. */
export async function findPerson(deps: Deps, loginSessionId: string): Promise<Person | null> {
  return (await personOfSession(deps.db, deps.clock.expression(deps.db), loginSessionId)) ?? null;
}

/** Notes that a sign-in was used, at most once a minute. */
export async function noteUse(deps: Deps, loginSessionId: string): Promise<void> {
  await markUsed(deps.db, deps.clock.expression(deps.db), loginSessionId);
}

/** Of these sign-ins, those that were ended, ran out, or whose person is disabled. */
export async function endedSessions(deps: Deps, loginSessionIds: string[]): Promise<string[]> {
  const counting = new Set(await countingSessions(deps.db, deps.clock.expression(deps.db), loginSessionIds));
  return loginSessionIds.filter((id) => !counting.has(id));
}
