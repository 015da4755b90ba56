// Reads and writes of what stands behind a hackathon, and of the funder's emblem.
import type { Db } from '../../db/db';
import type { About, Emblem } from './hackathons.tables';

export async function setAbout(trx: Db, hackathonId: string, about: About): Promise<void> {
  await trx('hackathons')
    .where({ id: hackathonId })
    .update({ about: JSON.stringify(about) });
}

export interface EmblemPicture {
  sha256: string;
  type: string;
  bytes: Buffer;
}

export async function emblemOf(db: Db, hackathonId: string): Promise<EmblemPicture | undefined> {
  return db('emblems').select('sha256', 'type', 'bytes').where({ hackathon_id: hackathonId }).first();
}

/** With null the emblem goes. */
export async function setEmblem(
  trx: Db,
  hackathonId: string,
  given: { picture: EmblemPicture; emblem: Emblem } | null,
): Promise<void> {
  await trx('emblems').where({ hackathon_id: hackathonId }).delete();
  if (given) await trx('emblems').insert({ hackathon_id: hackathonId, ...given.picture });
  const emblem = given && JSON.stringify(given.emblem);
  await trx('hackathons').where({ id: hackathonId }).update({ emblem });
}
