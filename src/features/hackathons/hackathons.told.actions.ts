// What everybody in a hackathon is told, whatever their role.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { notify } from '../notices/notices.actions';
import type { NoticeKind, NoticeParams } from '../notices/notices.tables';
import { peopleOf } from './hackathons.queries';
import type { HackathonRow } from './hackathons.tables';

/** One statement, however many they are; without `but`. `hackathon` is always among the parts. */
export async function tellEverybody(
  deps: Deps,
  trx: Db,
  hackathon: HackathonRow,
  but: string,
  told: { kind: NoticeKind; params?: NoticeParams; href: string },
): Promise<void> {
  const people = (await peopleOf(trx, hackathon.id)).filter((id) => id !== but);
  await notify(
    deps,
    trx,
    people.map((personId) => ({
      personId,
      kind: told.kind,
      params: { hackathon: hackathon.title, ...told.params },
      href: told.href,
      hackathonId: hackathon.id,
    })),
  );
}
