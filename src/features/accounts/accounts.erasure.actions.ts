// A person's own copy of their data, and the end of their account. What each feature keeps comes as a list.
import { recordActivity } from '../../db/activity';
import type { AfterErasing, PersonalData } from '../../db/personal-data';
import type { Deps } from '../../deps';
import type { Person } from '../../web/request';
import { confirmPassword } from './accounts.profile.actions';
import { holdPerson } from './accounts.queries';

/** All that is kept about a person, by feature, as of one moment. */
export async function collectData(
  deps: Deps,
  person: Pick<Person, 'id'>,
  list: readonly PersonalData[],
): Promise<Record<string, unknown>> {
  return deps.db.transaction(
    async (trx) => {
      const data: Record<string, unknown> = { collectedAt: await deps.clock.now(trx) };
      for (const { feature, collect } of list) data[feature] = await collect(trx, person.id);
      return data;
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
}

export async function deleteAccount(
  deps: Deps,
  person: Person,
  given: { password: string; address: string },
  list: readonly PersonalData[],
): Promise<void> {
  await confirmPassword(deps, person, given);
  await erasePerson(deps, person.id, list);
}

const TIMES = 4;

/**
 * Erases in one transaction; once more is no different. Throws Conflict, with nothing erased, for somebody who
 * cannot leave yet. Whoever acts in the person's name meanwhile is either erased with them or refused.
 */
export async function erasePerson(
  deps: Deps,
  personId: string,
  list: readonly PersonalData[],
  times = TIMES,
): Promise<void> {
  let after: AfterErasing[];
  try {
    after = await erase(deps, personId, list);
  } catch (error) {
    // Acts take locks in many orders; of two that wait for each other Postgres ends one.
    if ((error as { code?: string }).code !== '40P01' || times <= 1) throw error;
    return erasePerson(deps, personId, list, times - 1);
  }
  for (const tell of after) await tell(deps);
}

async function erase(deps: Deps, personId: string, list: readonly PersonalData[]): Promise<AfterErasing[]> {
  return deps.db.transaction(async (trx) => {
    for (const { hold } of list) await hold?.(trx, personId, deps.clock);
    const row = await holdPerson(trx, personId);
    if (!row || row.erased_at !== null) return [];
    const at = await deps.clock.now(trx);
    const subject = { kind: 'person', id: personId };
    await recordActivity(trx, { at, personId, act: 'deleteAccount', subject });
    const after: AfterErasing[] = [];
    for (const feature of list) {
      const tell = await feature.erase(trx, { personId, at, clock: deps.clock });
      if (tell) after.push(tell);
    }
    return after;
  });
}
