// What organisers settle about a round before judging opens. From then on it stays, for everybody to see.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import type { Person } from '../../web/request';
import { holdAsOrganiser } from '../hackathons/hackathons.actions';
import { factsOf } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import type { SettingsInput } from './rounds.input';
import { frozenSince } from './rounds.policy';
import { freezeBegun, lockRound, roundOf, type Settings, writeSettings } from './rounds.queries';

/** The row of the hackathon is in hand: whoever opens judging at the same moment comes before or after. */
export async function settleRound(
  deps: Deps,
  person: Person,
  slug: string,
  input: SettingsInput,
): Promise<{ hackathon: HackathonRow }> {
  return deps.db.transaction(async (trx) => {
    const hackathon = await holdAsOrganiser(trx, person, slug);
    const round = await lockRound(trx, (await roundOf(trx, hackathon.id)).id);
    const facts = await factsOf(trx, deps.clock, hackathon, person.id);
    if (frozenSince(round, facts) || round.locked_at) throw new Forbidden('rounds.refused.frozen');
    const settings = settingsFrom(input);
    await writeSettings(trx, round.id, settings);
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'settleRound',
      subject: { kind: 'round', id: round.id },
      hackathonId: hackathon.id,
      details: settings,
    });
    return { hackathon };
  });
}

function settingsFrom({ stages, ...input }: SettingsInput): Partial<Settings> {
  const given = { ...input, ...(stages === undefined ? {} : { stages: stages === '1' ? 1 : 2 }) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** What nobody touches is kept too once judging opened. */
export async function freezeRounds(deps: Deps): Promise<number> {
  return freezeBegun(deps.db, await deps.clock.now(deps.db));
}
