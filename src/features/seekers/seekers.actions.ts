// Showing a card and taking it away.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Conflict, InvalidInput } from '../../errors';
import type { Person } from '../../web/request';
import { challengesOf } from '../challenges/challenges.queries';
import { factsOf, holdPhases } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { lockParticipant, teamOfPerson } from '../teams/teams.queries';
import type { CardInput } from './seekers.input';
import { keepCard, removeCard } from './seekers.queries';

/** Refuses (409) somebody who has a seat; waits for whoever is giving them one. */
export async function showCard(
  deps: Deps,
  person: Person,
  hackathon: HackathonRow,
  input: CardInput,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    await holdPhases(trx, hackathon.id);
    await lockParticipant(trx, hackathon.id, person.id);
    const facts = await factsOf(trx, deps.clock, hackathon, person.id);
    requireRight(facts, 'formTeams');
    const current = await teamOfPerson(trx, hackathon.id, person.id);
    if (current)
      throw new Conflict('together.refused.seated', { team: { id: current.id, name: current.name } });
    const open = (await challengesOf(trx, hackathon.id)).filter(({ closed_at }) => closed_at === null);
    const wanted = open.filter(({ slug }) => input.challenges.includes(slug));
    if (wanted.length < input.challenges.length)
      throw new InvalidInput({ challenges: { key: 'together.fields.challenges' } });
    await keepCard(trx, {
      hackathon_id: hackathon.id,
      person_id: person.id,
      challenges: wanted.map(({ id }) => id),
      languages: input.languages,
      times: input.times,
      skills: input.skills,
      shown_at: facts.now,
    });
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'showCard',
      subject: { kind: 'hackathon', id: hackathon.id },
      hackathonId: hackathon.id,
    });
  });
}

/** Nothing of it is kept. Works in every phase; without a card nothing happens. */
export async function takeCardAway(deps: Deps, person: Person, hackathon: HackathonRow): Promise<void> {
  await deps.db.transaction(async (trx) => {
    if (!(await removeCard(trx, hackathon.id, person.id))) return;
    await recordActivity(trx, {
      at: await deps.clock.now(trx),
      personId: person.id,
      act: 'takeCardAway',
      subject: { kind: 'hackathon', id: hackathon.id },
      hackathonId: hackathon.id,
    });
  });
}
