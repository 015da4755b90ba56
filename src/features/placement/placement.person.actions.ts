// One person placed by hand.
import type { Deps } from '../../deps';
import { InvalidInput } from '../../errors';
import type { Person } from '../../web/request';
import { requireRight } from '../hackathons/hackathons.rights';
import { notify, teamNotice } from '../notices/notices.actions';
import { record, seat, withTeam } from '../teams/teams.held.actions';

/** An organiser gives somebody without a team a free seat, whichever way into the team is open; also after the lock. */
export async function placePerson(
  deps: Deps,
  organiser: Person,
  hackathonId: string,
  input: { person: string; team: string },
): Promise<void> {
  await withTeam(
    deps,
    organiser,
    input.team,
    async (held) => {
      if (held.hackathon.id !== hackathonId) throw new InvalidInput({ team: { key: 'teams.fields.team' } });
      requireRight(held.facts, 'movePeople');
      if (!held.participant) throw new InvalidInput({ person: { key: 'teams.fields.person' } });
      await seat(deps, held, input.person, organiser.id);
      await record(held, organiser, 'placePerson', { details: { person: input.person } });
      const { team, members } = held;
      await notify(deps, held.trx, [
        teamNotice(team, input.person, { kind: 'placed' }),
        ...members.map((member) => teamNotice(team, member.id, { kind: 'joined', aboutId: input.person })),
      ]);
    },
    input.person,
  );
}
