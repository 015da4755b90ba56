// An organiser says who runs the hackathon, who pays and who decides.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import type { Person } from '../../web/request';
import type { Received } from '../../web/upload';
import type { AboutInput } from './about.input';
import { setAbout, setEmblem } from './about.queries';
import { acceptEmblem } from './about.uploads';
import { holdAsOrganiser } from './hackathons.actions';
import type { About, HackathonRow } from './hackathons.tables';

async function change(
  deps: Deps,
  person: Person,
  slug: string,
  act: string,
  write: (trx: Db, hackathonId: string) => Promise<void>,
): Promise<HackathonRow> {
  return deps.db.transaction(async (trx) => {
    const hackathon = await holdAsOrganiser(trx, person, slug);
    const at = await deps.clock.now(trx);
    await write(trx, hackathon.id);
    const subject = { kind: 'hackathon', id: hackathon.id };
    await recordActivity(trx, { at, personId: person.id, act, subject, hackathonId: hackathon.id });
    return hackathon;
  });
}

/** What is left empty is not shown. */
export function changeAbout(
  deps: Deps,
  person: Person,
  slug: string,
  input: AboutInput,
): Promise<HackathonRow> {
  const given = Object.entries(input).filter(([, value]) =>
    typeof value === 'string' ? value !== '' : Object.keys(value ?? {}).length > 0,
  );
  const about: About = Object.fromEntries(given);
  return change(deps, person, slug, 'changeAbout', (trx, id) => setAbout(trx, id, about));
}

export async function changeEmblem(
  deps: Deps,
  person: Person,
  slug: string,
  received: Received,
): Promise<HackathonRow> {
  const accepted = await acceptEmblem(received);
  return change(deps, person, slug, 'changeEmblem', (trx, id) => setEmblem(trx, id, accepted));
}

export function removeEmblem(deps: Deps, person: Person, slug: string): Promise<HackathonRow> {
  return change(deps, person, slug, 'removeEmblem', (trx, id) => setEmblem(trx, id, null));
}
